import test from 'ava';
import {RunBuffers} from '../../../source/engine/torrent/run-buffers.js';

const strip = 256 * 1024;

test('a long run is framed in memory that was used before', t => {
	const buffers = new RunBuffers();
	const first = buffers.take(strip + 16 * 13);
	t.true(first.length >= strip + 16 * 13);
	t.not(buffers.take(strip), first);
	buffers.give(first);
	t.is(buffers.take(strip), first);
});

test('a short run holds no more than its length, however many wait', t => {
	const buffers = new RunBuffers();
	for (const length of [14, 16 * 1024 + 13, 128 * 1024]) {
		const buffer = buffers.take(length);
		t.is(buffer.length, length);
		buffers.give(buffer);
	}

	t.true(buffers.take(strip).length >= strip);
});

test('a run with more headers than a strip has room for gets what it needs', t => {
	t.is(new RunBuffers().take(2 * strip).length, 2 * strip);
});
