import test from 'ava';
import {block, World} from './world.js';

test('R15: CHOKE without Fast returns all requests to the picker', t => {
	const world = new World({pieceCount: 4, have: [0]});
	const peer = world.connect({has: [1, 2, 3], isUnchoking: true});
	t.is(peer.outstanding, 6);
	world.torrent.handleChoke(peer, world.now);
	t.is(peer.outstanding, 0);
	const other = world.connect({has: [1, 2, 3], isUnchoking: true});
	t.is(other.outstanding, 6);
});

test("R15: CHOKE with Fast leaves the requests to the peer's REJECTs", t => {
	const world = new World({pieceCount: 4, have: [0]});
	const peer = world.connect({has: 'all', isUnchoking: true});
	const asked = world.requestsTo(peer);
	t.is(peer.outstanding, 6);
	world.torrent.handleChoke(peer, world.now);
	t.is(peer.outstanding, 6);
	for (const {index, begin, length} of asked) {
		world.torrent.handleRejectRequest(peer, index, begin, length, world.now);
	}
	t.is(peer.outstanding, 0);
	t.is(peer.requestsRejected, 6);
	const other = world.connect({has: 'all', isUnchoking: true});
	t.is(other.outstanding, 6);
});

test('R15: a late block of a request taken back by a choke is used if the piece still needs it', t => {
	const world = new World({pieceCount: 1});
	const peer = world.connect({has: [0], isUnchoking: true});
	world.torrent.handleChoke(peer, world.now);
	t.is(world.give(peer, 0, 0), 'accept');
	t.is(peer.blocksReceived, 1);
	t.is(peer.unrequestedBlocks, 0);
});

test('R15: a late block of a request cancelled by a timeout is used, and others hear CANCEL', t => {
	const world = new World({pieceCount: 1});
	const late = world.connect({has: 'all', isUnchoking: true});
	world.advance(60_100);
	const other = world.connect({has: 'all', isUnchoking: true});
	t.is(other.outstanding, 2);
	t.is(world.give(late, 0, 0), 'accept');
	t.is(world.sentTo(other, 'cancel').length, 1);
	t.is(other.outstanding, 1);
	t.is(world.reasonOf(late), undefined);
});

test('R15: a late block that is here already is dropped and counted as a duplicate', t => {
	const world = new World({pieceCount: 1});
	const late = world.connect({has: 'all', isUnchoking: true});
	world.advance(60_100);
	const other = world.connect({has: 'all', isUnchoking: true});
	world.answer(other, 1);
	t.is(world.give(late, 0, 0), 'skip');
	t.is(late.duplicateBlocks, 1);
	t.is(late.wastedBytes, block);
	t.is(world.torrent.counters.wastedBytes, block);
	t.is(world.reasonOf(late), undefined);
});

test('R15: a late block is taken once; the same again was never asked for', t => {
	const world = new World({pieceCount: 1});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.advance(60_100);
	t.is(world.give(peer, 0, 0), 'accept');
	t.is(world.give(peer, 0, 0), 'skip');
	t.is(world.reasonOf(peer), 'unrequested-block');
});

test('R15: the REJECT that answers our CANCEL does not take back the request made since', t => {
	const world = new World({pieceCount: 1});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.advance(62_000);
	const [again] = world.torrent.requestsOf(peer);
	const {index, begin, length} = again!;
	world.torrent.handleRejectRequest(peer, index, begin, length, world.now);
	t.is(peer.outstanding, 1);
	t.is(peer.requestsRejected, 0);
	t.is(world.give(peer, index, begin, length), 'accept');
	t.is(world.reasonOf(peer), undefined);
});

test('R15: a block never asked for is dropped and counted, and closes the peer when Fast is negotiated', t => {
	const world = new World({pieceCount: 4, have: [0]});
	const plain = world.connect({has: [0]});
	t.is(world.give(plain, 2, 0), 'skip');
	t.is(plain.unrequestedBlocks, 1);
	t.is(plain.wastedBytes, block);
	t.is(world.reasonOf(plain), undefined);
	const fast = world.connect({has: 'all'});
	t.is(world.give(fast, 2, 0), 'skip');
	t.is(world.reasonOf(fast), 'unrequested-block');
	t.is(world.torrent.counters.unrequestedBlocks, 2);
});

test('R15: without Fast a flood of blocks never asked for ends the connection all the same', t => {
	const world = new World({pieceCount: 4, have: [0]});
	const plain = world.connect({has: [0]});
	for (let count = 0; count < 50; count++) {
		world.give(plain, 2, 0);
	}
	t.is(world.reasonOf(plain), undefined);
	world.give(plain, 2, 0);
	t.is(world.reasonOf(plain), 'unrequested-block');
});

test('R15: a block of another length than asked for is not what was asked for', t => {
	const world = new World({pieceCount: 1});
	const peer = world.connect({has: [0], isUnchoking: true});
	t.is(world.give(peer, 0, 0, 1000), 'skip');
	t.is(world.give(peer, 0, 0, 2 * block), 'skip');
	t.is(peer.unrequestedBlocks, 2);
	t.is(peer.outstanding, 2);
});

test('R15: after CHOKE nothing is asked until UNCHOKE', t => {
	const world = new World({pieceCount: 50});
	const peer = world.connect({has: world.all, isUnchoking: true});
	world.answer(peer, 3);
	world.torrent.handleChoke(peer, world.now);
	const {requestsSent} = peer;
	world.torrent.handleHave(peer, 3, world.now);
	world.advance(20_000);
	t.is(peer.requestsSent, requestsSent);
	world.torrent.handleUnchoke(peer, world.now);
	t.true(peer.requestsSent > requestsSent);
});

test('answers may come in any order', t => {
	const world = new World({settings: {pipelineDepth: 16}});
	const peer = world.connect({has: 'all', isUnchoking: true});
	for (const {index, begin, length} of world.requestsTo(peer).reverse()) {
		t.is(world.give(peer, index, begin, length), 'accept');
	}
	world.verifyAll();
	t.true(world.torrent.isComplete);
});

test('a block that the disk would not keep is asked for again', t => {
	const world = new World({pieceCount: 1});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.torrent.handleBlockHeader(peer, 0, 0, block, world.now);
	world.torrent.handleBlockProgress(peer, block, world.now);
	world.torrent.handleBlockSkipped(peer, 0, 0, block, world.now);
	t.is(peer.downBytes, block);
	world.advance(100);
	world.answer(peer);
	t.deepEqual(world.completed, [0]);
});

test('while requests are held back nothing is asked, and all goes on when they are not', t => {
	const world = new World();
	const peer = world.connect({has: 'all'});
	world.torrent.handleRequestsAllowed(false, world.now);
	world.torrent.handleUnchoke(peer, world.now);
	world.advance(1000);
	t.is(peer.requestsSent, 0);
	world.torrent.handleRequestsAllowed(true, world.now);
	t.is(world.torrent.nextDeadline(), 0);
	world.advance(100);
	t.true(peer.requestsSent > 0);
});

test('R12: the least round trip is remembered, and the newest', t => {
	const world = new World({settings: {pipelineDepth: 1}});
	const peer = world.connect({has: 'all', isUnchoking: true});
	for (const waitMs of [80, 30, 200]) {
		world.now += waitMs;
		world.answer(peer, 1);
	}
	t.is(peer.minRttMs, 30);
	t.is(peer.newestRttMs, 200);
	t.is(world.torrent.counters.blocksReceived, 3);
});

test('bytes of blocks are payload, those of other messages are not', t => {
	const world = new World({pieceCount: 1});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.answer(peer, 1);
	world.torrent.handleReceived(peer, 13, world.now);
	world.torrent.handleSent(peer, 17, world.now);
	t.is(peer.downBytes, block);
	t.is(peer.protocolDownBytes, 13);
	t.is(peer.protocolUpBytes, 17);
	t.is(world.torrent.counters.downBytes, block);
});
