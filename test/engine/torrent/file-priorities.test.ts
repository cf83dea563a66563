import test from 'ava';
import {FilePriorities, fileRows} from '../../../source/engine/torrent/file-priorities.js';
import {SampleTorrent} from '../disk/sample-torrent.js';

// Pieces of 100: the first file has 0, 1 and part of 2; padding the rest of 2; the third has 3; the last shares 3 and has 4.
const {metainfo} = new SampleTorrent(
	[
		{path: ['t', 'a'], length: 250},
		{path: ['t', '.pad', '50'], length: 50, isPadding: true},
		{path: ['t', 'empty'], length: 0},
		{path: ['t', 'b'], length: 60},
		{path: ['t', 'c'], length: 90},
	],
	100,
);

test('everything is wanted but padding, and files are counted without it', t => {
	const priorities = new FilePriorities(metainfo);
	t.deepEqual([...priorities.list], [4, 0, 4, 4, 4]);
	t.deepEqual([...priorities.toPieces()], [4, 4, 4, 4, 4]);
	t.deepEqual(priorities.shownFiles(), [0, 2, 3, 4]);
});

test('a piece is as important as its most important file', t => {
	const priorities = new FilePriorities(metainfo, [2]);
	t.deepEqual([...priorities.list], [0, 0, 0, 4, 0]);
	t.deepEqual([...priorities.toPieces()], [0, 0, 0, 4, 0]);
	priorities.set([3], 7);
	t.deepEqual([...priorities.toPieces()], [0, 0, 0, 7, 7]);
});

test('numbers of no file change nothing, nor does a record of another torrent', t => {
	const priorities = new FilePriorities(metainfo);
	priorities.set([4, -1, 99], 0);
	priorities.restore([0, 0]);
	t.deepEqual([...priorities.list], [4, 0, 4, 4, 4]);
	priorities.restore([1, 0, 2, 3, 7]);
	t.deepEqual([...priorities.list], [1, 0, 2, 3, 7]);
});

test('a file’s row counts the bytes of its pieces that lie in it', t => {
	const rows = fileRows(metainfo, new FilePriorities(metainfo), index => index >= 2 && index <= 3);
	t.deepEqual([...rows], [50, 4, 0, 4, 60, 4, 40, 4]);
});
