import test from 'ava';
import {RowTable} from '../../source/store/row-table.js';

const columns = ['id', 'size', 'startedAt'] as const;

test('numbers are read by row and column without decoding a row', t => {
	const table = new RowTable(columns, Float64Array.of(7, 10, 1, 9, 20, Number.NaN));
	t.is(table.size, 2);
	t.is(table.value(1, 'size'), 20);
	t.is(table.id(0), 7);
	t.is(table.indexOf(9), 1);
	t.is(table.indexOf(8), -1);
});

test('a row decodes to its columns by name', t => {
	const table = new RowTable(columns, Float64Array.of(7, 10, 1));
	t.deepEqual(table.row(0), {id: 7, size: 10, startedAt: 1});
	t.is(table.rowOf(7), table.row(0));
	t.is(table.rowOf(1), undefined);
});

test('a row in which nothing changed stays the same object, wherever it moved to', t => {
	const before = new RowTable(columns, Float64Array.of(7, 10, Number.NaN, 9, 20, 5));
	const seven = before.row(0);
	const nine = before.row(1);
	const after = new RowTable(columns, Float64Array.of(9, 21, 5, 7, 10, Number.NaN), before);
	t.is(after.row(1), seven);
	t.not(after.row(0), nine);
	t.is(after.row(0).size, 21);
});

test('a row that was gone for a snapshot comes back as a new object', t => {
	const first = new RowTable(columns, Float64Array.of(7, 10, 1));
	const row = first.row(0);
	const second = new RowTable(columns, new Float64Array(0), first);
	const third = new RowTable(columns, Float64Array.of(7, 10, 1), second);
	t.not(third.row(0), row);
	t.deepEqual(third.row(0), row);
});
