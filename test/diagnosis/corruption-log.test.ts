import test from 'ava';
import {CorruptionLog} from '../../source/diagnosis/corruption-log.js';

test('failures of a piece add up with the peers that took part', t => {
	const log = new CorruptionLog();
	log.addFailure(5, ['a'], 1000);
	log.addFailure(7, ['b'], 1000);
	log.addFailure(7, ['b', 'c'], 2000);
	t.deepEqual(log.metrics(), {
		liars: [],
		banned: 0,
		pieces: [
			{index: 7, failures: 2, peers: ['b', 'c']},
			{index: 5, failures: 1, peers: ['a']},
		],
	});
});

test('a piece is forgotten when it has not failed for a window, a liar likewise, though the ban stays', t => {
	const log = new CorruptionLog();
	log.addFailure(5, ['a'], 1000);
	log.addFailure(5, ['a'], 3000);
	log.addLiar('a', 2000);
	log.prune(2000);
	t.deepEqual(log.metrics(), {
		liars: ['a'],
		banned: 1,
		pieces: [{index: 5, failures: 2, peers: ['a']}],
	});
	log.prune(3001);
	t.deepEqual(log.metrics(), {liars: [], banned: 1, pieces: []});
});

test('a torrent that fails everywhere and from everybody is remembered in part', t => {
	const log = new CorruptionLog();
	for (let index = 0; index < 1000; index++) {
		log.addFailure(index, [`peer ${index}`], 0);
		log.addFailure(0, [`peer ${index}`], 0);
		log.addLiar(`peer ${index}`, 0);
	}
	const {liars, pieces} = log.metrics();
	t.is(liars.length, 64);
	t.is(pieces.length, 64);
	t.is(pieces[0]!.peers.length, 64);
	t.is(pieces[0]!.failures, 1001);
});
