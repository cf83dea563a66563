import test from 'ava';
import {filterOf, orderRows} from '../../../source/ui/columns/row-order.js';

interface Fruit {
	readonly name: string;
	readonly weight: number;
}

const fruits: readonly Fruit[] = [
	{name: 'Pear', weight: 3},
	{name: 'apple', weight: 1},
	{name: 'fig', weight: Number.NaN},
	{name: 'plum', weight: 3},
];

const columns = [
	{
		id: 'name',
		title: 'name',
		help: '',
		width: 4,
		importance: 1,
		cell: () => '',
		order: (source: readonly Fruit[], place: number) => source[place]?.name.toLowerCase() ?? '',
	},
	{
		id: 'weight',
		title: 'weight',
		help: '',
		width: 4,
		importance: 1,
		cell: () => '',
		order: (source: readonly Fruit[], place: number) => source[place]?.weight ?? 0,
	},
];

function ordered(column: string, isDescending = false, filter = ''): string {
	return orderRows({
		source: fruits,
		size: fruits.length,
		keyOf: (source, place) => source[place]?.name ?? '',
		wordsOf: (source, place) => source[place]?.name ?? '',
		columns,
		sort: {column, isDescending},
		filter,
	}).join(' ');
}

test('without a column the order is the engine’s', t => {
	t.is(ordered(''), 'Pear apple fig plum');
	t.is(ordered('no such column'), 'Pear apple fig plum');
	t.is(ordered('', true), 'plum fig apple Pear');
});

test('rows sort by text and by number, equal ones keep their order', t => {
	t.is(ordered('name'), 'apple fig Pear plum');
	t.is(ordered('name', true), 'plum Pear fig apple');
	t.is(ordered('weight', true), 'Pear plum apple fig');
	t.is(ordered('weight'), 'fig apple Pear plum');
});

test('a filter lets through the rows with all its words and none of the excluded', t => {
	t.is(ordered('', false, 'P'), 'Pear apple plum');
	t.is(ordered('', false, 'p !l'), 'Pear');
	t.is(ordered('', false, 'nothing'), '');
	t.is(filterOf('  '), undefined);
});
