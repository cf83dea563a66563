import test from 'ava';
import {lengthOf, skipBytes, takeBytes} from '../../../source/engine/disk/byte-runs.js';

const [a, b, c] = [new Uint8Array([1, 2]), new Uint8Array([3, 4]), new Uint8Array([5])];
const run = [a, b, c];

test('a run is as long as its buffers together', t => {
	t.is(lengthOf(run), 5);
	t.is(lengthOf([]), 0);
});

test('what a partial call left over comes next', t => {
	t.deepEqual(skipBytes(run, 0), [a, b, c]);
	t.deepEqual(skipBytes(run, 2), [b, c]);
	t.deepEqual(skipBytes(run, 3), [new Uint8Array([4]), c]);
	t.deepEqual(skipBytes(run, 5), []);
});

test('the first bytes of a run share its memory', t => {
	t.deepEqual(takeBytes(run, 0), []);
	t.deepEqual(takeBytes(run, 2), [a]);
	t.deepEqual(takeBytes(run, 3), [a, new Uint8Array([3])]);
	t.deepEqual(takeBytes(run, 5), [a, b, c]);
	t.is(takeBytes(run, 3)[1]!.buffer, b.buffer);
});
