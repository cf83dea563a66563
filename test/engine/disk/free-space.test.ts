import {statfs} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {freeSpace} from '../../../source/engine/disk/free-space.js';
import {temporaryFolder} from './sample-torrent.js';

test('the space of a folder that is not made yet is that of the disk it will be on', async t => {
	const folder = await temporaryFolder(t);
	const free = await freeSpace(join(folder, 'not', 'made', 'yet'));
	const {blocks, bsize} = await statfs(folder);
	t.true(free !== null && free > 0 && free <= blocks * bsize);
});
