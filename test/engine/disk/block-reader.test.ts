import {mkdir, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {BlockReader, stripLength} from '../../../source/engine/disk/block-reader.js';
import {FileLayout} from '../../../source/engine/disk/file-layout.js';
import {payloadPlaces} from '../../../source/engine/disk/file-place.js';
import {FilePool} from '../../../source/engine/disk/file-pool.js';
import {ReadCache} from '../../../source/engine/disk/read-cache.js';
import {type SpanRead, SpanReader} from '../../../source/engine/disk/span-reader.js';
import {TorrentError} from '../../../source/engine/torrent-error.js';
import {type SampleFile, SampleTorrent, temporaryFolder} from './sample-torrent.js';

const pieceLength = 4 * stripLength;

/** Counts what goes to disk. */
class CountingReader extends SpanReader {
	reads = 0;

	override push(spanRead: SpanRead): void {
		this.reads++;
		super.push(spanRead);
	}
}

async function readerOf(
	t: ExecutionContext,
	options: {files?: readonly SampleFile[]; cacheBytes?: number} = {},
) {
	const sample = new SampleTorrent(
		options.files ?? [{path: ['file'], length: 2 * pieceLength}],
		pieceLength,
		[],
	);
	const dir = await temporaryFolder(t);
	await mkdir(dir, {recursive: true});
	await sample.write(dir);
	const pool = new FilePool(8);
	t.teardown(() => pool.closeAll());
	const spanReader = new CountingReader(pool);
	const readCache = new ReadCache(options.cacheBytes ?? 16 * stripLength);
	const reader = new BlockReader({
		layout: new FileLayout(sample.metainfo),
		places: payloadPlaces(sample.metainfo, dir),
		shared: {readCache, spanReader},
	});
	const read = (index: number, begin: number, length = 16_384) =>
		new Promise<Uint8Array | TorrentError>(resolve => reader.read(index, begin, length, resolve));
	/** Reads, compares, and keeps the block. */
	const check = async (index: number, begin: number, length = 16_384): Promise<Uint8Array> => {
		const block = await read(index, begin, length);
		if (block instanceof TorrentError) throw block;
		t.true(Buffer.from(block).equals(sample.bytes(index * pieceLength + begin, length)));
		return block;
	};
	return {sample, dir, reader, spanReader, readCache, read, check};
}

test('sixteen blocks cost one read, asked for one after the other or all at once', async t => {
	const {check, spanReader} = await readerOf(t);
	const begins = Array.from({length: 16}, (_, block) => block * 16_384);
	await Promise.all(begins.map(begin => check(0, begin)));
	t.is(spanReader.reads, 1);
	for (const begin of begins) await check(1, begin);
	t.is(spanReader.reads, 2);
});

test('a block is always called back later', async t => {
	const {reader, check} = await readerOf(t);
	await check(0, 0);
	let isCalled = false;
	reader.read(0, 0, 16_384, () => {
		isCalled = true;
	});
	t.false(isCalled);
});

test('a piece read in order is read ahead, and not beyond its end', async t => {
	const {check, spanReader} = await readerOf(t);
	await check(0, 0);
	t.is(spanReader.reads, 1);
	await check(0, stripLength);
	t.is(spanReader.reads, 3);
	await check(0, 2 * stripLength);
	t.is(spanReader.reads, 4);
	await check(0, 3 * stripLength);
	t.is(spanReader.reads, 4);
});

test('blocks across files, padding included, come out right', async t => {
	const {check} = await readerOf(t, {
		files: [
			{path: ['a'], length: 10_000},
			{path: ['pad'], length: 5000, isPadding: true},
			{path: ['b'], length: 1},
			{path: ['c'], length: 100_000},
		],
	});
	await check(0, 0);
	await check(0, 98_304);
	await check(0, 9999, 5003);
});

test('a request that spans two strips is answered too', async t => {
	const {check, reader} = await readerOf(t);
	reader.release(await check(0, stripLength - 100, 128 * 1024));
});

test('a block held by a slow socket keeps its bytes while everything else is recycled', async t => {
	const {sample, reader, check} = await readerOf(t, {cacheBytes: 2 * stripLength});
	const held = await check(0, 16_384);
	for (let round = 0; round < 3; round++) {
		for (const index of [1, 0]) {
			for (let begin = 0; begin < pieceLength; begin += stripLength) {
				reader.release(await check(index, begin));
			}
		}
	}
	t.true(Buffer.from(held).equals(sample.bytes(16_384, 16_384)));
});

test('when slow sockets hold the whole cache, others are still served, within the bound', async t => {
	const {reader, check, readCache} = await readerOf(t, {cacheBytes: 2 * stripLength});
	const held = [await check(0, 0), await check(1, 0)];
	const alone = await check(1, stripLength);
	t.is(alone.buffer.byteLength, 16_384);
	t.is(readCache.allocatedBytes, 2 * stripLength);
	for (const block of [...held, alone]) reader.release(block);
	await check(1, stripLength);
	t.is(readCache.allocatedBytes, 2 * stripLength);
});

test('a piece written anew is read anew', async t => {
	const {dir, reader, read, check, spanReader} = await readerOf(t);
	reader.release(await check(0, 0));
	await writeFile(join(dir, 'file'), new Uint8Array(2 * pieceLength).fill(7));
	reader.forgetPiece(0);
	const block = await read(0, 0);
	t.true(block instanceof Uint8Array && block.every(byte => byte === 7));
	t.is(spanReader.reads, 2);
});

test('a missing or short file is an error that names it, and the next read tries again', async t => {
	const {sample, dir, reader, read, check, readCache} = await readerOf(t);
	await rm(join(dir, 'file'));
	const missing = await read(0, 0);
	t.is((missing as TorrentError).message, `Cannot read ${join(dir, 'file')}: it does not exist.`);
	await writeFile(join(dir, 'file'), new Uint8Array(100));
	const short = await read(0, 0);
	t.regex((short as TorrentError).message, /ends before byte 100/);
	await sample.write(dir);
	reader.release(await check(0, 0));
	reader.forgetAll();
	t.is(readCache.allocatedBytes, stripLength);
});
