import test from 'ava';
import {fileTree} from '../../../source/ui/panes/file-tree.js';

const files = [
	{path: 'a/readme', length: 1},
	{path: 'a/b/one', length: 10},
	{path: 'a/b/two', length: 20},
	{path: 'c', length: 5},
	{path: 'a/late', length: 100},
];

test('a folder stands before what is in it, with the sum of it', t => {
	t.deepEqual(
		fileTree(files).map(
			row => `${' '.repeat(row.depth)}${row.name} ${row.length} ${row.files.join(',')}`,
		),
		[
			'a/ 131 0,1,2,4',
			' readme 1 0',
			' b/ 30 1,2',
			'  one 10 1',
			'  two 20 2',
			'c 5 3',
			' late 100 4',
		],
	);
});

test('files have their index for a key, folders their path', t => {
	t.deepEqual(
		fileTree(files).map(row => row.key),
		['a/', 0, 'a/b/', 1, 2, 3, 4],
	);
});

test('a single file is no tree', t => {
	t.deepEqual(
		fileTree([{path: 'x.iso', length: 3}]).map(row => [row.name, row.depth, row.parent]),
		[['x.iso', 0, undefined]],
	);
	t.deepEqual(fileTree([]), []);
});
