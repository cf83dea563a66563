import test from 'ava';
import {makePathsUnique} from '../../source/protocol/file-path.js';

function unique(...paths: string[]): string[] {
	const split = paths.map(path => path.split('/'));
	makePathsUnique(split);
	return split.map(path => path.join('/'));
}

test('different paths stay as they are', t => {
	const paths = ['t/a', 't/b', 't/c/a', 't/d/a'];
	t.deepEqual(unique(...paths), paths);
});

test('a path that comes again gets a number, each another', t => {
	t.deepEqual(unique('t/a.x', 't/a.x', 't/a.x'), ['t/a.x', 't/a (1).x', 't/a (2).x']);
});

test('paths that differ in case or Unicode form only are told apart', t => {
	t.deepEqual(unique('t/README', 't/readme'), ['t/README', 't/readme (1)']);
	t.deepEqual(unique('T/a', 't/A'), ['T/a', 't/A (1)']);
	t.deepEqual(unique('t/caf\u00e9', 't/cafe\u0301'), ['t/caf\u00e9', 't/cafe\u0301 (1)']);
});

test('a number that is taken by another file is passed over', t => {
	t.deepEqual(unique('t/a (1)', 't/a', 't/a'), ['t/a (1)', 't/a', 't/a (2)']);
	t.deepEqual(unique('t/a', 't/a', 't/a (1)'), ['t/a', 't/a (1)', 't/a (1) (1)']);
});

test('a file gives way to a folder of its name, before and after it', t => {
	t.deepEqual(unique('t/a', 't/a/b'), ['t/a (1)', 't/a/b']);
	t.deepEqual(unique('t/a/b', 't/a'), ['t/a/b', 't/a (1)']);
	t.deepEqual(unique('t/a/b', 't/A', 't/a (1)/c'), ['t/a/b', 't/A (2)', 't/a (1)/c']);
});

test('many equal paths and deep ones take no more than linear work', t => {
	const equal = Array.from({length: 50_000}, () => ['t', 'same']);
	makePathsUnique(equal);
	t.is(new Set(equal.map(path => path.join('/'))).size, equal.length);
	const deep = Array.from({length: 1000}, (_, at) => [
		...new Array<string>(100).fill('d'),
		`${at}`,
	]);
	makePathsUnique(deep);
	t.is(deep[999]!.at(-1), '999');
});
