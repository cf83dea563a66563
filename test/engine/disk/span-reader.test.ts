import {rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {FileLayout} from '../../../source/engine/disk/file-layout.js';
import {payloadPlaces} from '../../../source/engine/disk/file-place.js';
import {FilePool} from '../../../source/engine/disk/file-pool.js';
import {SpanReader} from '../../../source/engine/disk/span-reader.js';
import type {TorrentError} from '../../../source/engine/torrent-error.js';
import {type SampleFile, SampleTorrent, temporaryFolder} from './sample-torrent.js';

const pieceLength = 256 * 1024;

async function readerOf(
	t: ExecutionContext,
	files: readonly SampleFile[] = [{path: ['file'], length: 2 * pieceLength}],
) {
	const sample = new SampleTorrent(files, pieceLength, []);
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	const pool = new FilePool(8);
	t.teardown(() => pool.closeAll());
	const reader = new SpanReader(pool);
	const layout = new FileLayout(sample.metainfo);
	const places = payloadPlaces(sample.metainfo, dir);
	/** Reads into targets of these lengths. */
	const read = (index: number, begin: number, ...lengths: readonly number[]) => {
		const targets = lengths.map(length => new Uint8Array(length).fill(0xee));
		const length = lengths.reduce((sum, each) => sum + each, 0);
		return new Promise<Uint8Array | TorrentError>(resolve => {
			reader.push({
				places,
				spans: layout.spans(index, begin, length),
				targets,
				callback: error => resolve(error ?? Buffer.concat(targets)),
			});
		});
	};
	const check = async (index: number, begin: number, ...lengths: readonly number[]) => {
		const bytes = (await read(index, begin, ...lengths)) as Uint8Array;
		t.deepEqual(bytes, Buffer.from(sample.bytes(index * pieceLength + begin, bytes.length)));
	};
	return {sample, dir, reader, layout, places, read, check};
}

test('what follows each other goes to as many places as it is asked for', async t => {
	const {check} = await readerOf(t);
	await check(0, 0, 16_384);
	await check(1, 16_384, 16_384, 16_384, 1, 100);
	await check(0, pieceLength - 10, 3, 7);
});

test('more places than the system takes in one call are all filled', async t => {
	const {check} = await readerOf(t);
	await check(0, 5, ...Array<number>(3000).fill(1));
});

test('bytes across files, padding included, come out right however they are cut', async t => {
	const {check} = await readerOf(t, [
		{path: ['a'], length: 10_000},
		{path: ['pad'], length: 5000, isPadding: true},
		{path: ['b'], length: 1},
		{path: ['c'], length: 100_000},
	]);
	await check(0, 0, 16_384);
	await check(0, 9999, 5003);
	await check(0, 9000, 500, 499, 2, 4998, 1, 1, 16_384);
	await check(0, 98_304, 16_384);
});

test('it always calls back later', async t => {
	const {reader, layout, places, read} = await readerOf(t);
	await read(0, 0, 1);
	let isCalled = false;
	await new Promise<void>(resolve => {
		reader.push({
			places,
			spans: layout.spans(0, 0, 1),
			targets: [new Uint8Array(1)],
			callback: () => {
				isCalled = true;
				resolve();
			},
		});
		t.false(isCalled);
	});
});

test('many at once are all answered', async t => {
	const {check} = await readerOf(t);
	await Promise.all(Array.from({length: 64}, (_, at) => check(at % 2, at * 1000, 1000, 50_000)));
});

test('a missing or short file is an error that names it, and the next read tries again', async t => {
	const {sample, dir, read, check} = await readerOf(t);
	const file = join(dir, 'file');
	await rm(file);
	t.is(((await read(0, 0, 1)) as TorrentError).message, `Cannot read ${file}: it does not exist.`);
	await writeFile(file, new Uint8Array(100));
	t.regex(((await read(0, 50, 30, 30)) as TorrentError).message, /ends before byte 100/);
	await sample.write(dir);
	await check(0, 0, 16_384);
});
