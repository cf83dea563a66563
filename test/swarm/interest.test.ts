import test from 'ava';
import {World} from './world.js';

test('R4: INTERESTED goes out when a peer has a wanted piece, once', t => {
	const world = new World();
	const peer = world.connect({has: [3]});
	t.true(peer.amInterested);
	t.is(peer.piecesWanted, 1);
	t.is(peer.interestedSince, world.now);
	world.torrent.handleHave(peer, 4, world.now);
	t.is(world.sentTo(peer, 'interested').length, 1);
	t.is(peer.piecesWanted, 2);
});

test('R4: the only wanted piece may lie after any number of others', t => {
	const world = new World({
		pieceCount: 5000,
		have: Array.from({length: 4999}, (_, index) => index),
	});
	const peer = world.connect({has: [4999]});
	t.true(peer.amInterested);
	const other = world.connect({has: [4998]});
	t.false(other.amInterested);
});

test('R4: a peer whose only wanted piece lies after the first 50 missing ones survives', t => {
	const world = new World({pieceCount: 200});
	const peer = world.connect({has: [150]});
	world.advanceAlive(600_000, peer);
	t.true(peer.amInterested);
	t.is(world.reasonOf(peer), undefined);
});

test('R4: one NOT_INTERESTED when the first availability proves useless', t => {
	const world = new World({have: [0, 1]});
	const peers = [
		world.connect({has: [0, 1]}),
		world.connect({has: 'none'}),
		world.connect({has: []}),
	];
	for (const peer of peers) {
		t.deepEqual(
			world.sentTo(peer).filter(({type}) => type.endsWith('nterested')),
			[{type: 'notInterested'}],
		);
	}
	world.torrent.handleHave(peers[0]!, 5, world.now);
	t.is(world.sentTo(peers[0]!, 'interested').length, 1);
});

test('R4: a HAVE-only peer hears at its first HAVE where we stand', t => {
	const world = new World({have: [0]});
	const useless = world.connect();
	world.torrent.handleHave(useless, 0, world.now);
	t.is(world.sentTo(useless, 'notInterested').length, 1);
	const useful = world.connect();
	world.torrent.handleHave(useful, 1, world.now);
	t.is(world.sentTo(useful, 'notInterested').length, 0);
	t.is(world.sentTo(useful, 'interested').length, 1);
});

test('R4: interest is dropped when the last wanted piece of a peer arrives elsewhere', t => {
	const world = new World();
	const partial = world.connect({has: [2]});
	const seed = world.connect({has: 'all', isUnchoking: true});
	t.true(partial.amInterested);
	world.answer(seed);
	world.verifyAll();
	t.false(partial.amInterested);
	t.is(partial.piecesWanted, 0);
	t.is(world.sentTo(partial, 'notInterested').length, 1);
	t.is(partial.uselessSince, world.now);
});

test('R4: a piece that is received but not verified is still wanted', t => {
	const world = new World({pieceCount: 1});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.answer(peer);
	t.deepEqual(world.completed, [0]);
	t.true(peer.amInterested);
	world.torrent.handleHashFailed(0, world.now);
	t.is(world.torrent.wantedLeft, 1);
});

test('R4: priorities change interest both ways', t => {
	const world = new World();
	const peer = world.connect({has: [0]});
	world.torrent.handlePriorities(Uint8Array.of(0, 4, 4, 4, 4, 4, 4, 4), world.now);
	t.false(peer.amInterested);
	world.torrent.handlePriorities(Uint8Array.of(1, 4, 4, 4, 4, 4, 4, 4), world.now);
	t.true(peer.amInterested);
	t.is(world.sentTo(peer, 'interested').length, 2);
});

test('R4: skipping a piece that is under way gives it up and takes its requests back', t => {
	const world = new World({pieceCount: 2});
	const peer = world.connect({has: [0], isUnchoking: true});
	world.answer(peer, 1);
	t.is(peer.outstanding, 1);
	world.torrent.handlePriorities(Uint8Array.of(0, 4), world.now);
	t.deepEqual(world.dropped, [0]);
	t.is(world.sentTo(peer, 'cancel').length, 1);
	t.is(peer.outstanding, 0);
});

test('R4: a recheck changes interest both ways', t => {
	const world = new World({have: [0, 1, 2, 3]});
	const peer = world.connect({has: [0]});
	t.false(peer.amInterested);
	world.torrent.handleRecheckStarted(world.now);
	world.torrent.handleHavePieces(world.bits([1, 2, 3]), world.now);
	t.true(peer.amInterested);
	world.torrent.handleHavePieces(world.bits([0]), world.now);
	t.false(peer.amInterested);
});
