import test from 'ava';
import {historyLength, RateHistory} from '../../source/store/rate-history.js';

test('within a second the newest value stands', t => {
	const history = new RateHistory();
	history.add(5000, 1);
	history.add(5250, 2);
	history.add(5999, 3);
	t.deepEqual([...history.newest(10)], [3]);
	history.add(6000, 4);
	t.deepEqual([...history.newest(10)], [3, 4]);
});

test('seconds without a snapshot repeat the last value', t => {
	const history = new RateHistory();
	history.add(1000, 7);
	history.add(4000, 1);
	t.deepEqual([...history.newest(10)], [7, 7, 7, 1]);
});

test('ten minutes are kept, and a gap of an hour costs no more than that', t => {
	const history = new RateHistory();
	history.add(0, 1);
	history.add(3_600_000, 2);
	t.is(history.size, historyLength);
	const all = history.newest(historyLength);
	t.is(all.length, historyLength);
	t.is(all[0], 1);
	t.is(all.at(-1), 2);
	t.deepEqual([...history.newest(2)], [1, 2]);
});

test('what came after a moment can be left out', t => {
	const history = new RateHistory();
	for (const second of [1, 2, 3, 4]) {
		history.add(second * 1000, second);
	}
	t.deepEqual([...history.newest(2, 3999)], [2, 3]);
	t.deepEqual([...history.newest(10, 2000)], [1, 2]);
	t.deepEqual([...history.newest(10, 500)], []);
});
