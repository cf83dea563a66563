import {appendFileSync} from 'node:fs';
import {appendFile, rm} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {hashFiles} from '../../../source/engine/disk/hash-files.js';
import {TorrentError} from '../../../source/engine/torrent-error.js';
import {SampleTorrent, temporaryFolder} from './sample-torrent.js';

const sample = new SampleTorrent(
	[
		{path: ['a'], length: 100_000},
		{path: ['.pad'], length: 31_072, isPadding: true},
		{path: ['empty'], length: 0},
		{path: ['b'], length: 70_001},
	],
	32 * 1024,
);

const filesIn = (dir: string) =>
	sample.metainfo.files.map(({path, length, isPadding}) => ({
		path: isPadding ? null : join(dir, ...path),
		length,
	}));

test('the hashes of files are those of the torrent they make', async t => {
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	const hashes = await hashFiles(filesIn(dir), sample.metainfo.pieceLength);
	t.deepEqual(hashes, sample.metainfo.pieceHashes);
});

test('nothing at all has no hashes', async t => {
	t.deepEqual(await hashFiles([], 16_384), new Uint8Array());
});

test('a file that is gone or has another size than listed is named', async t => {
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	const files = filesIn(dir);
	await appendFile(join(dir, 'b'), 'x');
	const changed = await hashFiles(files, 32 * 1024);
	t.true(changed instanceof TorrentError);
	t.is((changed as TorrentError).message, `${join(dir, 'b')} changed while it was being hashed.`);
	await rm(join(dir, 'b'));
	const gone = await hashFiles(files, 32 * 1024);
	t.is((gone as TorrentError).message, `Cannot read ${join(dir, 'b')}: it does not exist.`);
});

test('a file that grows while the others are hashed is noticed', async t => {
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	let isGrown = false;
	const result = await hashFiles(filesIn(dir), 32 * 1024, {
		onProgress() {
			if (!isGrown) appendGrowth();
		},
	});
	/** The last progress comes before the files are looked at again. */
	function appendGrowth() {
		isGrown = true;
		appendFileSync(join(dir, 'a'), 'x');
	}
	t.is((result as TorrentError).path, join(dir, 'a'));
});
