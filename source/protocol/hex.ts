const digits = new TextEncoder().encode('0123456789abcdef');

/** Bytes as lower-case hex; they must be few enough for one call (a hash or an id). */
export function toHex(bytes: Uint8Array): string {
	const codes: number[] = [];
	for (let at = 0; at < bytes.length; at++) {
		codes.push(digits[bytes[at]! >> 4]!, digits[bytes[at]! & 15]!);
	}
	return String.fromCharCode(...codes);
}

/** The bytes that hex of either case stands for, or `undefined` where it is none. */
export function fromHex(text: string): Uint8Array | undefined {
	if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) {
		return undefined;
	}
	return Uint8Array.from({length: text.length / 2}, (_, at) =>
		Number.parseInt(text.slice(at * 2, at * 2 + 2), 16),
	);
}
