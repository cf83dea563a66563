import test from 'ava';
import {block, World} from './world.js';

test('R11: a request unanswered for 60 s is cancelled, its block goes back, the peer is snubbed to depth 1', t => {
	const world = new World({pieceCount: 100, logLevel: 'info'});
	const peer = world.connect({has: 'all', isUnchoking: true});
	t.is(peer.outstanding, 8);
	world.advance(59_900);
	t.is(world.sentTo(peer, 'cancel').length, 0);
	t.is(peer.requestsTimedOut, 0);
	world.advance(200);
	t.is(world.sentTo(peer, 'cancel').length, 8);
	t.is(peer.requestsTimedOut, 8);
	t.is(world.torrent.counters.requestsTimedOut, 8);
	t.true(peer.isSnubbed);
	t.true(peer.outstanding <= 1);
	t.true(world.eventNames.includes('request-timeout'));
	t.is(world.reasonOf(peer), undefined);
});

test('R11: blocks that timed out at one peer are asked of another at once', t => {
	const world = new World({pieceCount: 100, settings: {pipelineDepth: 8}});
	const slow = world.connect({has: 'all', isUnchoking: true});
	const lost = world.requestsTo(slow);
	world.advance(59_000);
	const good = world.connect({has: 'all', isUnchoking: true});
	for (let step = 0; step < 40; step++) {
		world.answer(good, 2);
		world.advance(100);
	}
	const asked = world.requestsTo(good);
	for (const {index, begin} of lost) {
		t.true(asked.some(other => other.index === index && other.begin === begin));
	}
});

test('R11: a snubbed peer has depth 1 until a block arrives, then slow start again', t => {
	const world = new World({pieceCount: 100});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.advance(70_000);
	t.true(peer.isSnubbed);
	t.is(peer.target, 1);
	t.is(peer.outstanding, 1);
	world.answer(peer, 1);
	t.false(peer.isSnubbed);
	t.true(Number.isNaN(peer.snubbedSince));
	t.true(peer.outstanding > 1);
});

test('R11: a peer that owes data and sends none for 30 s is snubbed; its requests stand', t => {
	const world = new World({pieceCount: 100});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.advance(20_000);
	world.answer(peer, 1);
	world.advance(29_900);
	t.false(peer.isSnubbed);
	world.advance(200);
	t.true(peer.isSnubbed);
	t.is(peer.target, 1);
	t.true(peer.outstanding > 1);
	t.is(peer.requestsTimedOut, 0);
});

test('R11: readTimeout counts only while data is expected', t => {
	const world = new World({pieceCount: 100, have: [0]});
	const choking = world.connect({has: 'all'});
	const useless = world.connect({has: [0], isUnchoking: true});
	world.torrent.handleInterested(useless, world.now);
	const held = world.connect({has: 'all', isFast: true});
	world.torrent.handleRequestsAllowed(false, world.now);
	world.torrent.handleUnchoke(held, world.now);
	world.advance(100_000);
	t.deepEqual(
		[choking, useless, held].map(({isSnubbed}) => isSnubbed),
		[false, false, false],
	);
});

test('R11: a peer that goes on sending slowly is not snubbed', t => {
	const world = new World({pieceCount: 4, settings: {pipelineDepth: 2}});
	const peer = world.connect({has: 'all', isUnchoking: true});
	for (let step = 0; step < 6; step++) {
		const [oldest] = world.torrent.requestsOf(peer);
		world.torrent.handleBlockHeader(peer, oldest!.index, oldest!.begin, oldest!.length, world.now);
		world.advance(25_000);
		world.torrent.handleBlockProgress(peer, 8000, world.now);
		world.advance(25_000);
		world.torrent.handleBlock(peer, oldest!.index, oldest!.begin, oldest!.length, world.now);
		t.false(peer.isSnubbed);
	}
	t.is(peer.requestsTimedOut, 0);
	t.is(peer.blocksReceived, 6);
});

test('R11: a block that stops half way loses its place after 30 s and is asked of another', t => {
	const world = new World({pieceCount: 1});
	const stalled = world.connect({has: 'all', isUnchoking: true});
	const other = world.connect({has: 'all'});
	t.is(world.torrent.handleBlockHeader(stalled, 0, 0, block, world.now), 'accept');
	world.torrent.handleBlockProgress(stalled, 5000, world.now);
	world.advance(30_100);
	t.deepEqual(world.revoked, [stalled]);
	t.true(stalled.isSnubbed);
	world.torrent.handleUnchoke(other, world.now);
	world.answer(other);
	t.deepEqual(world.completed, [0]);
});

test('R11: a block that trickles in is given up after twice the timeout', t => {
	const world = new World({pieceCount: 1});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.torrent.handleBlockHeader(peer, 0, 0, block, world.now);
	for (let second = 0; second < 125; second += 5) {
		world.torrent.handleBlockProgress(peer, 1, world.now);
		world.advance(5000);
	}
	t.deepEqual(world.revoked, [peer]);
});

test('R11: timeouts are the settings', t => {
	const world = new World({pieceCount: 100, settings: {requestTimeout: 8000, readTimeout: 5000}});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.advance(5100);
	t.true(peer.isSnubbed);
	t.is(peer.requestsTimedOut, 0);
	world.advance(3000);
	t.is(peer.requestsTimedOut, 8);
});
