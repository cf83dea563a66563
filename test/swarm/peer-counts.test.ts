import test from 'ava';
import {World} from './world.js';

test('R14: the counters are apart, never one number', t => {
	const world = new World({have: [0], settings: {pipelineDepth: 2}});
	world.open();
	world.connect();
	world.connect({has: 'none'});
	world.connect({has: [0]});
	world.connect({has: [1]});
	const seed = world.connect({has: 'all', isUnchoking: true});
	const idle = world.connect({has: [0], isUnchoking: true});
	world.torrent.handleInterested(idle, world.now);
	const counts = world.torrent.countPeers(world.now);
	t.like(counts, {
		connected: 6,
		connecting: 1,
		availabilityKnown: 5,
		havePiecesPeers: 4,
		wantedFromPeers: 2,
		unchokedUs: 2,
		requestable: 1,
		requesting: 1,
		sending: 0,
		snubbed: 0,
		interestedInUs: 1,
		seeds: 1,
		outstanding: 2,
		oldestRequestAt: world.now,
	});
	world.answer(seed, 1);
	t.is(world.torrent.countPeers(world.now).sending, 1);
	world.advance(6000);
	t.is(world.torrent.countPeers(world.now).sending, 0);
});

test('R14: with nothing outstanding there is no oldest request', t => {
	const world = new World();
	world.connect({has: 'all'});
	t.true(Number.isNaN(world.torrent.countPeers(world.now).oldestRequestAt));
});
