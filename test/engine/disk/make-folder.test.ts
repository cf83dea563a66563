import {stat, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {makeFolder} from '../../../source/engine/disk/make-folder.js';
import {TorrentError} from '../../../source/engine/torrent-error.js';
import {temporaryFolder} from './sample-torrent.js';

test('folders are made all the way down, and one that is there is fine', async t => {
	const path = join(await temporaryFolder(t), 'a', 'b', 'c');
	await makeFolder(path, 0o700);
	await makeFolder(path);
	await Promise.all([makeFolder(join(path, 'd', 'e')), makeFolder(join(path, 'd', 'e'))]);
	const stats = await stat(join(path, 'd', 'e'));
	t.true(stats.isDirectory());
	t.is((await stat(path)).mode & 0o777, 0o700);
});

test('a link to a folder is a folder', async t => {
	const folder = await temporaryFolder(t);
	await makeFolder(join(folder, 'real'));
	await symlink(join(folder, 'real'), join(folder, 'link'));
	await t.notThrowsAsync(makeFolder(join(folder, 'link')));
});

test('a file in the way is named, at the end of the path or within it', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(join(folder, 'file'), '');
	const at = await t.throwsAsync(makeFolder(join(folder, 'file')), {instanceOf: TorrentError});
	t.is(at?.path, join(folder, 'file'));
	t.is(at?.code, 'ENOTDIR');
	const below = await t.throwsAsync(makeFolder(join(folder, 'file', 'below')), {
		instanceOf: TorrentError,
	});
	t.is(below?.code, 'ENOTDIR');
});
