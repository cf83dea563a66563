import test from 'ava';
import {Simulation} from './simulation.js';

test('R8: over 30 minutes each of 20 equal peers has the optimistic slot for its share', t => {
	const simulation = new Simulation(8, {
		pieceCount: 16,
		seeds: 1,
		leechers: 0,
		scripted: {asking: 20},
		deadAddresses: 0,
		network: {breakShare: 0, slowest: 100_000, spread: 1},
		settings: {uploadSlots: 4},
		isRestless: false,
		limitMs: Number.POSITIVE_INFINITY,
	});
	const {scheduler, clients} = simulation;
	const [seed] = clients;
	simulation.start();
	// All are there, and none counts as new any more.
	scheduler.run(600_000, () => false);
	t.is(seed!.torrent.countPeers(scheduler.now).interestedInUs, 20);
	const held = new Map<number, number>();
	for (let second = 0; second < 1800; second++) {
		scheduler.run(600_000 + second * 1000, () => false);
		const {unchokedByUs} = seed!.torrent.countPeers(scheduler.now);
		t.true(unchokedByUs <= 5);
		for (const peer of seed!.torrent.peers) {
			if (peer.isOptimistic) {
				held.set(peer.id, (held.get(peer.id) ?? 0) + 1);
			}
		}
	}
	const share = 1800 / 20;
	t.is(held.size, 20);
	for (const seconds of held.values()) {
		t.true(Math.abs(seconds - share) <= share * 0.05, `${seconds} s of ${share} s`);
	}
	t.true(seed!.torrent.counters.upBytes > 0);
});
