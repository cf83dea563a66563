/**
 * One bit a piece, the first piece in the highest bit of the first byte (BEP 3). A bitfield is a plain `Uint8Array`, as
 * on the wire: nothing is converted between a message and a piece map.
 */

/** Bytes of a bitfield over `pieceCount` pieces. */
export function bitfieldLength(pieceCount: number): number {
	return Math.ceil(pieceCount / 8);
}

/** Whether bit `index` is set; an index outside of the bitfield is not. */
export function hasBit(bits: Uint8Array, index: number): boolean {
	return ((bits[index >>> 3] ?? 0) & (0x80 >>> (index & 7))) !== 0;
}

/** Sets bit `index`, which must lie inside. */
export function setBit(bits: Uint8Array, index: number): void {
	bits[index >>> 3]! |= 0x80 >>> (index & 7);
}

/** Sets bit `index`, which must lie inside. @returns false when it was set before */
export function takeBit(bits: Uint8Array, index: number): boolean {
	const byte = bits[index >>> 3]!;
	const mask = 0x80 >>> (index & 7);
	bits[index >>> 3] = byte | mask;
	return (byte & mask) === 0;
}

/** Clears bit `index`, which must lie inside. */
export function clearBit(bits: Uint8Array, index: number): void {
	bits[index >>> 3]! &= ~(0x80 >>> (index & 7));
}

/** How many bits of each byte value are set. */
const bitsOfByte = Uint8Array.from({length: 256}, (_, byte) => {
	let count = 0;
	for (let rest = byte; rest > 0; rest >>>= 1) {
		count += rest & 1;
	}
	return count;
});

/** How many bits are set. */
export function countBits(bits: Uint8Array): number {
	let count = 0;
	for (let at = 0; at < bits.length; at++) {
		count += bitsOfByte[bits[at]!]!;
	}
	return count;
}

/** A bitfield with the first `pieceCount` bits set and the spare ones of the last byte clear. */
export function fullBitfield(pieceCount: number): Uint8Array {
	const bits = new Uint8Array(bitfieldLength(pieceCount)).fill(0xff);
	if (pieceCount % 8 !== 0) {
		bits[bits.length - 1] = 0xff << (8 - (pieceCount % 8));
	}
	return bits;
}

/** Whether a bit after the last piece is set in a bitfield of the right length: a violation by R19. */
export function hasSpareBits(bits: Uint8Array, pieceCount: number): boolean {
	const used = pieceCount % 8;
	return used !== 0 && (bits[bits.length - 1]! & (0xff >>> used)) !== 0;
}
