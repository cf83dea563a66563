import test from 'ava';
import {placeColumns} from '../../../source/ui/columns/column.js';
import {fileColumnTable} from '../../../source/ui/columns/file-columns.js';
import {peerColumnTable} from '../../../source/ui/columns/peer-columns.js';
import {torrentColumnTable} from '../../../source/ui/columns/torrent-columns.js';
import {trackerColumnTable} from '../../../source/ui/columns/tracker-columns.js';

const columns = [
	{id: 'name', width: 10, grow: 3, importance: 1},
	{id: 'rate', width: 8, importance: 2},
	{id: 'why', width: 10, grow: 1, most: 12, importance: 3},
	{id: 'age', width: 5, importance: 4, isExtra: true},
];

function placed(width: number, chosen: readonly string[] | null = null): string {
	return placeColumns(columns, width, chosen)
		.map(each => `${each.column.id}@${each.x}+${each.width}`)
		.join(' ');
}

test('columns stand beside each other with blanks between, and the growing ones take the rest', t => {
	t.is(placed(32), 'name@0+10 rate@12+8 why@22+10');
	t.is(placed(40), 'name@0+16 rate@18+8 why@28+12');
	t.is(placed(60), 'name@0+36 rate@38+8 why@48+12');
});

test('where it is narrow there is one blank, and the least important goes', t => {
	t.is(placed(30), 'name@0+10 rate@11+8 why@20+10');
	t.is(placed(29), 'name@0+19 rate@21+8');
	t.is(placed(5), 'name@0+5');
});

test('what is only nice to have gives way to what a column wishes for, unless it was chosen', t => {
	const wishing = [
		{id: 'name', width: 10, importance: 1},
		{id: 'why', width: 10, wish: 20, grow: 1, importance: 2},
		{id: 'extra', width: 5, importance: 9},
	];
	const ids = (width: number, chosen: readonly string[] | null) =>
		placeColumns(wishing, width, chosen).map(each => each.column.id);
	t.deepEqual(ids(37, null), ['name', 'why', 'extra']);
	t.deepEqual(ids(36, null), ['name', 'why']);
	t.deepEqual(ids(36, ['name', 'why', 'extra']), ['name', 'why', 'extra']);
});

test('chosen columns come in their order, extra ones included, unknown ones not', t => {
	t.is(placed(40, ['age', 'name', 'nonsense']), 'age@0+5 name@7+33');
	t.is(placed(40, []), '');
});

test('every column of every list has its own name, a help, and fits its title', t => {
	for (const table of [peerColumnTable, torrentColumnTable, trackerColumnTable, fileColumnTable]) {
		const ids = table.map(column => column.id);
		t.is(new Set(ids).size, ids.length);
		for (const column of table) {
			t.true(column.help.length > 0, column.id);
			t.true(column.title.length <= column.width, column.id);
		}
	}
});

test('where two columns fit only when they are tight, they are', t => {
	const columns = [
		{id: 'address', width: 23, tight: 9, grow: 1, importance: 1},
		{id: 'has', width: 4, importance: 5},
		{id: 'can', width: 13, tight: 8, importance: 2},
	];
	const placed = (width: number) =>
		placeColumns(columns, width, null).map(each => [each.column.id, each.x, each.width]);
	t.deepEqual(placed(18), [
		['address', 0, 9],
		['can', 10, 8],
	]);
	t.deepEqual(placed(17), [['address', 0, 17]]);
	t.is(placed(40).length, 2);
});
