const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes that base32 (RFC 4648, either case, no padding) stands for, or `undefined` where it is none. */
export function fromBase32(text: string): Uint8Array | undefined {
	const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
	let bits = 0;
	let bitCount = 0;
	let at = 0;
	for (const character of text.toUpperCase()) {
		const value = alphabet.indexOf(character);
		if (value < 0) {
			return undefined;
		}
		bits = ((bits << 5) | value) & 0xfff;
		bitCount += 5;
		if (bitCount >= 8) {
			bitCount -= 8;
			bytes[at++] = bits >>> bitCount;
		}
	}
	return bytes;
}
