import test from 'ava';
import {formatTable, median, threeDigits} from './table.js';

test('words stand to the left, numbers to the right, wide characters keep the columns', t => {
	const text = formatTable({
		title: 'speeds',
		columns: ['client', 'MiB/s', 'runs'],
		rows: [
			{client: 'ours', 'MiB/s': 912.4, runs: '3'},
			{client: '湖', 'MiB/s': 1.5, runs: '12'},
			{client: 'broken', 'MiB/s': Number.NaN},
		],
		notes: ['a note'],
	});
	t.deepEqual(text.split('\n'), [
		'speeds',
		'client  MiB/s  runs',
		'ours      912     3',
		'湖       1.50    12',
		'broken      –',
		'a note',
	]);
});

test('a median is the middle, or between the two in the middle', t => {
	t.is(median([3, 1, 2]), 2);
	t.is(median([4, 1, 3, 2]), 2.5);
	t.is(median([7]), 7);
	t.is(median([]), Number.NaN);
});

test('numbers show three digits', t => {
	t.deepEqual([0.1234, 1.234, 12.34, 123.4, 1234].map(threeDigits), [
		'0.123',
		'1.23',
		'12.3',
		'123',
		'1234',
	]);
});
