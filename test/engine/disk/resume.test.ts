import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {open, rm, stat, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import test from 'ava';
import {payloadPlaces} from '../../../source/engine/disk/file-place.js';
import {FileStamps} from '../../../source/engine/disk/file-stamps.js';
import {planResume, restorePieces} from '../../../source/engine/disk/resume.js';
import type {ResumeRecord} from '../../../source/engine/disk/resume-record.js';
import {ResumeStore} from '../../../source/engine/disk/resume-store.js';
import {clearBit, countBits, fullBitfield, hasBit} from '../../../source/protocol/bitfield.js';
import {resumeSample as sample} from './resume-sample.js';
import {temporaryFolder} from './sample-torrent.js';

const {metainfo} = sample;
const all = fullBitfield(metainfo.pieceCount);
const none = new Uint8Array(all.length);

/** The whole sample in a folder, and a record that says so. */
async function wholeSample(dir: string): Promise<ResumeRecord> {
	await sample.write(dir);
	return recordOf(dir, all);
}

async function recordOf(dir: string, pieces: Uint8Array): Promise<ResumeRecord> {
	return {
		infoHash: sample.infoHashHex,
		dir,
		pieces,
		files: await new FileStamps(payloadPlaces(metainfo, dir)).collect(),
		priorities: metainfo.files.map(() => 4),
		addedAt: 1,
		savedAt: Date.now(),
		completedAt: null,
		downBytes: 0,
		upBytes: 0,
		isPaused: false,
		isSequential: false,
		trackers: [],
		peers: [],
		bans: [],
	};
}

/** The pieces a bitfield without these has. */
function without(bits: Uint8Array, first: number, last: number): Uint8Array {
	const copy = bits.slice();
	for (let index = first; index <= last; index++) clearBit(copy, index);
	return copy;
}

test('files that are as they were are not read', async t => {
	const dir = await temporaryFolder(t);
	const record = await wholeSample(dir);
	const places = payloadPlaces(metainfo, dir);
	t.deepEqual(await planResume(metainfo, places, record), {trusted: all, toHash: none});
	const half = await recordOf(dir, without(all, 0, 99));
	t.deepEqual((await planResume(metainfo, places, half)).trusted, half.pieces);
});

test('a file changed behind our back is hashed, all its pieces and no others', async t => {
	const dir = await temporaryFolder(t);
	const record = await wholeSample(dir);
	const path = join(dir, 'sample', 'first');
	const file = await open(path, 'r+');
	await file.write(new Uint8Array([1, 2, 3, 4]), 0, 4, 500_000);
	await file.close();
	const places = payloadPlaces(metainfo, dir);
	const {trusted, toHash} = await planResume(metainfo, places, record);
	t.deepEqual(trusted, without(all, 0, 30));
	t.is(countBits(toHash), 31);
	t.deepEqual(await restorePieces(metainfo, places, record), without(all, 15, 15));
});

test('a change that keeps the time but not the size is noticed, and one that keeps the size but not the time', async t => {
	const dir = await temporaryFolder(t);
	const record = await wholeSample(dir);
	const path = join(dir, 'sample', 'third');
	const {mtime, atime} = await stat(path);
	await writeFile(path, sample.file(3).slice(0, -1));
	await utimes(path, atime, mtime);
	const places = payloadPlaces(metainfo, dir);
	t.deepEqual(await restorePieces(metainfo, places, record), without(all, 200, 200));
	await writeFile(path, sample.file(3).fill(9));
	await utimes(path, atime, new Date(mtime.getTime() + 1000));
	t.deepEqual(await restorePieces(metainfo, places, record), without(all, 183, 200));
});

test('after a power failure only what had time to reach the device is believed', async t => {
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	const old = new Date(Date.now() - 3_600_000);
	await utimes(join(dir, 'sample', 'first'), old, old);
	const record = await recordOf(dir, all);
	const places = payloadPlaces(metainfo, dir);
	// The system was started after the record was saved: the files written just before may look whole and be empty.
	const {trusted, toHash} = await planResume(metainfo, places, record, Date.now() + 1000);
	t.deepEqual(trusted, without(all, 30, 200));
	t.is(countBits(toHash), 171);
	// It runs since before: nothing can be lost.
	const since = await planResume(metainfo, places, record, record.savedAt! - 1000);
	t.deepEqual(since, {trusted: all, toHash: none});
});

test('a file that is gone is missing, without hashing', async t => {
	const dir = await temporaryFolder(t);
	const record = await wholeSample(dir);
	await rm(join(dir, 'sample', 'second'));
	const {trusted, toHash} = await planResume(metainfo, payloadPlaces(metainfo, dir), record);
	t.deepEqual(trusted, without(all, 30, 183));
	t.deepEqual(toHash, none);
});

test('without a record everything that is there is hashed', async t => {
	const dir = await temporaryFolder(t);
	const places = payloadPlaces(metainfo, dir);
	t.deepEqual(await restorePieces(metainfo, places, undefined), none);
	await sample.write(dir);
	await rm(join(dir, 'sample', 'first'));
	t.deepEqual(await restorePieces(metainfo, places, undefined), without(all, 0, 30));
});

test('a record that does not fit the torrent is as good as none', async t => {
	const dir = await temporaryFolder(t);
	const record = await wholeSample(dir);
	const places = payloadPlaces(metainfo, dir);
	const spare = all.slice();
	spare[spare.length - 1]! |= 1;
	for (const wrong of [
		{...record, infoHash: 'f'.repeat(40)},
		{...record, pieces: all.slice(1)},
		{...record, pieces: spare},
		{...record, files: record.files.slice(1)},
	]) {
		t.deepEqual(await planResume(metainfo, places, wrong), {trusted: none, toHash: all});
	}
});

/** Runs the child until it has verified so many pieces, kills it, and returns those it told. */
async function runAndKill(folder: string, pieceCount: number): Promise<number[]> {
	const script = new URL('resume-child.js', import.meta.url).pathname;
	const child = spawn(process.execPath, [script, folder], {stdio: ['ignore', 'pipe', 'inherit']});
	const exited = once(child, 'exit');
	const verified: number[] = [];
	for await (const line of createInterface({input: child.stdout})) {
		verified.push(Number(line));
		if (verified.length === pieceCount) child.kill('SIGKILL');
	}
	await exited;
	return verified;
}

test('killed with -9 at any moment, nothing verified is lost and nothing of it is fetched again', async t => {
	const folder = await temporaryFolder(t);
	const dir = join(folder, 'payload');
	const places = payloadPlaces(metainfo, dir);
	const store = new ResumeStore(join(folder, 'state'));
	const before = new Set<number>();
	// Before the first save, and long after it.
	for (const pieceCount of [5, 90]) {
		const verified = await runAndKill(folder, pieceCount);
		t.true(verified.length >= pieceCount);
		for (const index of verified) {
			t.false(before.has(index), `piece ${index} was fetched twice`);
			before.add(index);
		}
		const record = await store.load(sample.infoHashHex);
		t.not(typeof record, 'string');
		const bits = await restorePieces(metainfo, places, record as ResumeRecord | undefined);
		for (const index of before) t.true(hasBit(bits, index), `piece ${index} was lost`);
		for (let index = 0; index < metainfo.pieceCount; index++) {
			if (hasBit(bits, index)) before.add(index);
		}
	}
	t.true(((await store.load(sample.infoHashHex)) as ResumeRecord).pieces.some(byte => byte !== 0));
});
