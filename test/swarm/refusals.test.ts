import test from 'ava';
import {Refusals, refusalDelayMs} from '../../source/swarm/refusals.js';
import {World} from './world.js';

test('R20: delays double from 1 s to 60 s', t => {
	t.deepEqual([1, 2, 3, 6, 7, 50].map(refusalDelayMs), [1000, 2000, 4000, 32_000, 60_000, 60_000]);
});

test('R20: a refused piece is not asked for again before its delay, others are', t => {
	const refusals = new Refusals();
	refusals.refusePiece(3, 0);
	t.true(refusals.isRefused(3, 999));
	t.false(refusals.isRefused(3, 1000));
	t.false(refusals.isRefused(4, 0));
	t.is(refusals.askAgainAt, 0);
	t.is(refusals.nextAt(0), 1000);
	t.is(refusals.nextAt(1000), Number.POSITIVE_INFINITY);
});

test('R20: a block forgives everything but the pieces refused', t => {
	const refusals = new Refusals();
	for (let index = 0; index < 10; index++) {
		refusals.refusePiece(index, 0);
	}
	t.true(refusals.askAgainAt > 0);
	refusals.forgive();
	t.is(refusals.askAgainAt, 0);
	t.true(refusals.isRefused(0, 500));
});

test('R20: refused pieces are remembered within bounds', t => {
	const refusals = new Refusals();
	for (let index = 0; index < 1000; index++) {
		refusals.refusePiece(index, 0);
	}
	t.false(refusals.isRefused(0, 500));
	t.true(refusals.isRefused(999, 500));
});

test('R20: a peer that only REJECTs is not asked in a loop', t => {
	const world = new World({pieceCount: 100});
	const peer = world.connect({has: 'all', isUnchoking: true});
	const end = world.now + 600_000;
	while (world.now < end) {
		for (const {index, begin, length} of [...world.torrent.requestsOf(peer)].map(request => ({
			index: request.index,
			begin: request.begin,
			length: request.length,
		}))) {
			world.torrent.handleRejectRequest(peer, index, begin, length, world.now);
		}
		world.advance(1000);
	}
	t.is(world.reasonOf(peer), undefined);
	// Bursts of a pipeline each, about once a minute at the end.
	t.true(peer.requestsSent < 300, `${peer.requestsSent}`);
	t.true(peer.requestsSent > 50, `${peer.requestsSent}`);
	world.answer(peer, 1);
});

test('R20: a peer that rejects one piece is asked for the others without delay', t => {
	const world = new World({pieceCount: 20, settings: {pipelineDepth: 2}});
	const peer = world.connect({has: 'all', isUnchoking: true});
	const {index: refused} = world.requestsTo(peer)[0]!;
	for (let step = 0; step < 200 && world.torrent.haveCount < 19; step++) {
		const [oldest] = world.torrent.requestsOf(peer);
		if (oldest === undefined) {
			world.advance(100);
		} else if (oldest.index === refused) {
			world.torrent.handleRejectRequest(peer, oldest.index, oldest.begin, oldest.length, world.now);
		} else {
			world.give(peer, oldest.index, oldest.begin, oldest.length);
		}
		world.verifyAll();
	}
	t.is(world.torrent.haveCount, 19);
	t.true(world.now < 3000);
});

test('R20: a peer that flaps choke and unchoke is not asked in a loop', t => {
	for (const has of ['all', [0, 1, 2, 3, 4, 5, 6, 7]] as const) {
		const world = new World();
		const peer = world.connect({has});
		for (let flap = 0; flap < 6000; flap++) {
			world.torrent.handleUnchoke(peer, world.now);
			world.advance(50);
			world.torrent.handleChoke(peer, world.now);
			for (const {index, begin, length} of peer.isFast ? [...world.requestsTo(peer)] : []) {
				world.torrent.handleRejectRequest(peer, index, begin, length, world.now);
			}
			world.advance(50);
		}
		t.is(world.reasonOf(peer), undefined);
		t.true(peer.requestsSent < 400, `${peer.requestsSent}`);
	}
});

test('R20: a peer that chokes and unchokes but gives is asked at once', t => {
	const world = new World({pieceCount: 50});
	const peer = world.connect({has: world.all});
	for (let round = 0; round < 20; round++) {
		world.torrent.handleUnchoke(peer, world.now);
		t.true(peer.outstanding > 0);
		world.answer(peer, 2);
		world.torrent.handleChoke(peer, world.now);
		world.advance(100);
	}
	t.is(peer.blocksReceived, 40);
});

test('R20: a refusal ends by itself: the peer is asked again when its delay is over', t => {
	const world = new World({pieceCount: 1});
	const peer = world.connect({has: 'all', isUnchoking: true});
	for (const {index, begin, length} of world.requestsTo(peer)) {
		world.torrent.handleRejectRequest(peer, index, begin, length, world.now);
	}
	t.is(peer.outstanding, 0);
	world.advance(900);
	t.is(peer.outstanding, 0);
	world.advance(200);
	t.is(peer.outstanding, 2);
});
