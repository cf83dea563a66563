import test from 'ava';
import fc from 'fast-check';
import {bucketCount, SampleRing} from '../../source/diagnosis/sample-ring.js';

test('an empty ring has grown by nothing and knows no value', t => {
	const ring = new SampleRing(1);
	t.is(ring.growth(0), 0);
	t.is(ring.value(0), Number.NaN);
	t.is(ring.highest(0), Number.NaN);
	t.is(ring.lowest(0), Number.NaN);
});

test('a counter’s growth is that of the window, and no more once the window is over', t => {
	const ring = new SampleRing(1);
	for (let second = 0; second <= 1000; second++) {
		ring.record([second * 2], second * 1000, 5000);
	}
	// The newest sample, and the last one of the bucket 59 before.
	t.is(ring.growth(0), 2 * (1000 - (1000 - 59 * 5 + 4)));
	t.is(ring.count, bucketCount);
});

test('the newest sample of a bucket is the one kept', t => {
	const ring = new SampleRing(2);
	ring.record([1, 10], 0, 5000);
	ring.record([2, 20], 4999, 5000);
	t.is(ring.count, 1);
	t.is(ring.value(0), 2);
	t.is(ring.value(1), 20);
	ring.record([3, 30], 5000, 5000);
	t.is(ring.count, 2);
	t.is(ring.value(0, 1), 2);
});

test('buckets without a sample repeat the one before', t => {
	const ring = new SampleRing(1);
	ring.record([7], 0, 5000);
	ring.record([9], 20_000, 5000);
	t.is(ring.count, 5);
	t.deepEqual(
		[0, 1, 2, 3, 4].map(ago => ring.value(0, ago)),
		[9, 7, 7, 7, 7],
	);
	t.is(ring.mean(0, 2), 8);
});

test('after a gap longer than the window nothing of before is left but the last value', t => {
	const ring = new SampleRing(1);
	ring.record([1], 0, 5000);
	ring.record([5], 5000, 5000);
	ring.record([100], 5_000_000, 5000);
	t.is(ring.growth(0), 95);
	ring.record([100], 5_295_000, 5000);
	t.is(ring.growth(0), 0);
});

test('the lowest leaves out what was not measured', t => {
	const ring = new SampleRing(1);
	for (const [place, value] of [0, 40, 0, 90].entries()) {
		ring.record([value], place * 5000, 5000);
	}
	t.is(ring.lowest(0), 40);
	t.is(ring.highest(0), 90);
});

test('its answers are those of a list of all samples', t => {
	const steps = fc.array(
		fc.record({waitMs: fc.integer({min: 0, max: 40_000}), value: fc.integer({min: 0, max: 50})}),
		{minLength: 1, maxLength: 120},
	);
	fc.assert(
		fc.property(steps, list => {
			const ring = new SampleRing(1);
			const buckets = new Map<number, number>();
			let now = 0;
			for (const {waitMs, value} of list) {
				now += waitMs;
				ring.record([value], now, 5000);
				buckets.set(Math.floor(now / 5000), value);
			}
			const newest = Math.floor(now / 5000);
			const first = Math.min(...buckets.keys());
			const values: number[] = [];
			for (let bucket = newest; bucket > newest - bucketCount && bucket >= first; bucket--) {
				const known = [...buckets.keys()].filter(key => key <= bucket);
				values.push(buckets.get(Math.max(...known))!);
			}
			return (
				ring.count === values.length &&
				values.every((value, ago) => ring.value(0, ago) === value) &&
				ring.highest(0) === Math.max(...values) &&
				ring.growth(0) === values[0]! - values.at(-1)!
			);
		}),
	);
	t.pass();
});
