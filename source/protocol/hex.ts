/** Bytes as lower-case hex. */
export function toHex(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) {
		text += byte.toString(16).padStart(2, '0');
	}
	return text;
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
