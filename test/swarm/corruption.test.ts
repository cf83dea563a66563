import test from 'ava';
import type {Peer} from '../../source/swarm/peer.js';
import {block, World} from './world.js';

/** A piece of which two peers gave a block each, and which fails its hash. */
function createSuspects(world: World, has: 'all' | number[] = 'all'): [Peer, Peer] {
	world.settings.pipelineDepth = 1;
	const [left, right] = [1, 2].map(() => world.connect({has, isUnchoking: true})) as [Peer, Peer];
	const index = world.requestsTo(left)[0]!.index;
	world.give(left, index, 0);
	world.give(right, index, block);
	if (world.completed.at(-1) !== index) {
		throw new Error('the piece should be complete');
	}
	world.completed.pop();
	world.settings.pipelineDepth = 2;
	world.torrent.handleHashFailed(index, world.now);
	return [left, right];
}

const shared = {pieceCount: 1, settings: {pipelineDepth: 2}} as const;

test('R17: the sole contributor of a wrong piece is banned, and the piece is downloaded again', t => {
	const world = new World({pieceCount: 1, logLevel: 'warn'});
	const liar = world.connect({has: 'all', isUnchoking: true});
	world.answer(liar);
	world.torrent.handleHashFailed(0, world.now);
	t.is(world.reasonOf(liar), 'sent-corrupt-data');
	t.is(liar.hashFailures, 1);
	t.is(world.torrent.bannedCount, 1);
	t.is(world.torrent.counters.hashFailures, 1);
	t.is(world.torrent.counters.wastedBytes, 2 * block - 1000);
	t.deepEqual(world.eventNames, ['hash-failed', 'banned']);
	const good = world.connect({has: 'all', isUnchoking: true});
	world.answer(good);
	world.torrent.handleVerified(0, world.now);
	t.true(world.torrent.isComplete);
});

test('R17: several contributors go on parole, nobody is banned', t => {
	const world = new World({...shared, logLevel: 'warn', length: 2 * block});
	const suspects = createSuspects(world);
	t.true(suspects.every(({isOnParole, hashFailures}) => isOnParole && hashFailures === 1));
	t.is(world.torrent.bannedCount, 0);
	t.deepEqual(world.eventNames, ['hash-failed', 'put-on-parole', 'put-on-parole']);
});

test('R17: on parole a peer gives whole pieces alone', t => {
	const world = new World({...shared, length: 2 * block});
	const [left, right] = createSuspects(world);
	world.advance(100);
	const askedLeft = left.outstanding;
	t.is(askedLeft + right.outstanding, 2);
	// The endgame asks nobody else for the piece that one of them keeps to itself.
	const free = world.connect({has: 'all', isUnchoking: true});
	t.is(free.outstanding, 0);
});

test('R17: the liar is banned when its whole piece is wrong, the honest one leaves parole', t => {
	const world = new World({
		pieceCount: 10,
		length: 20 * block,
		settings: {pipelineDepth: 2},
		logLevel: 'info',
	});
	const liar = world.connect({has: 'all'});
	const honest = world.connect({has: 'all'});
	world.torrent.handleUnchoke(liar, world.now);
	const {index} = world.requestsTo(liar)[0]!;
	world.torrent.handleClosed(liar, 'closed-by-peer', '', world.now);
	world.torrent.handleUnchoke(honest, world.now);
	// Both share a piece: the first block of a new liar, the second of the honest one.
	const back = world.connect({has: 'all', host: '10.66.0.1'});
	const lies = (peer: Peer, piece: number) => peer === back || piece < 0;
	world.torrent.handleUnchoke(back, world.now);
	const givers = new Map<number, Set<Peer>>();
	for (let step = 0; step < 200 && !world.torrent.isComplete; step++) {
		for (const peer of [back, honest]) {
			const [oldest] = world.torrent.requestsOf(peer);
			if (oldest !== undefined) {
				const piece = oldest.index;
				givers.set(piece, (givers.get(piece) ?? new Set()).add(peer));
				world.give(peer, piece, oldest.begin, oldest.length);
			}
		}
		for (const piece of world.completed.splice(0)) {
			const isWrong = [...givers.get(piece)!].some(peer => lies(peer, piece));
			givers.delete(piece);
			if (isWrong) {
				world.torrent.handleHashFailed(piece, world.now);
			} else {
				world.torrent.handleVerified(piece, world.now);
			}
		}
		world.advance(100);
	}
	t.true(index >= 0);
	t.true(world.torrent.isComplete);
	t.is(world.reasonOf(back), 'sent-corrupt-data');
	t.is(world.reasonOf(honest), undefined);
	t.false(honest.isOnParole);
});

test('R17: parole ends when a peer alone gave as many right pieces as it had a part in wrong ones', t => {
	const world = new World({pieceCount: 10, length: 20 * block, logLevel: 'info'});
	const [left, right] = createSuspects(world);
	world.torrent.handleChoke(right, world.now);
	left.hashFailures = 2;
	left.paroleLeft = 2;
	world.advance(100);
	const givePiece = () => {
		for (const before = world.torrent.haveCount; world.torrent.haveCount === before; ) {
			world.answer(left, 1);
			world.verifyAll();
		}
	};
	givePiece();
	t.true(left.isOnParole);
	givePiece();
	t.false(left.isOnParole);
	t.true(right.isOnParole);
	t.true(world.eventNames.includes('proved-good'));
	// It helps with the pieces of others again.
	const other = world.connect({has: 'all', isUnchoking: true});
	const [theirs] = world.torrent.requestsOf(other);
	world.torrent.handleChoke(other, world.now);
	for (const {index, begin, length} of world.requestsTo(other)) {
		world.torrent.handleRejectRequest(other, index, begin, length, world.now);
	}
	world.answer(left);
	t.true(world.completed.includes(theirs!.index));
});

test('R17: a suspect stays one when it comes back', t => {
	const world = new World({...shared, length: 2 * block});
	const [left] = createSuspects(world);
	world.torrent.handleClosed(left, 'closed-by-peer', '', world.now);
	const back = world.connect({has: 'all', host: left.address.host, port: 9999});
	t.true(back.isOnParole);
});

test('R17: when a peer on parole leaves, chokes or stands still, what it kept is given up', t => {
	const ends: Array<(world: World, peer: Peer) => void> = [
		(world, peer) => world.torrent.handleClosed(peer, 'reset-by-peer', '', world.now),
		(world, peer) => world.torrent.handleChoke(peer, world.now),
		world => {
			while (world.dropped.length === 0) {
				world.advance(100);
			}
		},
	];
	for (const end of ends) {
		const world = new World({...shared, length: 2 * block});
		const suspects = createSuspects(world);
		world.advance(100);
		const keeper = suspects.find(({outstanding}) => outstanding > 0)!;
		const other = suspects.find(peer => peer !== keeper)!;
		world.torrent.handleChoke(other, world.now);
		world.answer(keeper, 1);
		const good = world.connect({has: 'all', isUnchoking: true});
		t.is(good.outstanding, 0);
		end(world, keeper);
		t.deepEqual(world.dropped, [0]);
		world.advance(100);
		t.is(good.outstanding, 2);
	}
});

test('R17: in the endgame nobody on parole keeps the last piece from others for long', t => {
	const world = new World({...shared, length: 2 * block});
	const suspects = createSuspects(world);
	world.advance(100);
	const keeper = suspects.find(({outstanding}) => outstanding > 0)!;
	world.answer(keeper, 1);
	const good = world.connect({has: 'all', isUnchoking: true});
	world.advance(15_000);
	t.is(good.outstanding, 0);
	world.advance(7000);
	t.is(good.outstanding, 2);
	world.answer(good);
	world.verifyAll();
	t.true(world.torrent.isComplete);
});

test('R17: a peer on parole that stands still loses its piece when it is snubbed, endgame or not', t => {
	const world = new World({pieceCount: 9, length: 18 * block});
	const [keeper, other] = createSuspects(world);
	world.torrent.handleChoke(other, world.now);
	world.advance(100);
	world.answer(keeper, 2);
	const kept = [...world.torrent.requestsOf(keeper)].map(({index}) => index);
	world.advance(29_000);
	t.false(world.torrent.isEndgame);
	t.deepEqual(
		world.dropped.filter(index => kept.includes(index)),
		[],
	);
	world.advance(1200);
	t.true(keeper.isSnubbed);
	t.true(kept.some(index => world.dropped.includes(index)));
});

test('R17: it is left to the one on parole when nobody else could give it', t => {
	const world = new World({...shared, length: 2 * block});
	const suspects = createSuspects(world);
	world.advance(100);
	const keeper = suspects.find(({outstanding}) => outstanding > 0)!;
	world.answer(keeper, 1);
	// One that chokes us, and one that lacks the piece.
	world.connect({has: 'all'});
	world.connect({has: 'none', isUnchoking: true});
	world.advance(25_000);
	t.deepEqual(world.dropped, []);
});

test('R17: a begun piece is not left for ever when only peers on parole have it', t => {
	const world = new World({pieceCount: 2, length: 4 * block, settings: {pipelineDepth: 1}});
	const gone = world.connect({has: [0], isUnchoking: true});
	world.answer(gone, 1);
	world.torrent.handleClosed(gone, 'closed-by-peer', '', world.now);
	const [left, right] = createSuspects(world, [1]);
	world.torrent.handleHave(left, 0, world.now);
	world.torrent.handleHave(right, 0, world.now);
	world.advance(9000);
	t.false(world.dropped.includes(0));
	for (let second = 0; second < 30 && !world.completed.includes(0); second++) {
		world.advance(1000);
		world.answer(left);
	}
	t.true(world.dropped.includes(0));
	t.true(world.completed.includes(0));
});

test('R17: what a proved liar gave of pieces under way is thrown away, and nobody else is blamed for it', t => {
	const world = new World({pieceCount: 3, length: 6 * block, settings: {pipelineDepth: 1}});
	const liar = world.connect({has: 'all', isUnchoking: true});
	const honest = world.connect({has: 'all', isUnchoking: true});
	world.answer(liar, 1);
	world.answer(honest, 1);
	const [shared] = world.completed;
	// A whole piece of the liar's own, and one that it has begun.
	world.torrent.handleChoke(honest, world.now);
	world.answer(liar, 3);
	const alone = world.completed.at(-1)!;
	t.not(alone, shared);
	world.torrent.handleHashFailed(alone, world.now);
	t.is(world.reasonOf(liar), 'sent-corrupt-data');
	t.true([...world.torrent.activePieces()].every(({received}) => received === 0));
	world.torrent.handleHashFailed(shared!, world.now);
	t.is(honest.hashFailures, 1);
	t.false(honest.isOnParole);
});

test("R17: nobody is blamed for our own disk's fault", t => {
	const world = new World({pieceCount: 1, logLevel: 'warn'});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.answer(peer);
	world.torrent.handleWriteFailed(0, world.now);
	t.is(world.reasonOf(peer), undefined);
	t.is(peer.hashFailures, 0);
	t.is(world.torrent.counters.writeFailures, 1);
	t.is(world.torrent.wantedLeft, 1);
	world.advance(100);
	t.is(peer.outstanding, 2);
});

test('a piece that could not be written while it was coming in begins again', t => {
	const world = new World({pieceCount: 1, logLevel: 'warn'});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.answer(peer, 1);
	t.is(peer.outstanding, 1);
	world.torrent.handleWriteFailed(0, world.now);
	t.is(world.torrent.counters.writeFailures, 1);
	t.is(world.torrent.counters.wastedBytes, block);
	t.is(world.reasonOf(peer), undefined);
	world.advance(100);
	t.is(peer.outstanding, 2, 'both blocks are asked for again');
	t.deepEqual(
		[...world.torrent.activePieces()].map(({received}) => received),
		[0],
	);
});

test('R17: nobody is banned during a recheck', t => {
	const world = new World({pieceCount: 1});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.answer(peer);
	world.torrent.handleRecheckStarted(world.now);
	world.torrent.handleHashFailed(0, world.now);
	world.torrent.handleHavePieces(world.bits([]), world.now);
	t.is(world.reasonOf(peer), undefined);
	t.is(world.torrent.bannedCount, 0);
	t.false(peer.isOnParole);
	world.advance(100);
	t.is(peer.outstanding, 2);
});

test("R17: a piece from the resume file that turns out wrong is nobody's fault", t => {
	const world = new World({pieceCount: 2, have: [0, 1]});
	const peer = world.connect({has: 'all'});
	world.torrent.handleHashFailed(0, world.now);
	t.is(world.torrent.bannedCount, 0);
	t.is(world.reasonOf(peer), undefined);
});

test('R18: a banned address stays banned in both directions, whatever its port', t => {
	const world = new World({pieceCount: 1});
	const liar = world.connect({has: 'all', isUnchoking: true, host: '10.6.6.6'});
	world.torrent.handleCandidates([{host: '10.6.6.6', port: 1234}], 'tracker', world.now);
	world.answer(liar);
	world.torrent.handleHashFailed(0, world.now);
	t.is(world.torrent.handleIncoming({host: '10.6.6.6', port: 60_000}, world.now), 'banned');
	world.advance(10_000_000);
	t.false(world.torrent.isDialWanted(world.now));
	t.is(world.torrent.candidateCounts(world.now).filtered, 1);
});

test('R18: on loopback a ban covers the port and the peer id, not every peer of the machine', t => {
	const world = new World({pieceCount: 1});
	const peerId = new Uint8Array(20).fill(9);
	const liar = world.connect({
		has: 'all',
		isUnchoking: true,
		host: '127.0.0.1',
		port: 6881,
		isIncoming: false,
		peerId,
	});
	world.answer(liar);
	world.torrent.handleHashFailed(0, world.now);
	t.is(world.torrent.handleIncoming({host: '127.0.0.1', port: 6881}, world.now), 'banned');
	const back = world.connect({host: '127.0.0.1', port: 50_000, peerId});
	t.is(world.reasonOf(back), 'banned');
	const other = world.connect({host: '127.0.0.1', port: 50_001});
	t.is(world.reasonOf(other), undefined);
});

test('R18: a ban by the user ends all connections of the host', t => {
	const world = new World();
	const peers = [1, 2, 3].map(port =>
		world.connect({host: port === 3 ? '10.8.8.9' : '10.8.8.8', port}),
	);
	world.torrent.handleBan(peers[0]!, world.now);
	t.deepEqual(
		peers.map(peer => world.reasonOf(peer)),
		['banned', 'banned', undefined],
	);
});

test('R17: when its parole ends, a peer is asked for pieces that it could not help with before', t => {
	const world = new World({pieceCount: 3, length: 6 * block, settings: {pipelineDepth: 1}});
	const leaving = world.connect({has: 'all', isUnchoking: true});
	world.answer(leaving, 1);
	const [left, right] = [1, 2].map(() => world.connect({has: 'all', isUnchoking: true})) as [
		Peer,
		Peer,
	];
	world.answer(left, 1);
	world.answer(right, 1);
	world.torrent.handleHashFailed(world.completed.pop()!, world.now);
	t.true(left.isOnParole && right.isOnParole);
	// A block of the first piece is here, the other is free now; on parole nobody may give it.
	world.torrent.handleClosed(leaving, 'closed-by-peer', '', world.now);
	world.torrent.handleClosed(right, 'closed-by-peer', '', world.now);
	world.advance(200);
	world.answer(left);
	t.is(world.completed.length, 1);
	t.is(left.outstanding, 0);
	world.verifyAll();
	t.false(left.isOnParole);
	world.advance(200);
	world.answer(left);
	world.verifyAll();
	t.true(world.torrent.isComplete);
});
