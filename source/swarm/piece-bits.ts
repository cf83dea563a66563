import {bitfieldLength} from '../protocol/bitfield.js';

/**
 * Bitfields of our own, laid out so that they can be read 32 pieces at a time: the bytes are those of the wire, the buffer
 * under them is padded to whole words. Byte order inside a word does not matter to the counts made here.
 */

/** An empty bitfield over `pieceCount` pieces. */
export function createPieceBits(pieceCount: number): Uint8Array {
	const length = bitfieldLength(pieceCount);
	return new Uint8Array(new ArrayBuffer(Math.ceil(length / 4) * 4), 0, length);
}

/** The same bits in a buffer of ours. */
export function copyPieceBits(bits: Uint8Array, pieceCount: number): Uint8Array {
	const copy = createPieceBits(pieceCount);
	copy.set(bits);
	return copy;
}

/** A bitfield made here as words; a change shows in both. */
function wordsOf(bits: Uint8Array): Uint32Array {
	return new Uint32Array(bits.buffer);
}

/** How many bits of a word are set. */
export function countWord(word: number): number {
	let rest = word - ((word >>> 1) & 0x55555555);
	rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
	return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How many pieces are set in both; both were made here. */
export function countCommon(left: Uint8Array, right: Uint8Array): number {
	const leftWords = wordsOf(left);
	const rightWords = wordsOf(right);
	let count = 0;
	for (let at = 0; at < leftWords.length; at++) {
		const common = leftWords[at]! & rightWords[at]!;
		if (common !== 0) {
			count += countWord(common);
		}
	}
	return count;
}

/** The first piece that is set in both and matches, -1 when none does; both were made here. */
export function findCommon(
	left: Uint8Array,
	right: Uint8Array,
	isMatch: (index: number) => boolean,
): number {
	const leftWords = wordsOf(left);
	const rightWords = wordsOf(right);
	for (let word = 0; word < leftWords.length; word++) {
		if ((leftWords[word]! & rightWords[word]!) === 0) {
			continue;
		}
		for (let at = word * 4; at < word * 4 + 4; at++) {
			const common = (left[at] ?? 0) & (right[at] ?? 0);
			for (let bit = 0; common !== 0 && bit < 8; bit++) {
				if (common & (0x80 >>> bit) && isMatch(at * 8 + bit)) {
					return at * 8 + bit;
				}
			}
		}
	}
	return -1;
}

/** Calls `visit` with each piece that is set, in order. */
export function forEachPiece(bits: Uint8Array, visit: (index: number) => void): void {
	for (let at = 0; at < bits.length; at++) {
		const byte = bits[at]!;
		for (let bit = 0; byte !== 0 && bit < 8; bit++) {
			if (byte & (0x80 >>> bit)) {
				visit(at * 8 + bit);
			}
		}
	}
}
