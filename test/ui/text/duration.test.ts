import test from 'ava';
import fc from 'fast-check';
import {duration, durationWidth, shortTime} from '../../../source/ui/text/duration.js';

test('a duration has two units at most', t => {
	t.is(duration(0), '0s');
	t.is(duration(59_999), '59s');
	t.is(duration(192_000), '3m12s');
	t.is(duration(3_600_000), '1h00m');
	t.is(duration(90_000_000), '1d01h');
	t.is(duration(100 * 86_400_000), '100d');
});

test('what is fine has tenths under ten seconds', t => {
	t.is(duration(449, true), '0.4s');
	t.is(duration(9949, true), '9.9s');
	t.is(duration(10_000, true), '10s');
});

test('a round trip is milliseconds under a second', t => {
	t.is(shortTime(48.4), '48 ms');
	t.is(shortTime(999.6), '1.0s');
	t.is(shortTime(null), '-');
});

test('what is not known is a dash', t => {
	for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY, -1]) {
		t.is(duration(value), '-');
	}
});

test('a duration never takes more than its columns', t => {
	fc.assert(
		fc.property(fc.double({min: 0, max: 1e16, noNaN: true}), fc.boolean(), (value, isFine) => {
			t.true(duration(value, isFine).length <= durationWidth);
		}),
	);
});
