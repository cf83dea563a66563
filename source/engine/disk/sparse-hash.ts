import {createHash, type Hash} from 'node:crypto';

const zeros = new Uint8Array(256 * 1024);

/** SHA-1 of so many zeros. Few lengths ever occur: that of a piece, and that of the last one. */
const digestsOfZeros = new Map<number, Uint8Array>();

/**
 * SHA-1 of bytes that may begin with a hole: zeros are only counted until something else comes, since comparing is
 * several times faster than hashing, and most of an unfinished file is holes.
 */
export class SparseHash {
	#hash: Hash | undefined;
	#zeroBytes = 0;

	/** @param bytes at most 256 KiB */
	update(bytes: Uint8Array): void {
		if (this.#hash === undefined) {
			if (Buffer.compare(bytes, zeros.subarray(0, bytes.length)) === 0) {
				this.#zeroBytes += bytes.length;
				return;
			}
			this.#hash = hashOfZeros(this.#zeroBytes);
		}
		this.#hash.update(bytes);
	}

	/** Padding: zeros that need no look. */
	updateZeros(length: number): void {
		for (let left = length; left > 0; left -= zeros.length) {
			this.update(zeros.subarray(0, Math.min(left, zeros.length)));
		}
	}

	/** The 20 bytes. */
	digest(): Uint8Array {
		if (this.#hash !== undefined) return this.#hash.digest();
		let digest = digestsOfZeros.get(this.#zeroBytes);
		if (digest === undefined) {
			digest = hashOfZeros(this.#zeroBytes).digest();
			digestsOfZeros.set(this.#zeroBytes, digest);
		}
		return digest;
	}
}

function hashOfZeros(length: number): Hash {
	const hash = createHash('sha1');
	for (let left = length; left > 0; left -= zeros.length) {
		hash.update(left >= zeros.length ? zeros : zeros.subarray(0, left));
	}
	return hash;
}
