import test from 'ava';
import type {Peer} from '../../source/swarm/peer.js';
import {World} from './world.js';

const clocks = [
	'connectedAt',
	'handshakeAt',
	'availabilityAt',
	'lastReceivedAt',
	'lastSentAt',
	'lastPayloadInAt',
	'lastPayloadOutAt',
	'lastRequestAt',
	'chokedSince',
	'interestedSince',
	'uselessSince',
	'snubbedSince',
] as const satisfies ReadonlyArray<keyof Peer>;

/** Which clocks an event moved. */
function moved(peer: Peer, event: () => void): string[] {
	const before = clocks.map(name => peer[name]);
	event();
	return clocks.filter((name, at) => !Object.is(peer[name], before[at]));
}

test('R10: every clock is its own, moved only by what it stands for', t => {
	const world = new World({have: [0]});
	const {torrent} = world;
	const peer = world.open();
	const later = (event: () => void) => {
		world.now += 10;
		return moved(peer, event);
	};
	t.is(peer.connectedAt, world.now);
	t.deepEqual(
		later(() => world.shake(peer)),
		['handshakeAt', 'lastReceivedAt', 'lastSentAt', 'chokedSince'],
	);
	t.deepEqual(
		later(() => torrent.handleKeepAlive(peer, world.now)),
		['lastReceivedAt'],
	);
	t.deepEqual(
		later(() => torrent.handleSent(peer, 5, world.now)),
		['lastSentAt'],
	);
	t.deepEqual(
		later(() => torrent.handleBitfield(peer, world.bits([0]), world.now)),
		['availabilityAt', 'lastReceivedAt', 'uselessSince'],
	);
	t.deepEqual(
		later(() => torrent.handleHave(peer, 1, world.now)),
		['lastReceivedAt', 'interestedSince', 'uselessSince'],
	);
	t.deepEqual(
		later(() => torrent.handleUnchoke(peer, world.now)),
		['lastReceivedAt', 'lastRequestAt', 'chokedSince'],
	);
	t.deepEqual(
		later(() => world.give(peer, 1, 0)),
		['lastReceivedAt', 'lastPayloadInAt'],
	);
	t.deepEqual(
		later(() => torrent.handleRequest(peer, 0, 0, 100, world.now)),
		['lastReceivedAt'],
	);
	t.deepEqual(
		later(() => torrent.handleBlockSent(peer, 0, 0, 100, world.now)),
		['lastSentAt', 'lastPayloadOutAt'],
	);
	t.deepEqual(
		later(() => world.advance(30_100)),
		['snubbedSince'],
	);
	t.deepEqual(
		later(() => torrent.handleChoke(peer, world.now)),
		['lastReceivedAt', 'chokedSince'],
	);
});

test('R11: a connection that is not through in time is given up', t => {
	const world = new World({logLevel: 'info'});
	world.torrent.handleCandidates([{host: '10.5.5.5', port: 1}], 'tracker', world.now);
	const peer = world.torrent.dial(world.now)!;
	world.advance(9900);
	t.is(world.reasonOf(peer), undefined);
	world.advance(200);
	t.is(world.reasonOf(peer), 'connect-timeout');
	t.is(world.torrent.counters.dialTimeouts, 1);
	t.deepEqual(world.eventNames, ['dial-failed']);
});

test('R11: a handshake that does not come is given up', t => {
	const world = new World();
	const peer = world.open();
	world.advance(9900);
	t.is(world.reasonOf(peer), undefined);
	world.advance(200);
	t.is(world.reasonOf(peer), 'handshake-timeout');
	t.is(world.torrent.counters.handshakeFailures, 1);
});

test('handshakes that the peer cut off are counted apart from those that took too long', t => {
	const world = new World();
	const ends = ['handshake-failed', 'reset-by-peer', 'handshake-timeout'] as const;
	for (const reason of ends) {
		const peer = world.open({isIncoming: false});
		world.torrent.handleClosed(peer, reason, '', world.now);
	}
	t.like(world.torrent.counters, {
		handshakesSent: 3,
		plainHandshakesCut: 2,
		handshakeFailures: 3,
		dialSuccesses: 3,
	});
});

test('R11: a keep-alive goes out after 120 s without sending, and only then', t => {
	const world = new World();
	const peer = world.connect({has: 'all'});
	world.advance(60_000);
	world.torrent.handleSent(peer, 17, world.now);
	world.advance(100_000);
	world.torrent.handleKeepAlive(peer, world.now);
	t.is(world.sentTo(peer, 'keepAlive').length, 0);
	world.advance(20_100);
	t.is(world.sentTo(peer, 'keepAlive').length, 1);
	world.advance(100_000);
	t.is(world.sentTo(peer, 'keepAlive').length, 1);
});

test('R11: a peer from which no byte comes is dead after 180 s, a single byte keeps it', t => {
	const world = new World();
	const dead = world.connect({has: 'all'});
	const alive = world.connect({has: 'all'});
	world.advance(179_000);
	world.torrent.handleReceived(alive, 1, world.now);
	t.deepEqual(world.closed, []);
	world.advance(1100);
	t.is(world.reasonOf(dead), 'dead-peer');
	t.is(world.reasonOf(alive), undefined);
});

test("R11: one peer's failure neither delays nor ends another's connection", t => {
	const world = new World();
	const good = world.connect({has: 'all', isUnchoking: true});
	const bad = world.connect({has: 'all', isUnchoking: true});
	const silent = world.connect();
	world.torrent.handleViolation(bad, 'rubbish', world.now);
	for (let second = 0; second < 70; second++) {
		world.answer(good, 1);
		world.advance(1000);
		world.verifyAll();
	}
	t.is(world.reasonOf(silent), 'silent-after-handshake');
	t.is(world.torrent.haveCount, 8);
});

test('an idle swarm of 2,000 peers waits for its next deadline and is not looked at before', t => {
	const world = new World({settings: {maxPeersPerTorrent: 2000}, isAudited: false});
	for (let count = 0; count < 2000; count++) {
		world.connect({has: 'all', host: `10.1.${count >> 8}.${count & 255}`});
	}
	world.advance(1000);
	const next = world.torrent.nextDeadline();
	t.true(next > world.now + 5000);
	world.torrent.tick(world.now + 1);
	t.is(world.torrent.nextDeadline(), next);
});

test('nothing is due without peers', t => {
	const world = new World();
	world.advance(100);
	t.is(world.torrent.nextDeadline(), Number.POSITIVE_INFINITY);
});
