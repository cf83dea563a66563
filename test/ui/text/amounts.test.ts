import test from 'ava';
import fc from 'fast-check';
import {
	bytes,
	bytesWidth,
	bytesWords,
	count,
	percent,
	percentWords,
	rate,
	rateWidth,
	rateWords,
} from '../../../source/ui/text/amounts.js';

test('bytes have one decimal and a unit in two columns', t => {
	t.is(bytes(0), '    0 B ');
	t.is(bytes(999), '  999 B ');
	t.is(bytes(1000), '  1.0 kB');
	t.is(bytes(11_240_000), ' 11.2 MB');
	t.is(bytesWords(1_300_000_000), '1.3 GB');
});

test('a value just under the next unit takes it rather than one more column', t => {
	t.is(bytes(999_949), '999.9 kB');
	t.is(bytes(999_950), '  1.0 MB');
});

test('a rate is blank while nothing moves', t => {
	t.is(rate(0), ' '.repeat(rateWidth));
	t.is(rate(Number.NaN), ' '.repeat(rateWidth));
	t.is(rate(512), '  512 B/s ');
	t.is(rate(1_100_000), '  1.1 MB/s');
	t.is(rateWords(0), '0 B/s');
});

test('amounts never change their width', t => {
	fc.assert(
		fc.property(fc.double({min: 0, max: 1e17, noNaN: true}), value => {
			t.is(bytes(value).length, bytesWidth);
			t.is(rate(value).length, rateWidth);
		}),
	);
});

test('a percentage is whole only when it is, and nothing only when it is', t => {
	t.is(percentWords(0), '0.0%');
	t.is(percentWords(0.000_01), '0.1%');
	t.is(percentWords(0.5215), '52.1%');
	t.is(percentWords(0.999_99), '99.9%');
	t.is(percentWords(1), '100.0%');
	t.is(percent(0.05), '  5.0 %');
	t.is(percentWords(Number.NaN), '0.0%');
});

test('long numbers are in groups', t => {
	t.is(count(1608), '1608');
	t.is(count(1_234_567), '1 234 567');
});
