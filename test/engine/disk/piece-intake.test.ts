import {mkdir} from 'node:fs/promises';
import test, {type ExecutionContext} from 'ava';
import {DiskShared} from '../../../source/engine/disk/disk-shared.js';
import {FileLayout} from '../../../source/engine/disk/file-layout.js';
import {payloadPlaces} from '../../../source/engine/disk/file-place.js';
import {FileStamps} from '../../../source/engine/disk/file-stamps.js';
import {PieceIntake} from '../../../source/engine/disk/piece-intake.js';
import {type Write, WriteQueue} from '../../../source/engine/disk/write-queue.js';
import {TorrentError} from '../../../source/engine/torrent-error.js';
import {blockLength} from '../../../source/protocol/messages.js';
import {SampleTorrent, temporaryFolder} from './sample-torrent.js';

/** Lets writes begin, and end when the test says so, well or badly. */
class HeldWriteQueue extends WriteQueue {
	readonly held: Write[] = [];

	override push(write: Write): void {
		this.held.push(write);
	}

	/** Lets the oldest go. */
	finish(error?: TorrentError): Promise<void> {
		const write = this.held.shift()!;
		return new Promise(resolve => {
			const callback = (result: TorrentError | undefined) => {
				write.callback(result);
				resolve();
			};
			if (error === undefined) super.push({...write, callback});
			else callback(error);
		});
	}
}

class HeldShared extends DiskShared {
	override readonly writeQueue = new HeldWriteQueue(this.filePool);
}

async function intakeOf(t: ExecutionContext, pieceLength: number) {
	const sample = new SampleTorrent([{path: ['file'], length: pieceLength}], pieceLength);
	const dir = await temporaryFolder(t);
	await mkdir(dir, {recursive: true});
	const shared = new HeldShared({stateDir: dir, maxOpenFiles: 4});
	t.teardown(() => shared.close());
	const places = payloadPlaces(sample.metainfo, dir);
	const told: string[] = [];
	const intake = new PieceIntake({
		layout: new FileLayout(sample.metainfo),
		pieceHashes: sample.metainfo.pieceHashes,
		places,
		stamps: new FileStamps(places),
		shared,
		outcome: {
			handleVerified: () => told.push('verified'),
			handleHashFailed: () => told.push('hash failed'),
			handleWriteFailed: (_index, error) => told.push(error.message),
		},
	});
	const blockCount = pieceLength / blockLength;
	/** Delivers these blocks; wrong ones are full of sevens. */
	const deliver = (first: number, end = blockCount, isWrong = false) => {
		for (let block = first; block < end; block++) {
			const buffer = shared.arena.take(blockLength)!;
			if (isWrong) buffer.fill(7);
			else buffer.set(sample.bytes(block * blockLength, blockLength));
			intake.handleBlock(0, block * blockLength, buffer);
		}
	};
	return {intake, shared, queue: shared.writeQueue, told, deliver, blockCount};
}

/** Lets everything run that waits for nothing from outside. */
const settle = () => new Promise<void>(resolve => setImmediate(resolve));

test('nothing of a piece begun again is written before the writes of its former self are over', async t => {
	const {intake, queue, told, deliver, shared} = await intakeOf(t, 8 * 2 ** 20);
	deliver(0, 150, true);
	t.is(queue.held.length, 2);
	intake.drop(0);
	deliver(0);
	intake.complete(0);
	await settle();
	t.is(queue.held.length, 2);
	await queue.finish();
	await settle();
	t.is(queue.held.length, 1);
	await queue.finish();
	await settle();
	t.true(queue.held.length > 0);
	t.deepEqual(told, []);
	while (queue.held.length > 0) await queue.finish();
	t.deepEqual(told, ['verified']);
	t.is(shared.arena.bytesInUse, 0);
});

test('a wrong piece is told only when none of its writes is under way', async t => {
	const {intake, queue, told, deliver, shared} = await intakeOf(t, 8 * 2 ** 20);
	deliver(0, 100, true);
	deliver(100);
	intake.complete(0);
	await settle();
	const writes = queue.held.length;
	t.true(writes > 1);
	for (let count = 0; count < writes; count++) {
		t.deepEqual(told, []);
		await queue.finish();
	}
	t.deepEqual(told, ['hash failed']);
	t.is(shared.arena.bytesInUse, 0);
});

test('a failed write is told once, when the others are over too', async t => {
	const {intake, queue, told, deliver, shared} = await intakeOf(t, 8 * 2 ** 20);
	deliver(0, 150);
	t.is(queue.held.length, 2);
	await queue.finish(new TorrentError('the disk is gone'));
	deliver(150);
	t.deepEqual(told, []);
	intake.complete(0);
	await queue.finish();
	t.deepEqual(told, ['the disk is gone']);
	t.is(queue.held.length, 0);
	t.is(shared.arena.bytesInUse, 0);
});

test('a dropped piece has no outcome, even when its hash was right already', async t => {
	const {intake, queue, told, deliver, shared} = await intakeOf(t, 2 ** 20);
	deliver(0);
	intake.complete(0);
	await settle();
	t.is(queue.held.length, 1);
	intake.dropAll();
	await queue.finish();
	t.deepEqual(told, []);
	t.is(shared.arena.bytesInUse, 0);
});

test('held, it begins no write; released, it goes on', async t => {
	const {intake, queue, told, deliver} = await intakeOf(t, 8 * 2 ** 20);
	intake.hold();
	await intake.idle();
	deliver(0);
	intake.complete(0);
	await settle();
	t.is(queue.held.length, 0);
	intake.release();
	t.true(queue.held.length > 0);
	while (queue.held.length > 0) await queue.finish();
	t.deepEqual(told, ['verified']);
});

test('idle waits for the writes under way', async t => {
	const {intake, queue, deliver} = await intakeOf(t, 8 * 2 ** 20);
	deliver(0, 64);
	let isIdle = false;
	const waiting = intake.idle().then(() => {
		isIdle = true;
	});
	await settle();
	t.false(isIdle);
	await queue.finish();
	await waiting;
	t.true(isIdle);
});

test('a piece whose blocks went to disk before their turn waits for its hash when it is complete', async t => {
	const {intake, queue, told, deliver} = await intakeOf(t, 16 * 2 ** 20);
	deliver(1);
	// Too much for the memory: it was written although the first block keeps the hash from going on.
	t.true(queue.held.length > 0);
	while (queue.held.length > 0) await queue.finish();
	deliver(0, 1);
	t.is(intake.hashQueuePieces, 0);
	intake.complete(0);
	t.is(intake.hashQueuePieces, 1);
	while (told.length === 0) {
		await settle();
		while (queue.held.length > 0) await queue.finish();
	}
	t.deepEqual(told, ['verified']);
	t.is(intake.hashQueuePieces, 0);
});
