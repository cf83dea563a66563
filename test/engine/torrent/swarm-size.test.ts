import test from 'ava';
import {SwarmSize} from '../../../source/engine/torrent/swarm-size.js';
import type {TrackerView} from '../../../source/store/engine-port.js';

const view = (url: string, seeds: number | null, leechers: number | null): TrackerView =>
	({url, tier: 0, seeds, leechers}) as TrackerView;

test('nobody told: nobody knows', t => {
	const size = new SwarmSize();
	size.update(view('http://a', null, null));
	t.deepEqual([size.seeds, size.leechers], [Number.NaN, Number.NaN]);
});

test('the largest figure counts, and goes down when its tracker takes it back', t => {
	const size = new SwarmSize();
	size.update(view('http://a', 5, null));
	size.update(view('http://b', 3, 9));
	t.deepEqual([size.seeds, size.leechers], [5, 9]);
	size.update(view('http://a', 1, 2));
	t.deepEqual([size.seeds, size.leechers], [3, 9]);
});
