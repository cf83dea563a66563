import test from 'ava';
import {RateMeter} from '../../source/swarm/rate-meter.js';
import {World} from './world.js';

test('shows a steady rate after the first sample', t => {
	const meter = new RateMeter(20_000);
	meter.add(50_000);
	meter.sample(1000);
	t.is(Math.round(meter.bytesPerSecond), 50_000);
	for (let second = 0; second < 30; second++) {
		meter.add(50_000);
		meter.sample(1000);
	}
	t.is(Math.round(meter.bytesPerSecond), 50_000);
});

test('follows a change within its time constant, and falls to nothing', t => {
	const meter = new RateMeter(4000);
	for (let second = 0; second < 20; second++) {
		meter.add(100_000);
		meter.sample(1000);
	}
	for (let second = 0; second < 4; second++) {
		meter.sample(1000);
	}
	t.true(Math.abs(meter.bytesPerSecond - 100_000 / Math.E) < 2000);
	for (let second = 0; second < 60; second++) {
		meter.sample(1000);
	}
	t.is(meter.bytesPerSecond, 0);
});

test('a rate may be zero after some seconds of silence, and then begins anew', t => {
	const meter = new RateMeter(4000, 5000);
	const sample = (bytes: number) => {
		meter.add(bytes);
		meter.sample(1000);
	};
	for (let second = 0; second < 20; second++) {
		sample(2_000_000);
	}
	for (let second = 0; second < 4; second++) {
		sample(0);
	}
	t.true(meter.bytesPerSecond > 500_000);
	sample(0);
	t.is(meter.bytesPerSecond, 0);
	sample(1000);
	t.is(Math.round(meter.bytesPerSecond), 1000);
});

test('a peer that stopped sending shows no rate after five seconds', t => {
	const world = new World();
	const seed = world.connect({has: 'all', isUnchoking: true});
	world.answer(seed, 2);
	world.advance(1000);
	t.true(seed.downBytesPerSecond > 0);
	world.advance(6000);
	t.is(seed.downBytesPerSecond, 0);
});

test('samples of any length give the same rate', t => {
	const meter = new RateMeter(4000);
	for (const elapsedMs of [100, 1000, 250, 3000]) {
		meter.add(elapsedMs * 20);
		meter.sample(elapsedMs);
	}
	t.is(Math.round(meter.bytesPerSecond), 20_000);
});

test('upload rates are measured as well', t => {
	const world = new World({have: [0]});
	const peer = world.connect({has: 'none'});
	for (let second = 0; second < 10; second++) {
		world.torrent.handleBlockSent(peer, 0, 0, 5000, world.now);
		world.advance(1000);
	}
	t.true(Math.abs(peer.upBytesPerSecond - 5000) < 800, `${peer.upBytesPerSecond}`);
	t.is(peer.downBytesPerSecond, 0);
});

test("a peer's rates are sampled while bytes move and not after", t => {
	const world = new World({pieceCount: 100});
	const peer = world.connect({has: 'all'});
	for (let second = 0; second < 10; second++) {
		world.torrent.handleBlockProgress(peer, 10_000, world.now);
		world.advance(1000);
	}
	t.true(Math.abs(peer.downBytesPerSecond - 10_000) < 1500, `${peer.downBytesPerSecond}`);
	world.advanceAlive(300_000, peer);
	t.is(peer.downBytesPerSecond, 0);
	world.advance(1);
	t.true(world.torrent.nextDeadline() > world.now + 1000);
});
