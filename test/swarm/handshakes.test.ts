import {createHash} from 'node:crypto';
import test from 'ava';
import type {CloseReason} from '../../source/swarm/close-reason.js';
import {World} from './world.js';

const sha1 = (bytes: Uint8Array) => new Uint8Array(createHash('sha1').update(bytes).digest());

test('R3: with Fast the first message is exactly one of HAVE_NONE, BITFIELD and HAVE_ALL', t => {
	for (const [have, first] of [
		[[], 'haveNone'],
		[[2], 'bitfield'],
		[[0, 1, 2, 3, 4, 5, 6, 7], 'haveAll'],
	] as const) {
		const world = new World({have});
		const peer = world.connect({isFast: true, hasExtensions: true});
		t.deepEqual(world.typesTo(peer).slice(0, 2), [first, 'extended']);
	}
});

test('R3: without Fast the first message is BITFIELD, and nothing when we have nothing', t => {
	const partly = new World({have: [0, 7]});
	const peer = partly.connect();
	t.deepEqual(partly.sentTo(peer)[0], {type: 'bitfield', bits: Uint8Array.of(0x81)});
	const seeding = new World({have: [0, 1, 2, 3, 4, 5, 6, 7]});
	t.deepEqual(seeding.sentTo(seeding.connect())[0], {type: 'bitfield', bits: Uint8Array.of(0xff)});
	const empty = new World();
	const other = empty.connect({hasExtensions: true});
	t.is(empty.typesTo(other)[0], 'extended');
});

test('R3: no extension handshake goes to a peer that does not speak the protocol', t => {
	const world = new World({have: [0]});
	t.false(world.typesTo(world.connect()).includes('extended'));
});

test('R3: a piece verified later goes out as HAVE, batched in the tick, never as a second bitfield', t => {
	const world = new World({have: [0]});
	const seed = world.connect({has: 'all', isUnchoking: true});
	const early = world.connect({isFast: true});
	world.answer(seed);
	world.verifyAll();
	t.is(world.sentTo(early, 'have').length, 0);
	const late = world.connect({isFast: true});
	world.advance(100);
	t.is(world.sentTo(early, 'have').length, 7);
	t.is(world.sentTo(early, 'bitfield').length, 1);
	// The late one heard of all in its first message.
	t.is(world.typesTo(late)[0], 'haveAll');
	t.is(world.sentTo(late, 'have').length, 0);
});

test('BEP 6: a newcomer may have ten pieces of a set made from its address while we choke it', t => {
	const world = new World({
		pieceCount: 100,
		have: Array.from({length: 100}, (_, index) => index),
		sha1,
	});
	const peers = Array.from({length: 5}, () => world.connect({isFast: true}));
	const choked = peers.at(-1)!;
	t.true(choked.amChoking);
	const granted = world.sentTo(choked, 'allowedFast');
	t.is(granted.length, 10);
	const {index} = granted[0] as {index: number};
	world.torrent.handleRequest(choked, index, 0, 16_384, world.now);
	t.is(world.blocksToSend.length, 1);
});

test('BEP 6: what is granted is what was told: of the set, the pieces that were here', t => {
	const have = Array.from({length: 50}, (_, index) => index);
	const world = new World({pieceCount: 100, have, sha1});
	const peer = world.connect({isFast: true});
	const told = world.sentTo(peer, 'allowedFast').map(message => (message as {index: number}).index);
	t.deepEqual(peer.grantedFast, told);
	t.true(told.length > 0 && told.length < 10 && told.every(index => index < 50));
	t.is(new World({pieceCount: 100, sha1}).connect({isFast: true}).grantedFast, undefined);
});

test('BEP 6: no set is granted without Fast, or when we give nothing at all', t => {
	const world = new World({have: [0, 1, 2, 3, 4, 5, 6, 7], sha1});
	t.is(world.sentTo(world.connect(), 'allowedFast').length, 0);
	const closed = new World({have: [0, 1, 2, 3, 4, 5, 6, 7], sha1, settings: {uploadSlots: 0}});
	t.is(closed.sentTo(closed.connect({isFast: true}), 'allowedFast').length, 0);
});

test('R18: another info hash, and our own peer id, are closed with that reason', t => {
	const world = new World();
	const stranger = world.connect({infoHash: new Uint8Array(20)});
	t.is(world.reasonOf(stranger), 'wrong-infohash');
	t.is(world.torrent.counters.wrongInfoHashes, 1);
	const self = world.open({isIncoming: false, host: '10.1.1.1'});
	world.shake(self, {peerId: new Uint8Array(20).fill(0x11)});
	t.is(world.reasonOf(self), 'self-connection');
	t.deepEqual(world.sent, []);
	// Our own address is never dialled again.
	world.advance(3_600_000);
	t.false(world.torrent.isDialWanted(world.now));
});

test('R18: both ends of a connection to ourselves end as such, whichever hears first', t => {
	const world = new World();
	const peerId = new Uint8Array(20).fill(0x11);
	const dialled = world.open({isIncoming: false, host: '10.1.1.1'});
	const accepted = world.open({host: '10.1.1.1', port: 50_000});
	world.shake(accepted, {peerId});
	// It stays until the other end has read who we are.
	t.is(world.reasonOf(accepted), undefined);
	t.deepEqual(world.sent, []);
	world.shake(dialled, {peerId});
	t.is(world.reasonOf(dialled), 'self-connection');
	world.advance(300);
	t.is(world.reasonOf(accepted), 'self-connection');
});

test('R18: a connection to ourselves counts as nobody’s, at either end', t => {
	const world = new World();
	const peerId = new Uint8Array(20).fill(0x11);
	const dialled = world.open({isIncoming: false, host: '10.1.1.1'});
	const accepted = world.open({host: '10.1.1.1', port: 50_000});
	world.shake(accepted, {peerId});
	t.is(world.torrent.countPeers(world.now).connecting, 1);
	world.shake(dialled, {peerId});
	world.advance(300);
	const counted = Object.entries(world.torrent.counters).filter(([, value]) => value !== 0);
	t.deepEqual(counted, []);
	t.is(world.torrent.candidateCount, 0);
	t.deepEqual(world.torrent.candidateCounts(world.now), {
		untried: 0,
		failing: 0,
		limited: 0,
		filtered: 0,
	});
	t.deepEqual(world.torrent.sourceCounts(), []);
});

test('R18: of two connections to a peer in the same direction the older one stays', t => {
	const world = new World();
	const peerId = new Uint8Array(20).fill(7);
	const older = world.connect({peerId});
	const newer = world.connect({peerId, host: older.address.host, port: 7000});
	t.is(world.reasonOf(newer), 'duplicate-connection');
	t.is(world.reasonOf(older), undefined);
});

test('R18: when both dialled each other, both keep the connection of the greater peer id', t => {
	const reasonsOf = (
		peerId: Uint8Array,
		isIncomingFirst: boolean,
	): Array<CloseReason | undefined> => {
		const world = new World();
		const host = '10.2.2.2';
		const peers = [isIncomingFirst, !isIncomingFirst].map(isIncoming =>
			world.connect({peerId, host, isIncoming, port: isIncoming ? 50_000 : 6881}),
		);
		const byDirection = isIncomingFirst ? peers : peers.reverse();
		return byDirection.map(peer => world.reasonOf(peer));
	};
	const greater = new Uint8Array(20).fill(0x22);
	const less = new Uint8Array(20).fill(0x01);
	// Incoming, outgoing: the greater id opened the incoming one.
	t.deepEqual(reasonsOf(greater, true), [undefined, 'duplicate-connection']);
	t.deepEqual(reasonsOf(greater, false), [undefined, 'duplicate-connection']);
	t.deepEqual(reasonsOf(less, true), ['duplicate-connection', undefined]);
	t.deepEqual(reasonsOf(less, false), ['duplicate-connection', undefined]);
});

test('R18: the address of a duplicate is not dialled while the other connection stays', t => {
	const world = new World();
	const peerId = new Uint8Array(20).fill(7);
	const kept = world.connect({peerId, host: '10.2.2.2', port: 50_000});
	const dialled = world.connect({peerId, host: '10.3.3.3', isIncoming: false});
	t.is(world.reasonOf(dialled), 'duplicate-connection');
	world.torrent.handleHave(kept, 0, world.now);
	world.advanceAlive(600_000, kept);
	t.false(world.torrent.isDialWanted(world.now));
	world.torrent.handleClosed(kept, 'closed-by-peer', '', world.now);
	world.advance(10_000);
	t.true(world.torrent.isDialWanted(world.now));
});

test("the port in an incoming peer's extension handshake makes it a candidate for later", t => {
	const world = new World();
	const peer = world.connect({host: '10.4.4.4', port: 50_000, hasExtensions: true});
	world.extensions(peer, {listenPort: 6999});
	t.false(world.torrent.isDialWanted(world.now));
	world.torrent.handleClosed(peer, 'closed-by-peer', '', world.now);
	world.advance(10_000);
	t.deepEqual(world.torrent.dial(world.now)?.address, {host: '10.4.4.4', port: 6999});
});
