import test from 'ava';
import {World} from './world.js';

/** Answers one block at a time for a while and tells how many requests left after each. */
function countRequests(world: World, blocks: number): number[] {
	const [peer] = [...world.torrent.peers];
	const counts: number[] = [];
	for (let count = 0; count < blocks; count += 1) {
		world.now += 1;
		const before = world.requestsTo(peer!).length;
		world.answer(peer!, 1);
		counts.push(world.requestsTo(peer!).length - before);
	}
	return counts;
}

test('R12: a deep pipeline is filled again when half of it is free, in one go', t => {
	const world = new World({pieceCount: 2000});
	const peer = world.connect({has: 'all', isUnchoking: true});
	// A thousand blocks a second: slow start ends at the depth that `reqq` allows.
	countRequests(world, 1500);
	t.is(peer.target, 250);
	const counts = countRequests(world, 500).filter(count => count > 0);
	t.true(counts.length >= 3 && counts.length <= 5, `${counts}`);
	for (const count of counts) {
		t.is(count, 125);
	}
	t.true(peer.outstanding >= 125);
});

test('R12: a shallow pipeline is filled again with every block', t => {
	const world = new World({pieceCount: 2000, settings: {pipelineDepth: 10}});
	world.connect({has: 'all', isUnchoking: true});
	t.true(countRequests(world, 500).every(count => count === 1));
});
