import test from 'ava';
import {World} from './world.js';

test('downloads a torrent from one seed', t => {
	const world = new World();
	const seed = world.connect({has: 'all', isUnchoking: true});
	for (let round = 0; round < 100 && !world.torrent.isComplete; round++) {
		world.advance(20);
		world.answer(seed);
		world.verifyAll();
	}
	t.true(world.torrent.isComplete);
	t.is(world.torrent.haveCount, 8);
	t.is(world.torrent.counters.wastedBytes, 0);
});
