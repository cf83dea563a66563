import {appendFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {payloadPlace} from '../../../source/engine/disk/file-place.js';
import {FileStamps, stampOf} from '../../../source/engine/disk/file-stamps.js';
import {temporaryFolder} from './sample-torrent.js';

test('a file is looked at again only when we wrote to it, so that a stranger’s change stays visible', async t => {
	const dir = await temporaryFolder(t);
	const places = ['a', 'b', 'missing'].map(name => payloadPlace(dir, {path: [name], length: 9}));
	await writeFile(join(dir, 'a'), '1');
	await writeFile(join(dir, 'b'), '1');
	const stamps = new FileStamps(places);
	const first = await stamps.collect();
	t.deepEqual(
		first.map(stamp => stamp?.size),
		[1, 1, undefined],
	);
	await appendFile(join(dir, 'a'), '2');
	await appendFile(join(dir, 'b'), '2');
	stamps.handleWritten(0);
	t.deepEqual(await stamps.collect(), [await stampOf(join(dir, 'a')), first[1]!, null]);
});

test('a write that ends while its file is being looked at is looked at next time', async t => {
	const dir = await temporaryFolder(t);
	await writeFile(join(dir, 'a'), '1');
	const stamps = new FileStamps([payloadPlace(dir, {path: ['a'], length: 9})]);
	const collecting = stamps.collect();
	stamps.handleWritten(0);
	await collecting;
	await appendFile(join(dir, 'a'), '2');
	t.is((await stamps.collect())[0]?.size, 2);
	await rm(join(dir, 'a'));
	t.is((await stamps.collect())[0]?.size, 2);
});
