import test from 'ava';
import {depthForRate, PipelineDepth} from '../../source/swarm/pipeline-depth.js';
import {block, World} from './world.js';

const mebibyte = 2 ** 20;

test("R12: the depth covers about 3 s of the peer's rate", t => {
	t.is(depthForRate(mebibyte, 20), 192);
	t.is(depthForRate(160 * 1024, 20), 30);
});

test('R12: the depth is never less than the bandwidth-delay product', t => {
	const rttSeconds = 5;
	const product = (mebibyte * rttSeconds) / block;
	t.true(depthForRate(mebibyte, rttSeconds * 1000) >= product);
});

test('R12: at least 16, but for a peer so slow that the last would come after 15 s', t => {
	t.is(depthForRate(50_000, 20), 16);
	t.is(depthForRate(8192, 20), 8);
	t.is(depthForRate(0, Number.NaN), 2);
});

test('R12: never more than 2,000', t => {
	t.is(depthForRate(10_000 * mebibyte, 1), 2000);
});

/** A peer of this rate and round trip answers for some seconds. @returns the depth at the end of each. */
function follow(bytesPerSecond: number, rttMs: number, seconds: number): number[] {
	const depth = new PipelineDepth(0);
	const depths: number[] = [];
	const queue: number[] = [];
	let free = 0;
	for (let now = 0; now < seconds * 1000; now++) {
		while (queue.length < depth.depth) {
			free = Math.max(free, now + rttMs) + (block / bytesPerSecond) * 1000;
			queue.push(free);
		}
		while (queue.length > 0 && queue[0]! <= now) {
			queue.shift();
			depth.handleBlock(block, rttMs, now);
		}
		if (now % 1000 === 999) {
			depths.push(depth.depth);
		}
	}
	return depths;
}

test('R12: slow start finds a fast peer within seconds', t => {
	const depths = follow(20 * mebibyte, 100, 6);
	t.true(depths[2]! * block >= 20 * mebibyte * 0.2, `after 3 s: ${depths}`);
	t.true(depths.at(-1)! >= 2000, `after 6 s: ${depths}`);
});

test('R12: slow start ends when the rate gains less than a tenth', t => {
	const depths = follow(mebibyte, 50, 10);
	const settled = depths.slice(4);
	t.true(
		settled.every(depth => Math.abs(depth - 192) <= 20),
		`${depths}`,
	);
});

test('R12: the depth follows a peer that becomes slower and faster', t => {
	const depth = new PipelineDepth(0);
	let now = 0;
	const run = (bytesPerSecond: number, seconds: number) => {
		const end = now + seconds * 1000;
		while (now < end) {
			now += (block / bytesPerSecond) * 1000;
			depth.handleBlock(block, 50, now);
		}
		return depth.depth;
	};
	t.true(Math.abs(run(mebibyte, 10) - 192) < 20);
	t.true(run(mebibyte / 8, 10) < 30);
	t.true(Math.abs(run(2 * mebibyte, 10) - 384) < 40);
});

test('R12: a fixed depth is honoured literally', t => {
	const world = new World({pieceCount: 100, settings: {pipelineDepth: 10}});
	const peer = world.connect({has: 'all', isUnchoking: true});
	t.is(peer.outstanding, 10);
	world.answer(peer, 50);
	t.is(peer.outstanding, 10);
	t.is(peer.target, 10);
	t.is(peer.greatestDepth, 10);
	t.is(world.torrent.counters.greatestDepth, 10);
});

test("R12: never more than the peer's reqq", t => {
	const world = new World({pieceCount: 100, settings: {pipelineDepth: 100}});
	const peer = world.connect({has: 'all', isFast: true, hasExtensions: true});
	world.extensions(peer, {reqq: 5});
	world.torrent.handleUnchoke(peer, world.now);
	t.is(peer.outstanding, 5);
	t.is(peer.target, 5);
});
