import test from 'ava';
import {createRandom} from './random.js';
import {block, World} from './world.js';

/** Pieces in the order in which they were first asked of anybody. */
function pickedPieces(world: World): number[] {
	const indices = world.sent.flatMap(({message}) =>
		message.type === 'request' ? [message.index] : [],
	);
	return [...new Set(indices)];
}

const sorted = (pieces: readonly number[]) => [...pieces].sort((left, right) => left - right);

test('R13: the first piece is random', t => {
	const firsts = new Set<number>();
	for (let seed = 1; seed <= 40; seed++) {
		const world = new World({pieceCount: 200, random: createRandom(seed)});
		const rare = world.connect({has: [...Array(100).keys()]});
		t.is(rare.outstanding, 0);
		world.connect({has: 'all', isUnchoking: true});
		firsts.add(pickedPieces(world)[0]!);
	}
	// Neither the rarest half only, nor always the same.
	t.true(firsts.size > 20);
	t.true([...firsts].some(index => index < 100));
});

test('R13: afterwards the rarest come first', t => {
	const world = new World({pieceCount: 100, have: [0], settings: {pipelineDepth: 20}});
	world.connect({has: world.all.filter(index => index % 10 !== 3)});
	world.connect({has: world.all.filter(index => index % 10 !== 3)});
	world.connect({has: 'all', isUnchoking: true});
	t.deepEqual(sorted(pickedPieces(world)), [3, 13, 23, 33, 43, 53, 63, 73, 83, 93]);
});

test('R13: a piece that is begun is finished before a new one is opened, by whoever has it', t => {
	const world = new World({
		pieceLength: 8 * block,
		pieceCount: 50,
		have: [0],
		settings: {pipelineDepth: 3},
	});
	const first = world.connect({has: 'all', isUnchoking: true});
	const second = world.connect({has: 'all', isUnchoking: true});
	const third = world.connect({has: 'all', isUnchoking: true});
	t.is(pickedPieces(world).length, 2);
	world.torrent.handleClosed(first, 'closed-by-peer', '', world.now);
	world.advance(100);
	world.answer(second, 2);
	world.answer(third, 2);
	// The blocks that came back are asked for before anything new.
	t.is(pickedPieces(world).length, 2);
});

test('R13: sequential on request: pieces in order, from the first one missing', t => {
	const world = new World({
		pieceCount: 20,
		have: [0, 2],
		settings: {isSequential: true, pipelineDepth: 8},
	});
	world.connect({has: 'all', isUnchoking: true});
	t.deepEqual(pickedPieces(world), [1, 3, 4, 5]);
});

test('R13: sequential goes by priority first', t => {
	const priorities = new Uint8Array(20).fill(4);
	priorities.set([7, 7], 10);
	priorities[0] = 1;
	const world = new World({
		pieceCount: 20,
		priorities,
		settings: {isSequential: true, pipelineDepth: 8},
	});
	world.connect({has: 'all', isUnchoking: true});
	t.deepEqual(pickedPieces(world), [10, 11, 1, 2]);
});

test('R13: file priorities go before rarity, skipped pieces are never asked for', t => {
	const priorities = Uint8Array.of(0, 4, 6, 4, 6, 0, 4, 4);
	const world = new World({priorities, have: [7], settings: {pipelineDepth: 4}});
	world.connect({has: [2, 4]});
	const peer = world.connect({has: 'all', isUnchoking: true});
	t.deepEqual(sorted(pickedPieces(world)), [2, 4]);
	for (let step = 0; step < 30; step++) {
		world.answer(peer);
		world.verifyAll();
		world.advance(100);
	}
	t.true(world.torrent.isComplete);
	t.false(pickedPieces(world).includes(0));
	t.false(pickedPieces(world).includes(5));
});

test('R13: a piece that nobody has is never asked for, and nobody loops looking for it', t => {
	const world = new World({have: [0]});
	const peer = world.connect({has: [1, 2, 3], isUnchoking: true});
	world.answer(peer);
	world.verifyAll();
	world.advanceAlive(200_000, peer);
	t.true(pickedPieces(world).every(index => index >= 1 && index <= 3));
	t.is(peer.requestsSent, 6);
	t.is(world.torrent.unavailablePieces, 4);
});

test('R13: what a peer has is what it is asked for', t => {
	const world = new World({pieceCount: 64, settings: {pipelineDepth: 50}});
	const peers = [0, 1, 2, 3].map(part =>
		world.connect({has: world.all.filter(index => index % 4 === part), isUnchoking: true}),
	);
	for (const [part, peer] of peers.entries()) {
		t.true(world.requestsTo(peer).length > 0);
		t.true(world.requestsTo(peer).every(({index}) => index % 4 === part));
	}
});

test('R13: a HAVE of a wanted piece from an unchoking peer is asked for at once', t => {
	const world = new World({have: [0]});
	const peer = world.connect({has: [0], isUnchoking: true});
	world.torrent.handleHave(peer, 4, world.now);
	t.deepEqual(
		world.requestsTo(peer).map(({index}) => index),
		[4, 4],
	);
});

test('R13: a peer that leaves takes its pieces out of the count, and its requests go to others', t => {
	const world = new World({pieceCount: 4, have: [0]});
	const leaving = world.connect({has: 'all', isUnchoking: true});
	const staying = world.connect({has: [1, 2, 3], isUnchoking: true});
	t.is(staying.outstanding, 0);
	world.torrent.handleClosed(leaving, 'reset-by-peer', '', world.now);
	world.advance(100);
	t.is(staying.outstanding, 6);
	t.is(world.torrent.distributedCopies, 0.75);
});

test('R16: requests are 16 KiB, only the last block is shorter', t => {
	const world = new World({settings: {pipelineDepth: 50}});
	const peer = world.connect({has: 'all', isUnchoking: true});
	const lengths = world.requestsTo(peer).map(({index, begin, length}) => ({
		isLast: index === 7 && begin === block,
		length,
	}));
	t.is(lengths.length, 16);
	t.true(lengths.every(({isLast, length}) => length === (isLast ? block - 1000 : block)));
});

test('R16: pieces that are no multiple of 16 KiB end in a shorter block each', t => {
	const world = new World({
		pieceLength: 40_000,
		pieceCount: 2,
		length: 70_000,
		settings: {pipelineDepth: 50},
	});
	const peer = world.connect({has: 'all', isUnchoking: true});
	const asked = world
		.requestsTo(peer)
		.sort((left, right) => left.index - right.index || left.begin - right.begin);
	t.deepEqual(
		asked.map(({length}) => length),
		[block, block, 7232, block, 13_616],
	);
});
