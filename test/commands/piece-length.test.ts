import test from 'ava';
import {choosePieceLength, readPieceLength} from '../../source/commands/piece-length.js';

const MiB = 1024 * 1024;

test('pieces are between 16 KiB and 16 MiB', t => {
	t.is(choosePieceLength(1), 16 * 1024);
	t.is(choosePieceLength(1e15), 16 * MiB);
});

test('in between there are 1000 to 2000 of them', t => {
	for (let bytes = 33 * MiB; bytes < 30_000 * MiB; bytes = Math.floor(bytes * 1.37)) {
		const length = choosePieceLength(bytes);
		t.true(Number.isInteger(Math.log2(length)));
		t.true(bytes / length <= 2000 && bytes / length > 1000, `${bytes} in pieces of ${length}`);
	}
});

test('a given length is a power of two from 16K to 64M', t => {
	t.is(readPieceLength('16K'), 16 * 1024);
	t.is(readPieceLength('64M'), 64 * MiB);
	t.is(readPieceLength('1048576'), MiB);
	for (const text of ['0', '8K', '128M', '3M', 'x', '']) {
		t.throws(() => readPieceLength(text), {message: /16K to 64M/}, text);
	}
});
