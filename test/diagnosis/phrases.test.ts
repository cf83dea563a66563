import test from 'ava';
import {
	bytes,
	count,
	duration,
	percent,
	ranges,
	rate,
	tally,
} from '../../source/diagnosis/phrases.js';

test('one is singular, everything else plural', t => {
	t.is(count(1, 'peer'), '1 peer');
	t.is(count(0, 'peer'), '0 peers');
	t.is(count(2, 'try', 'tries'), '2 tries');
});

test('durations come in whole seconds and at most two units', t => {
	t.is(duration(0), '0ms');
	t.is(duration(800), '800ms');
	t.is(duration(9999), '9s');
	t.is(duration(75_400), '1m 15s');
	t.is(duration(7_384_000), '2h 3m');
});

test('figures that are not known are called so, and never throw', t => {
	t.is(duration(Number.NaN), 'unknown');
	t.is(duration(Number.POSITIVE_INFINITY), 'unknown');
	t.is(bytes(Number.NaN), 'unknown');
	t.is(rate(Number.NaN), 'unknown/s');
});

test('bytes, rates and shares read as on the screen', t => {
	t.is(bytes(1_234_567), '1.23 MB');
	t.is(rate(1000), '1 kB/s');
	t.is(percent(0.375), '38 %');
});

test('neighbouring numbers are drawn together', t => {
	t.is(ranges([3, 4, 5, 8, 10, 11], 9), '3–5, 8, 10–11');
	t.is(ranges([1, 3, 5, 7], 2), '1, 3 …');
	t.is(ranges([], 2), '');
});

test('what is nothing is left out of a tally', t => {
	t.is(
		tally([
			[2, 'refused'],
			[0, 'unreachable'],
			[1, 'worked'],
		]),
		'2 refused, 1 worked',
	);
});
