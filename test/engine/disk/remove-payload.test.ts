import {mkdir, readdir, readFile, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {removePayload} from '../../../source/engine/disk/remove-payload.js';
import {SampleTorrent, temporaryFolder} from './sample-torrent.js';

const sample = new SampleTorrent(
	[
		{path: ['sample', 'a'], length: 5},
		{path: ['sample', 'deep', 'down', 'b'], length: 6},
		{path: ['sample', 'empty'], length: 0},
	],
	16_384,
);

test('the files go, and the folders that are empty then', async t => {
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	await writeFile(join(dir, 'sample', 'deep', 'mine'), 'stays');
	await writeFile(join(dir, 'mine too'), 'stays');
	t.is(await removePayload(sample.metainfo, dir), undefined);
	const left = await readdir(dir, {recursive: true});
	t.deepEqual(left.toSorted(), ['mine too', 'sample', 'sample/deep', 'sample/deep/mine']);
});

test('what is not there needs no deleting, the folder itself included', async t => {
	const dir = await temporaryFolder(t);
	await mkdir(join(dir, 'sample'));
	t.is(await removePayload(sample.metainfo, dir), undefined);
	t.is(await removePayload(sample.metainfo, join(dir, 'never made')), undefined);
});

test('nothing is deleted through a link that leads out', async t => {
	const folder = await temporaryFolder(t);
	const [dir, outside] = [join(folder, 'dir'), join(folder, 'outside')];
	await sample.write(outside);
	await mkdir(dir);
	await symlink(join(outside, 'sample'), join(dir, 'sample'));
	const error = await removePayload(sample.metainfo, dir);
	t.is(error?.path, join(dir, 'sample'));
	t.true((await readFile(join(outside, 'sample', 'a'))).equals(sample.file(0)));
});

test('what cannot be deleted is named, the rest is deleted', async t => {
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	await removePayload(
		new SampleTorrent([{path: ['sample', 'a'], length: 5}], 16_384).metainfo,
		dir,
	);
	await mkdir(join(dir, 'sample', 'a'));
	const error = await removePayload(sample.metainfo, dir);
	t.is(error?.path, join(dir, 'sample', 'a'));
	t.deepEqual(await readdir(join(dir, 'sample')), ['a']);
});
