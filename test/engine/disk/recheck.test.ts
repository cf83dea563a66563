import {open, rm, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {payloadPlaces} from '../../../source/engine/disk/file-place.js';
import type {HashProgress} from '../../../source/engine/disk/hash-pieces.js';
import {recheck} from '../../../source/engine/disk/recheck.js';
import {hasBit} from '../../../source/protocol/bitfield.js';
import {DiskSession} from './disk-session.js';
import {SampleTorrent, temporaryFolder} from './sample-torrent.js';

const pieceLength = 16 * 1024;

const sample = new SampleTorrent(
	[
		{path: ['sample', 'first'], length: 40_000},
		{path: ['sample', '.pad', '0'], length: 9152, isPadding: true},
		{path: ['sample', 'empty'], length: 0},
		{path: ['sample', 'second'], length: 50_000},
		{path: ['sample', 'third'], length: 1},
	],
	pieceLength,
);

/** Which pieces a recheck finds. */
async function found(dir: string, pieces?: Uint8Array): Promise<number[]> {
	const bits = await recheck(sample.metainfo, payloadPlaces(sample.metainfo, dir), {pieces});
	const indices = Array.from({length: sample.metainfo.pieceCount}, (_, index) => index);
	return indices.filter(index => hasBit(bits, index));
}

test('a whole torrent is found whole, padding taken as zeros', async t => {
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	t.deepEqual(await found(dir), [0, 1, 2, 3, 4, 5, 6]);
});

test('a changed byte costs the one piece it is in', async t => {
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	const file = await open(join(dir, 'sample', 'second'), 'r+');
	await file.write(new Uint8Array([1, 2, 3]), 0, 3, 20_000);
	await file.close();
	t.deepEqual(await found(dir), [0, 1, 2, 3, 5, 6]);
});

test('a missing file costs the pieces it is in, a short one those behind its end', async t => {
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	await truncate(join(dir, 'sample', 'second'), 40_000);
	t.deepEqual(await found(dir), [0, 1, 2, 3, 4]);
	await rm(join(dir, 'sample', 'first'));
	t.deepEqual(await found(dir), [3, 4]);
	await rm(join(dir, 'sample'), {recursive: true});
	t.deepEqual(await found(dir), []);
});

test('a folder or a hole in the place of bytes is just missing', async t => {
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	await writeFile(join(dir, 'sample', 'first'), '');
	await truncate(join(dir, 'sample', 'first'), 40_000);
	t.deepEqual(await found(dir), [3, 4, 5, 6]);
});

test('only the pieces asked for are hashed', async t => {
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	t.deepEqual(await found(dir, new Uint8Array([0b0100_0110])), [1, 5, 6]);
	t.deepEqual(await found(dir, new Uint8Array([0])), []);
});

test('what a skipped file has in the part store counts', async t => {
	const session = await DiskSession.open(t, sample, {wanted: [false, false, false, true, true]});
	const shared = [3, 4, 5, 6];
	for (const index of [2, ...shared]) session.deliverPiece(index);
	for (const index of [2, ...shared]) await session.heard('verified', index);
	t.true(session.disk.places[0]!.isInPartStore);
	const bits = await recheck(sample.metainfo, session.disk.places);
	t.deepEqual(bits, new Uint8Array([0b0011_1110]));
});

test('pieces longer than a strip, from several files, on several threads', async t => {
	const large = new SampleTorrent(
		[
			{path: ['a'], length: 30_000_001},
			{path: ['b'], length: 9_999_999},
		],
		4 * 2 ** 20,
	);
	const dir = await temporaryFolder(t);
	await large.write(dir);
	const seen: HashProgress[] = [];
	const bits = await recheck(large.metainfo, payloadPlaces(large.metainfo, dir), {
		onProgress: progress => seen.push(progress),
	});
	t.deepEqual(bits, new Uint8Array([0b1111_1111, 0b1100_0000]));
	const last = seen.at(-1)!;
	t.is(last.piecesDone, 10);
	t.is(last.pieceCount, 10);
	t.is(last.bytesDone, last.bytes);
});

test('it stops when told to, before it begins or in the middle', async t => {
	const dir = await temporaryFolder(t);
	// A hole takes long enough to hash, and no space.
	const hole = new SampleTorrent([{path: ['hole'], length: 64 * 2 ** 30}], 512 * 2 ** 20, []);
	await writeFile(join(dir, 'hole'), '');
	await truncate(join(dir, 'hole'), 64 * 2 ** 30);
	const places = payloadPlaces(hole.metainfo, dir);
	const reason = new Error('the user quit');
	await t.throwsAsync(recheck(hole.metainfo, places, {signal: AbortSignal.abort(reason)}), {
		is: reason,
	});
	const controller = new AbortController();
	const checking = recheck(hole.metainfo, places, {
		signal: controller.signal,
		onProgress: () => controller.abort(reason),
	});
	await t.throwsAsync(checking, {is: reason});
});
