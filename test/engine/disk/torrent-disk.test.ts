import {open, readdir, readFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {backpressureBytes} from '../../../source/engine/disk/backpressure.js';
import {blockLength} from '../../../source/protocol/messages.js';
import {DiskSession} from './disk-session.js';
import {type SampleFile, SampleTorrent} from './sample-torrent.js';

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

const mixedFiles: readonly SampleFile[] = [
	{path: ['sample', 'a b.txt'], length: 40_000},
	{path: ['sample', '.pad', '0'], length: 65_536 - 40_000, isPadding: true},
	{path: ['sample', 'empty'], length: 0},
	{path: ['sample', '映画', '第 1 話.mkv'], length: 100_000},
	{path: ['sample', '映画', 'also empty'], length: 0},
	{path: ['sample', 'tail'], length: 32_769},
];

async function assertComplete(t: ExecutionContext, {sample, dir}: DiskSession): Promise<void> {
	for (const [index, file] of sample.metainfo.files.entries()) {
		const path = join(dir, ...file.path);
		if (file.isPadding) {
			await t.throwsAsync(stat(path), {code: 'ENOENT'});
		} else {
			t.true((await readFile(path)).equals(sample.file(index)), file.path.join('/'));
		}
	}
}

/** One file, `pieceCount` pieces. */
const plain = (pieceLength: number, pieceCount: number, hashed?: readonly number[]) =>
	new SampleTorrent([{path: ['file'], length: pieceLength * pieceCount}], pieceLength, hashed);

test('a torrent of several files, with padding, empty files and foreign names, is written byte for byte', async t => {
	const session = await DiskSession.open(t, new SampleTorrent(mixedFiles, 32 * kibibyte));
	const {pieceCount} = session.sample.metainfo;
	for (let index = 0; index < pieceCount; index++) session.deliverPiece(index);
	for (let index = 0; index < pieceCount; index++) await session.heard('verified', index);
	t.is(session.told.length, pieceCount);
	await assertComplete(t, session);
	t.deepEqual(await readdir(session.dir), ['sample']);
	t.is(session.disk.facts.unwrittenBytes, 0);
	t.is(session.shared.arena.bytesInUse, 0);
});

for (const pieceLength of [16 * kibibyte, 256 * kibibyte, 1 * mebibyte, 16 * mebibyte]) {
	test(`blocks in any order make pieces of ${pieceLength / kibibyte} KiB, the last of a single byte`, async t => {
		const sample = new SampleTorrent([{path: ['one file'], length: pieceLength + 1}], pieceLength);
		const session = await DiskSession.open(t, sample);
		session.deliverPiece(1);
		session.deliverPiece(0, session.begins(0).toReversed());
		await session.heard('verified', 0);
		await session.heard('verified', 1);
		await assertComplete(t, session);
	});
}

test('bytes behind 4 GiB land there, the rest of the file is a hole', async t => {
	const sample = new SampleTorrent(
		[
			{path: ['sample', 'first'], length: 3 * 2 ** 30 + 5},
			{path: ['sample', 'second'], length: 6 * 2 ** 30},
		],
		16 * mebibyte,
		[192, 500],
	);
	const session = await DiskSession.open(t, sample);
	session.deliverPiece(500);
	// Its first five bytes are the last of the first file.
	session.deliverPiece(192);
	await session.heard('verified', 500);
	await session.heard('verified', 192);
	const second = await open(join(session.dir, 'sample', 'second'));
	t.teardown(() => second.close());
	const begin = 500 * 16 * mebibyte - sample.metainfo.files[1]!.offset;
	const bytes = new Uint8Array(16 * mebibyte);
	await second.read(bytes, 0, bytes.length, begin);
	t.true(begin > 2 ** 32 && Buffer.from(bytes).equals(sample.piece(500)));
	t.true((await second.stat()).blocks * 512 < 100 * mebibyte);
	t.is((await stat(join(session.dir, 'sample', 'first'))).size, 3 * 2 ** 30 + 5);
	const read = await session.read(192, 0, 16 * kibibyte);
	t.true(
		read instanceof Uint8Array &&
			Buffer.from(read).equals(sample.piece(192).slice(0, 16 * kibibyte)),
	);
});

test('nothing is told from inside a call', async t => {
	const session = await DiskSession.open(t, plain(32 * kibibyte, 2));
	session.deliver(0, 0, new Uint8Array(blockLength));
	session.deliver(0, blockLength);
	session.disk.completePiece(0);
	session.deliverPiece(1);
	t.deepEqual(session.told, []);
	await session.heard('hashFailed', 0);
	await session.heard('verified', 1);
});

test('a piece with a wrong byte is missing again, and can be had from someone else', async t => {
	for (const pieceLength of [64 * kibibyte, 8 * mebibyte]) {
		const session = await DiskSession.open(t, plain(pieceLength, 1));
		const last = session.begins(0).at(-1)!;
		for (const begin of session.begins(0)) {
			const wrong = begin === last ? new Uint8Array(blockLength) : undefined;
			session.deliver(0, begin, wrong);
		}
		session.disk.completePiece(0);
		await session.heard('hashFailed', 0);
		t.is(session.shared.arena.bytesInUse, 0);
		session.deliverPiece(0);
		await session.heard('verified', 0);
		await assertComplete(t, session);
	}
});

test('the first body of a block counts, a second or one for a piece we have is given back', async t => {
	const session = await DiskSession.open(t, plain(32 * kibibyte, 1));
	t.true(session.deliver(0, 0));
	t.false(session.deliver(0, 0, new Uint8Array(blockLength)));
	t.is(session.shared.arena.bytesInUse, blockLength);
	t.true(session.deliver(0, blockLength));
	session.disk.completePiece(0);
	t.false(session.deliver(0, 0, new Uint8Array(blockLength)));
	await session.heard('verified', 0);
	t.false(session.deliver(0, 0, new Uint8Array(blockLength)));
	t.is(session.shared.arena.bytesInUse, 0);
	await assertComplete(t, session);
});

test('pieces known from a resume take no blocks, until a recheck finds them missing', async t => {
	const session = await DiskSession.open(t, plain(16 * kibibyte, 2));
	session.disk.handleHavePieces(new Uint8Array([0b1000_0000]));
	t.false(session.deliver(0, 0));
	session.disk.handleHavePieces(new Uint8Array([0]));
	t.true(session.deliver(0, 0));
});

test('what was under way when a recheck ends is forgotten, and asked for again if it is missing', async t => {
	const session = await DiskSession.open(t, plain(32 * kibibyte, 2));
	session.deliverPiece(0);
	session.deliver(1, 0);
	session.disk.handleHavePieces(new Uint8Array([0]));
	t.is(session.disk.facts.unwrittenBytes, 0);
	session.deliverPiece(0);
	session.deliverPiece(1);
	await session.heard('verified', 0);
	await session.heard('verified', 1);
	t.is(session.told.length, 2);
	await assertComplete(t, session);
});

test('a target that never became a block goes back', async t => {
	const session = await DiskSession.open(t, plain(16 * kibibyte, 1));
	const target = session.disk.blockTarget(blockLength)!;
	t.is(session.shared.arena.bytesInUse, blockLength);
	session.disk.abandonBlock(target);
	t.is(session.shared.arena.bytesInUse, 0);
});

test('completing a piece that misses blocks is a fault of ours', async t => {
	const session = await DiskSession.open(t, plain(32 * kibibyte, 1));
	t.throws(() => session.disk.completePiece(0), {message: /completed while blocks/});
	session.deliver(0, 0);
	t.throws(() => session.disk.completePiece(0), {message: /completed while blocks/});
});

test('a piece dropped while it is being written and begun again is never mixed with its former self', async t => {
	const session = await DiskSession.open(t, plain(8 * mebibyte, 1));
	const begins = session.begins(0);
	for (let round = 0; round < 5; round++) {
		// Enough in order that writes are under way.
		for (const begin of begins.slice(0, 200))
			session.deliver(0, begin, new Uint8Array(blockLength).fill(round));
		session.disk.dropPiece(0);
	}
	session.deliverPiece(0);
	await session.heard('verified', 0);
	await assertComplete(t, session);
	t.is(session.told.length, 1);
	t.is(session.shared.arena.bytesInUse, 0);
	t.is(session.shared.backpressure.unwrittenBytes, 0);
	t.is(session.shared.backpressure.stayingBytes, 0);
});

test('a long piece is written while it comes in, so it never fills the memory', async t => {
	const session = await DiskSession.open(t, plain(64 * mebibyte, 1, []));
	const {backpressure} = session.shared;
	let most = 0;
	for (const begin of session.begins(0)) {
		while (backpressure.areReadsPaused) await new Promise(resolve => setImmediate(resolve));
		session.deliver(0, begin);
		most = Math.max(most, backpressure.unwrittenBytes);
	}
	t.true(most <= backpressureBytes.pauseReadsAbove + blockLength, `${most}`);
	session.disk.completePiece(0);
	await session.heard('hashFailed', 0);
});

test('eighty pieces of 16 MiB begun at once, blocks in no order, stay under the cap and all come out right', async t => {
	const pieceCount = 80;
	const finished = [3, 41, 79];
	const session = await DiskSession.open(t, plain(16 * mebibyte, pieceCount, finished));
	const wanted: Array<[index: number, begin: number]> = [];
	for (let index = 0; index < pieceCount; index++) {
		const begins = session.begins(index);
		const some = finished.includes(index)
			? begins
			: begins.filter((_, block) => block % 29 === index % 29);
		for (const begin of some) wanted.push([index, begin]);
	}
	// Shuffled, the same in every run.
	let state = 12_345;
	const random = (below: number) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		return (state >>> 8) % below;
	};
	for (let at = wanted.length - 1; at > 0; at--) {
		const other = random(at + 1);
		[wanted[at], wanted[other]] = [wanted[other]!, wanted[at]!];
	}
	const {arena, backpressure} = session.shared;
	let mostUnwritten = 0;
	for (const [index, begin] of wanted) {
		// The sockets keep sending what was asked for, and stop only when they are not read.
		while (backpressure.areReadsPaused) await new Promise(resolve => setImmediate(resolve));
		t.true(session.deliver(index, begin));
		mostUnwritten = Math.max(mostUnwritten, backpressure.unwrittenBytes);
	}
	t.true(mostUnwritten <= backpressureBytes.pauseReadsAbove + blockLength);
	t.true(mostUnwritten > backpressureBytes.evictAbove);
	t.true(arena.allocatedBytes <= arena.capBytes);
	for (const index of finished) session.disk.completePiece(index);
	for (const index of finished) await session.heard('verified', index);
	const file = await open(join(session.dir, 'file'));
	t.teardown(() => file.close());
	for (const index of finished) {
		const bytes = new Uint8Array(16 * mebibyte);
		await file.read(bytes, 0, bytes.length, index * bytes.length);
		t.true(Buffer.from(bytes).equals(session.sample.piece(index)));
	}
});

test('back-pressure is told to every torrent: requests first, sockets last, and undone in turn', async t => {
	const first = await DiskSession.open(t, plain(mebibyte, 64, []));
	const second = await DiskSession.open(t, plain(mebibyte, 1), {shared: first.shared});
	const {backpressure} = first.shared;
	backpressure.add(backpressureBytes.holdRequestsAbove + 1);
	await second.heard('requestsAllowed', false);
	backpressure.add(backpressureBytes.pauseReadsAbove - backpressureBytes.holdRequestsAbove);
	await second.heard('readsPaused', true);
	backpressure.remove(backpressureBytes.pauseReadsAbove + 1);
	await second.heard('requestsAllowed', true);
	for (const {told} of [first, second]) {
		t.deepEqual(told, [
			['requestsAllowed', false],
			['readsPaused', true],
			['readsPaused', false],
			['requestsAllowed', true],
		]);
	}
});

test('a verified piece can be read back, also while its last bytes are being written', async t => {
	const session = await DiskSession.open(t, plain(mebibyte, 1));
	session.deliverPiece(0);
	const early = await new Promise<Uint8Array>((resolve, reject) => {
		queueMicrotask(() => {
			t.deepEqual(session.told, []);
			session.read(0, 100, 5000).then(block => {
				if (block instanceof Uint8Array) resolve(block);
				else reject(block);
			}, reject);
		});
	});
	t.true(Buffer.from(early).equals(session.sample.bytes(100, 5000)));
	const later = await session.read(0, 0, blockLength);
	t.true(
		later instanceof Uint8Array && Buffer.from(later).equals(session.sample.bytes(0, blockLength)),
	);
});

test('closing writes what is verified and forgets the rest; memory is all back', async t => {
	const session = await DiskSession.open(t, plain(mebibyte, 3));
	session.deliverPiece(0);
	session.deliver(1, 0);
	// Its hash is known to be right by the time the disk is closed.
	await new Promise<void>(resolve => queueMicrotask(resolve));
	await session.disk.close(60_000);
	t.deepEqual(session.told, [['verified', 0]]);
	t.true((await readFile(join(session.dir, 'file'))).equals(session.sample.piece(0)));
	t.is(session.shared.arena.bytesInUse, 0);
	t.is(session.shared.filePool.openCount, 0);
});

test('the facts count what is in memory and which files are open', async t => {
	const session = await DiskSession.open(t, plain(mebibyte, 2));
	t.deepEqual(session.disk.facts, {
		unwrittenBytes: 0,
		pressureShare: 0,
		writeP95Ms: 0,
		hashQueuePieces: 0,
		openFiles: 0,
	});
	session.deliver(1, 0);
	t.is(session.disk.facts.unwrittenBytes, blockLength);
	session.deliverPiece(0);
	await session.heard('verified', 0);
	t.is(session.disk.facts.openFiles, 1);
	t.true(session.disk.facts.writeP95Ms > 0);
});
