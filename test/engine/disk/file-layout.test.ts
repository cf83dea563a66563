import test from 'ava';
import {FileLayout} from '../../../source/engine/disk/file-layout.js';
import {SampleTorrent} from './sample-torrent.js';

const layout = new FileLayout(
	new SampleTorrent(
		[
			{path: ['empty'], length: 0},
			{path: ['a'], length: 10},
			{path: ['pad'], length: 6, isPadding: true},
			{path: ['empty too'], length: 0},
			{path: ['b'], length: 40},
			{path: ['c'], length: 1},
			{path: ['empty at the end'], length: 0},
		],
		16,
	).metainfo,
);

test('a piece is made of the files it lies in, empty ones left out', t => {
	t.deepEqual(layout.spans(0, 0, 16), [
		{fileIndex: 1, begin: 0, length: 10, isPadding: false},
		{fileIndex: 2, begin: 0, length: 6, isPadding: true},
	]);
	t.deepEqual(layout.spans(3, 0, 9), [
		{fileIndex: 4, begin: 32, length: 8, isPadding: false},
		{fileIndex: 5, begin: 0, length: 1, isPadding: false},
	]);
});

test('a part of a piece begins inside a file', t => {
	t.deepEqual(layout.spans(1, 3, 5), [{fileIndex: 4, begin: 3, length: 5, isPadding: false}]);
	t.deepEqual(layout.spans(0, 10, 1), [{fileIndex: 2, begin: 0, length: 1, isPadding: true}]);
});

test('the last piece is shorter', t => {
	t.is(layout.pieceLength(0), 16);
	t.is(layout.pieceLength(3), 9);
});

test('bytes behind the end are an error of ours', t => {
	t.throws(() => layout.spans(3, 0, 10), {instanceOf: RangeError});
});

test('a file knows its first and last piece, an empty one has none', t => {
	t.deepEqual(layout.piecesOfFile(4), {first: 1, last: 3});
	t.deepEqual(layout.piecesOfFile(1), {first: 0, last: 0});
	t.is(layout.piecesOfFile(3), undefined);
});
