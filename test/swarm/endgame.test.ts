import test from 'ava';
import {block, World} from './world.js';

const keyOf = ({index, begin}: {index: number; begin: number}) => `${index} ${begin}`;

test('R13: no block is asked of two peers before the endgame', t => {
	const world = new World({pieceCount: 100, settings: {pipelineDepth: 20}});
	const peers = Array.from({length: 5}, () => world.connect({has: 'all', isUnchoking: true}));
	t.false(world.torrent.isEndgame);
	const keys = peers.flatMap(peer => world.requestsTo(peer).map(keyOf));
	t.is(new Set(keys).size, keys.length);
	t.is(keys.length, 100);
});

test('R13: the endgame begins when every block that can be asked for is asked for', t => {
	const world = new World({pieceCount: 2, settings: {pipelineDepth: 10}, logLevel: 'info'});
	const slow = world.connect({has: 'all', isUnchoking: true});
	t.is(slow.outstanding, 4);
	t.true(world.torrent.isEndgame);
	t.true(world.eventNames.includes('endgame-began'));
	const fast = world.connect({has: 'all', isUnchoking: true});
	t.is(fast.outstanding, 0);
	// Who was asked first has a second to answer.
	world.advance(1600);
	t.is(fast.outstanding, 4);
});

test('R13: a piece that only a choking peer has keeps the endgame from beginning', t => {
	const world = new World({pieceCount: 2, settings: {pipelineDepth: 10}});
	world.connect({has: 'all'});
	const partial = world.connect({has: [0], isUnchoking: true});
	t.is(partial.outstanding, 2);
	t.false(world.torrent.isEndgame);
	const other = world.connect({has: [0], isUnchoking: true});
	t.is(other.outstanding, 0);
});

test('R13: a piece that nobody has does not', t => {
	const world = new World({pieceCount: 2, settings: {pipelineDepth: 10}});
	const partial = world.connect({has: [0], isUnchoking: true});
	t.is(partial.outstanding, 2);
	t.true(world.torrent.isEndgame);
});

test('R13: what a peer sends soon at its rate is left to it, and only what comes later is asked of another', t => {
	const world = new World({
		pieceCount: 30,
		settings: {pipelineDepth: 60, requestTimeout: 600_000, readTimeout: 600_000},
	});
	const steady = world.connect({has: 'all', isUnchoking: true});
	t.is(steady.outstanding, 60);
	// Two blocks a second, and twenty seconds' worth left.
	for (let count = 0; count < 20; count++) {
		world.advance(500);
		world.answer(steady, 1);
		world.verifyAll();
	}
	const next = [...world.torrent.requestsOf(steady)].slice(0, 2).map(keyOf);
	const other = world.connect({has: 'all', isUnchoking: true});
	world.advance(600);
	const asked = [...world.torrent.requestsOf(other)].map(keyOf);
	t.is(asked.length, 6);
	t.deepEqual(
		asked.filter(key => next.includes(key)),
		[],
	);
});

test('R13: whoever answers first, the others get CANCEL', t => {
	const world = new World({pieceCount: 2, settings: {pipelineDepth: 10}});
	const slow = world.connect({has: 'all', isUnchoking: true});
	const fast = world.connect({has: 'all', isUnchoking: true});
	world.advance(1600);
	world.answer(fast);
	t.is(world.sentTo(slow, 'cancel').length, 4);
	t.is(slow.outstanding, 0);
	world.verifyAll();
	t.true(world.torrent.isComplete);
	t.is(world.torrent.counters.duplicateBlocks, 0);
});

test('R13: a block is asked of at most three peers, snubbed ones not counted', t => {
	const world = new World({pieceCount: 1, pieceLength: block, length: block});
	const peers = Array.from({length: 5}, () => world.connect({has: 'all', isUnchoking: true}));
	world.advance(10_000);
	t.deepEqual(
		peers.map(({outstanding}) => outstanding),
		[1, 1, 1, 0, 0],
	);
	world.advance(30_000);
	t.deepEqual(
		peers.map(({outstanding}) => outstanding),
		[1, 1, 1, 1, 1],
	);
});

test('R13: the endgame ends when a block comes free', t => {
	const world = new World({pieceCount: 2, settings: {pipelineDepth: 10}});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.connect({has: 'all', isUnchoking: true});
	t.true(world.torrent.isEndgame);
	world.answer(peer);
	world.torrent.handleHashFailed(world.completed[0]!, world.now);
	world.torrent.handleVerified(world.completed[1]!, world.now);
	world.advance(100);
	t.false(world.torrent.isComplete);
	t.true(world.torrent.wantedLeft === 1);
});

test('a second copy is skipped while the first comes in, and taken when the first proves slow', t => {
	const world = new World({pieceCount: 1, settings: {pipelineDepth: 10}});
	const [slow, early, late] = [1, 2, 3].map(() => world.connect({has: 'all', isUnchoking: true}));
	world.advance(4000);
	t.is(late!.outstanding, 2);
	t.is(world.torrent.handleBlockHeader(slow!, 0, 0, block, world.now), 'accept');
	world.torrent.handleBlockProgress(slow!, 100, world.now);
	world.advance(4000);
	t.is(world.give(early!, 0, 0), 'skip');
	t.is(early!.duplicateBlocks, 1);
	t.is(early!.wastedBytes, block);
	world.advance(1500);
	t.is(world.give(late!, 0, 0), 'accept');
	t.deepEqual(world.revoked, [slow!]);
	// Its request is over with its copy; the one for the other block stands, and it hears no CANCEL for what it is sending.
	t.deepEqual(
		[...world.torrent.requestsOf(slow!)].map(({begin}) => begin),
		[block],
	);
	t.is(world.sentTo(slow!, 'cancel').length, 0);
	world.torrent.handleBlockSkipped(slow!, 0, 0, block, world.now);
	t.is(slow!.downBytes, block);
	t.is(late!.blocksReceived, 1);
	world.advance(100);
});

test('R13: a block that is coming in well is not asked of anybody else', t => {
	const world = new World({pieceCount: 1, pieceLength: block, length: block});
	const slow = world.connect({has: 'all', isUnchoking: true});
	world.advance(1000);
	world.torrent.handleBlockHeader(slow, 0, 0, block, world.now);
	const other = world.connect({has: 'all', isUnchoking: true});
	world.advance(4500);
	t.is(other.outstanding, 0);
	world.advance(1000);
	t.is(other.outstanding, 1);
});

test('a peer that leaves in the middle of a block frees it', t => {
	const world = new World({pieceCount: 1, settings: {pipelineDepth: 10}});
	const leaving = world.connect({has: 'all', isUnchoking: true});
	world.torrent.handleBlockHeader(leaving, 0, 0, block, world.now);
	world.torrent.handleClosed(leaving, 'reset-by-peer', '', world.now);
	const other = world.connect({has: 'all', isUnchoking: true});
	world.answer(other);
	t.deepEqual(world.completed, [0]);
});
