import {createHash} from 'node:crypto';
import test from 'ava';
import {SparseHash} from '../../../source/engine/disk/sparse-hash.js';

const strip = 256 * 1024;

/** Hashes the bytes in strips, as a recheck does. */
function sparseDigest(bytes: Uint8Array): Uint8Array {
	const hash = new SparseHash();
	for (let at = 0; at < bytes.length; at += strip) hash.update(bytes.subarray(at, at + strip));
	return hash.digest();
}

test('zeros before, between and behind other bytes change nothing about the hash', t => {
	const length = 3 * strip + 17;
	for (const ones of [
		[],
		[0],
		[strip - 1],
		[strip],
		[2 * strip + 5, 2 * strip + 6],
		[length - 1],
		[0, length - 1],
	]) {
		const bytes = new Uint8Array(length);
		for (const at of ones) bytes[at] = 1;
		// Twice, since the digest of nothing but zeros is remembered.
		for (let round = 0; round < 2; round++) {
			t.deepEqual(Buffer.from(sparseDigest(bytes)), createHash('sha1').update(bytes).digest());
		}
	}
});

test('padding counts as zeros, whatever its length', t => {
	const hash = new SparseHash();
	hash.update(new Uint8Array([1, 2]));
	hash.updateZeros(2 * strip + 3);
	const expected = createHash('sha1')
		.update(new Uint8Array([1, 2]))
		.update(new Uint8Array(2 * strip + 3));
	t.deepEqual(Buffer.from(hash.digest()), expected.digest());
});

test('nothing has the hash of nothing', t => {
	t.deepEqual(Buffer.from(new SparseHash().digest()), createHash('sha1').digest());
});
