import test from 'ava';
import {World} from './world.js';

test('R1: BITFIELD, HAVE_ALL and HAVE_NONE set what a peer has', t => {
	const world = new World();
	const some = world.connect({has: [0, 3]});
	const all = world.connect({has: 'all'});
	const none = world.connect({has: 'none'});
	const full = world.connect({has: world.all});
	const empty = world.connect({has: []});
	t.deepEqual(
		[some, all, none, full, empty].map(peer => [
			peer.availability,
			peer.piecesKnown,
			peer.hasBitfield,
		]),
		[
			['some', 2, true],
			['all', 8, true],
			['none', 0, true],
			['all', 8, true],
			['none', 0, true],
		],
	);
});

test('R1: HAVE while nothing is known means none but this one', t => {
	const world = new World();
	const peer = world.connect();
	t.is(peer.availability, 'unknown');
	world.torrent.handleHave(peer, 5, world.now);
	t.is(peer.availability, 'some');
	t.is(peer.piecesKnown, 1);
	t.is(peer.availabilityAt, world.now);
	t.false(peer.hasBitfield);
	t.true(peer.amInterested);
});

test('R1: REQUEST while nothing is known means none', t => {
	const world = new World({have: [1]});
	const peer = world.connect();
	world.torrent.handleRequest(peer, 1, 0, 16_384, world.now);
	t.is(peer.availability, 'none');
});

test('R1: PIECE while nothing is known means none', t => {
	const world = new World();
	const peer = world.connect();
	world.give(peer, 1, 0);
	t.is(peer.availability, 'none');
	t.is(peer.unrequestedBlocks, 1);
});

test('R1: messages that say nothing about pieces leave it unknown', t => {
	const world = new World();
	const peer = world.connect({isUnchoking: true});
	world.torrent.handleInterested(peer, world.now);
	world.torrent.handleKeepAlive(peer, world.now);
	t.is(peer.availability, 'unknown');
	t.true(Number.isNaN(peer.availabilityAt));
});

test('R1: a peer that tells all pieces one by one has all, and keeps no bits', t => {
	const world = new World();
	const peer = world.connect();
	for (const index of world.all) {
		world.torrent.handleHave(peer, index, world.now);
		world.torrent.handleHave(peer, index, world.now);
	}
	t.is(peer.availability, 'all');
	t.is(peer.bits, undefined);
	t.is(world.torrent.distributedCopies, 1);
	world.advance(100);
});

test('R1: a bitfield after HAVEs adds to them', t => {
	const world = new World();
	const peer = world.connect();
	world.torrent.handleHave(peer, 7, world.now);
	world.torrent.handleBitfield(peer, world.bits([0, 1]), world.now);
	t.is(peer.piecesKnown, 3);
	t.true(peer.has(7));
	world.advance(100);
	t.is(world.reasonOf(peer), undefined);
});

test('R1: a bitfield is read as bits, the first piece in the highest bit of the first byte', t => {
	const world = new World({pieceCount: 20});
	const peer = world.connect();
	world.torrent.handleBitfield(
		peer,
		Uint8Array.of(0b1000_0001, 0b0100_0000, 0b0001_0000),
		world.now,
	);
	t.deepEqual(
		world.all.filter(index => peer.has(index)),
		[0, 7, 9, 19],
	);
	t.is(peer.piecesKnown, 4);
});

test('R2: a peer that says nothing at all after the handshake is dropped at 60 s', t => {
	const world = new World({logLevel: 'info'});
	const peer = world.connect();
	world.advance(59_900);
	t.is(world.reasonOf(peer), undefined);
	world.advance(200);
	t.is(world.reasonOf(peer), 'silent-after-handshake');
	t.is(world.torrent.peers.size, 0);
	t.regex(world.events.at(-1)!.text, /deadline has elapsed/);
});

test('R2: a peer that sent any message but no bitfield is assumed to have none, and kept', t => {
	const world = new World({logLevel: 'info', have: [0]});
	const peer = world.connect();
	world.torrent.handleInterested(peer, world.now);
	world.advance(60_100);
	t.is(world.reasonOf(peer), undefined);
	t.is(peer.availability, 'none');
	t.true(world.eventNames.includes('assumed-none'));
});

test('R2: a keep-alive is a message', t => {
	const world = new World();
	const peer = world.connect();
	world.torrent.handleKeepAlive(peer, world.now);
	world.advance(60_100);
	t.is(peer.availability, 'none');
	t.is(world.reasonOf(peer), undefined);
});

test('R2: a HAVE_ALL seed, a HAVE-only leecher and an interested HAVE_NONE peer live on past 60 s', t => {
	const world = new World({have: [0]});
	const seed = world.connect({has: 'all'});
	const leecher = world.connect();
	world.torrent.handleHave(leecher, 4, world.now);
	const newcomer = world.connect({has: 'none'});
	world.torrent.handleInterested(newcomer, world.now);
	world.advanceAlive(300_000, seed, leecher, newcomer);
	t.deepEqual(world.closed, []);
});

test('R2: the timer stops at the first HAVE and does not start again', t => {
	const world = new World({logLevel: 'info', have: [0]});
	const peer = world.connect();
	world.advance(59_000);
	world.torrent.handleHave(peer, 1, world.now);
	world.advance(5000);
	t.is(peer.availability, 'some');
	t.false(world.eventNames.includes('assumed-none'));
});

test('R2: the timer counts from the handshake, not from the connection', t => {
	const world = new World();
	const peer = world.open();
	world.advance(9000);
	world.shake(peer);
	world.advance(55_000);
	t.is(world.reasonOf(peer), undefined);
	world.advance(5100);
	t.is(world.reasonOf(peer), 'silent-after-handshake');
});

test('R2: the timer does not run while we lack metadata', t => {
	const world = new World({pieceCount: 0, length: 0, isMetadataKnown: false});
	const peer = world.connect();
	world.torrent.handleKeepAlive(peer, world.now);
	world.advance(100_000);
	t.is(peer.availability, 'unknown');
	t.is(world.reasonOf(peer), undefined);
});

test('R2: the timeout is the setting', t => {
	const world = new World({settings: {availabilityTimeout: 5000}});
	const peer = world.connect();
	world.advance(5100);
	t.is(world.reasonOf(peer), 'silent-after-handshake');
});

test('R19: a second bitfield, HAVE_ALL or HAVE_NONE closes the peer', t => {
	const world = new World();
	const twice = world.connect({has: [1]});
	world.torrent.handleBitfield(twice, world.bits([2]), world.now);
	const mixed = world.connect({has: [1], isFast: true});
	world.torrent.handleHaveAll(mixed, world.now);
	const again = world.connect({has: 'none'});
	world.torrent.handleHaveNone(again, world.now);
	t.deepEqual(
		[twice, mixed, again].map(peer => world.reasonOf(peer)),
		['protocol-violation', 'protocol-violation', 'protocol-violation'],
	);
	t.is(world.torrent.distributedCopies, 0);
	world.advance(100);
});

test('R19: a bitfield of the wrong length, or with spare bits set, closes the peer', t => {
	const world = new World({pieceCount: 9});
	const bitfields = [
		Uint8Array.of(0xff),
		Uint8Array.of(0xff, 0x80, 0),
		Uint8Array.of(0xff, 0x40),
		Uint8Array.of(),
	];
	for (const bits of bitfields) {
		const peer = world.connect();
		world.torrent.handleBitfield(peer, bits, world.now);
		t.is(world.reasonOf(peer), 'protocol-violation');
	}
	const good = world.connect();
	world.torrent.handleBitfield(good, Uint8Array.of(0xff, 0x80), world.now);
	t.is(good.availability, 'all');
});

test('R19: a HAVE out of range closes the peer, the last piece does not', t => {
	const world = new World();
	const peer = world.connect();
	world.torrent.handleHave(peer, 7, world.now);
	t.is(world.reasonOf(peer), undefined);
	world.torrent.handleHave(peer, 8, world.now);
	t.is(world.reasonOf(peer), 'protocol-violation');
});

test('R19: each message of BEP 6 closes a peer with which Fast was not negotiated', t => {
	const world = new World();
	const {torrent, now} = world;
	const messages = [
		(peer: ReturnType<World['connect']>) => torrent.handleHaveAll(peer, now),
		(peer: ReturnType<World['connect']>) => torrent.handleHaveNone(peer, now),
		(peer: ReturnType<World['connect']>) => torrent.handleSuggestPiece(peer, 0, now),
		(peer: ReturnType<World['connect']>) => torrent.handleAllowedFast(peer, 0, now),
		(peer: ReturnType<World['connect']>) => torrent.handleRejectRequest(peer, 0, 0, 16_384, now),
	];
	for (const send of messages) {
		const peer = world.connect();
		send(peer);
		t.is(world.reasonOf(peer), 'protocol-violation');
		const fast = world.connect({isFast: true});
		send(fast);
		t.is(world.reasonOf(fast), undefined);
	}
});

test('R19: unknown messages are ignored', t => {
	const world = new World();
	const peer = world.connect();
	world.torrent.handleUnknown(peer, 99, world.now);
	t.is(world.reasonOf(peer), undefined);
	t.is(peer.availability, 'unknown');
});

test('R19: a violation the decoder found closes the peer, and what still comes from it is ignored', t => {
	const world = new World();
	const peer = world.connect();
	world.torrent.handleViolation(peer, 'a message of 4 GiB', world.now);
	world.torrent.handleViolation(peer, 'another', world.now);
	world.torrent.handleHave(peer, 0, world.now);
	world.torrent.handleClosed(peer, 'closed-by-peer', '', world.now);
	t.is(world.closed.length, 1);
	t.is(world.torrent.distributedCopies, 0);
});
