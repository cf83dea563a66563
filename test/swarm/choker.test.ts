import test from 'ava';
import type {Peer} from '../../source/swarm/peer.js';
import {World} from './world.js';

const everything = [0, 1, 2, 3, 4, 5, 6, 7];

/** Blocks move with no regard to requests: only the rates count here. */
function trade(
	world: World,
	rates: ReadonlyMap<Peer, number>,
	seconds: number,
	isUp = false,
): void {
	for (let second = 0; second < seconds; second++) {
		for (const [peer, bytes] of rates) {
			if (isUp) {
				world.torrent.handleBlockSent(peer, 0, 0, bytes, world.now);
			} else {
				world.torrent.handleBlockProgress(peer, bytes, world.now);
			}
			world.torrent.handleKeepAlive(peer, world.now);
		}
		world.advance(1000);
	}
}

function interestedPeers(world: World, count: number): Peer[] {
	return Array.from({length: count}, () => {
		const peer = world.connect({has: [7]});
		world.torrent.handleInterested(peer, world.now);
		return peer;
	});
}

test('R8: while slots are free a fresh peer is unchoked to encourage it, interested or not', t => {
	const world = new World();
	const peers = Array.from({length: 6}, () => world.connect({has: 'all'}));
	t.deepEqual(
		peers.map(({amChoking}) => amChoking),
		[false, false, false, false, true, true],
	);
	t.is(world.sentTo(peers[0]!, 'unchoke').length, 1);
});

test('R8: an interested peer takes the slot of one that is not, without waiting for the round', t => {
	const world = new World({have: everything});
	const idle = Array.from({length: 4}, () => world.connect({has: 'none'}));
	const late = world.connect({has: 'none'});
	t.true(late.amChoking);
	world.torrent.handleInterested(late, world.now);
	t.false(late.amChoking);
	t.is(idle.filter(({amChoking}) => amChoking).length, 1);
});

test('R8: the best by their rate to us have the slots, besides one optimistic', t => {
	const world = new World({have: [0]});
	const peers = interestedPeers(world, 10);
	const rates = new Map(peers.map((peer, at) => [peer, 10_000 * (at + 1)]));
	trade(world, rates, 60);
	const unchoked = peers.filter(({amChoking}) => !amChoking);
	const regular = unchoked.filter(({isOptimistic}) => !isOptimistic);
	const best = [...peers].reverse().filter(({isOptimistic}) => !isOptimistic);
	t.is(unchoked.length, 5);
	const idsOf = (some: readonly Peer[]) =>
		some.map(({id}) => id).sort((left, right) => left - right);
	t.deepEqual(idsOf(regular), idsOf(best.slice(0, 4)));
});

test('R8: when we are complete the best by our rate to them have the slots', t => {
	const world = new World({have: everything});
	const peers = Array.from({length: 8}, () => {
		const peer = world.connect({has: 'none'});
		world.torrent.handleInterested(peer, world.now);
		return peer;
	});
	trade(world, new Map(peers.map((peer, at) => [peer, 10_000 * (at + 1)])), 60, true);
	const best = [...peers].reverse().filter(({isOptimistic}) => !isOptimistic);
	t.true(best.slice(0, 4).every(({amChoking}) => !amChoking));
	t.is(peers.filter(({amChoking}) => !amChoking).length, 5);
});

test('R8: a snubbed peer keeps no slot but the optimistic one', t => {
	const world = new World({have: [0], settings: {uploadSlots: 1}});
	const [snubbed, other] = interestedPeers(world, 2) as [Peer, Peer];
	trade(world, new Map([[snubbed, 50_000]]), 20);
	t.false(snubbed.amChoking);
	snubbed.isSnubbed = true;
	trade(world, new Map([[snubbed, 50_000]]), 70);
	t.true(snubbed.amChoking || snubbed.isOptimistic);
	t.false(other.amChoking);
});

test('R8: over 30 minutes each of 20 equal peers has the optimistic slot for its share', t => {
	const world = new World({have: [0]});
	const peers = interestedPeers(world, 20);
	// Past the time in which they count as new.
	trade(world, new Map(peers.map(peer => [peer, 10_000])), 600);
	const seconds = new Map(peers.map(peer => [peer, 0]));
	for (let second = 0; second < 1800; second++) {
		trade(world, new Map(peers.map(peer => [peer, 10_000])), 1);
		const holders = peers.filter(({isOptimistic}) => isOptimistic);
		t.is(holders.length, 1);
		seconds.set(holders[0]!, seconds.get(holders[0]!)! + 1);
	}
	const share = 1800 / 20;
	for (const held of seconds.values()) {
		t.true(Math.abs(held - share) <= share * 0.05, `${held} s of ${share} s`);
	}
});

test('R8: the optimistic slot rotates every 30 s', t => {
	const world = new World({have: [0]});
	const peers = interestedPeers(world, 12);
	world.advance(10_100);
	let holder = peers.find(({isOptimistic}) => isOptimistic);
	for (let turn = 0; turn < 5; turn++) {
		world.advance(29_000);
		t.is(
			peers.find(({isOptimistic}) => isOptimistic),
			holder,
		);
		world.advance(1000);
		const next = peers.find(({isOptimistic}) => isOptimistic);
		t.not(next, holder);
		holder = next;
	}
});

test('R8: a new peer gets the optimistic slot before old ones that have waited longer', t => {
	const world = new World({have: [0]});
	const old = interestedPeers(world, 12);
	for (let minute = 0; minute < 10; minute++) {
		world.advance(60_000);
		for (const peer of old) {
			world.torrent.handleKeepAlive(peer, world.now);
		}
	}
	const waits = () => old.map(peer => world.now - (peer.optimisticAt || peer.handshakeAt));
	const [fresh] = interestedPeers(world, 1) as [Peer];
	const cameAt = world.now;
	while (!fresh.isOptimistic) {
		world.advance(1000);
		for (const peer of [...old, fresh]) {
			world.torrent.handleKeepAlive(peer, world.now);
		}
		t.true(world.now - cameAt < 200_000, waits().join());
	}
	// Others that had waited longer were passed over for it.
	t.true(Math.max(...waits()) > world.now - cameAt);
});

test('R8: with no slots nobody is ever unchoked', t => {
	const world = new World({have: everything, settings: {uploadSlots: 0}});
	const peers = Array.from({length: 3}, () => world.connect({has: 'none'}));
	for (const peer of peers) {
		world.torrent.handleInterested(peer, world.now);
	}
	world.advance(120_000);
	t.true(peers.every(({amChoking}) => amChoking));
	t.is(world.sent.filter(({message}) => message.type === 'unchoke').length, 0);
});

test('R8: fewer slots choke at once, more unchoke at once', t => {
	const world = new World({have: [0]});
	const peers = interestedPeers(world, 10);
	world.advance(11_000);
	const unchoked = () => peers.filter(({amChoking}) => !amChoking).length;
	t.is(unchoked(), 5);
	world.settings.uploadSlots = 1;
	world.torrent.handleSettings(world.now);
	world.advance(100);
	t.is(unchoked(), 2);
	world.settings.uploadSlots = 8;
	world.torrent.handleSettings(world.now);
	world.advance(100);
	t.is(unchoked(), 9);
});

test('R8: a peer that left frees its slot at the next round', t => {
	const world = new World({have: [0]});
	const peers = interestedPeers(world, 6);
	world.advance(11_000);
	const choked = peers.find(({amChoking}) => amChoking)!;
	const regular = peers.find(({amChoking, isOptimistic}) => !amChoking && !isOptimistic)!;
	world.torrent.handleClosed(regular, 'closed-by-peer', '', world.now);
	world.advance(10_000);
	t.false(choked.amChoking);
});
