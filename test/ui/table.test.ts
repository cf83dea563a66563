import test from 'ava';

test.serial('ink-table can’t be imported as published: when it can, the seam goes', async t => {
	// Before the seam has loaded it; a plain import is what the seam stands in for.
	const error = await t.throwsAsync(import('ink-table'));
	t.is((error as NodeJS.ErrnoException).code, 'ERR_REQUIRE_ASYNC_MODULE');
});

test('a table has its columns straight, whatever script is in them', async t => {
	const {renderTable} = await import('../../source/ui/table.js');
	const table = renderTable({
		columns: [{title: 'file'}, {title: 'size', isNumber: true}],
		rows: [
			['日本語', '1'],
			['e\u0301te', '22'],
			['plain', '333'],
		],
	});
	t.is(
		table,
		[
			'┌────────┬──────┐',
			'│ file   │ size │',
			'├────────┼──────┤',
			'│ 日本語 │    1 │',
			'│ e\u0301te    │   22 │',
			'│ plain  │  333 │',
			'└────────┴──────┘',
		].join('\n'),
	);
});

test('a table wider than the terminal gives way in its widest column', async t => {
	const {renderTable} = await import('../../source/ui/table.js');
	const table = renderTable(
		{columns: [{title: 'name'}, {title: 'n'}], rows: [['abcdefghijklmnopqrstuvwxyz', '1']]},
		{width: 24, isAscii: true},
	);
	t.deepEqual(table.split('\n'), [
		'+------------------+---+',
		'| name             | n |',
		'+------------------+---+',
		'| abcdefgh~tuvwxyz | 1 |',
		'+------------------+---+',
	]);
});

test('a table without rows has its head', async t => {
	const {renderTable} = await import('../../source/ui/table.js');
	t.is(renderTable({columns: [{title: 'a'}], rows: []}).split('\n').length, 3);
});

test('prose that has no room goes on in the next line of its column', async t => {
	const {renderTable} = await import('../../source/ui/table.js');
	const columns = [{title: 'key'}, {title: 'does', isProse: true}];
	const table = renderTable(
		{
			columns,
			rows: [
				['a', 'one two three four'],
				['b', 'five'],
			],
		},
		{width: 23, isAscii: true},
	);
	t.deepEqual(table.split('\n'), [
		'+-----+---------------+',
		'| key | does          |',
		'+-----+---------------+',
		'| a   | one two three |',
		'|     | four          |',
		'| b   | five          |',
		'+-----+---------------+',
	]);
});
