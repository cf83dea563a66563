/** A message with its length before it; without an id a keep-alive. */
export function message(id?: number, payload: Uint8Array = new Uint8Array(0)): Uint8Array {
	const length = id === undefined ? 0 : 1 + payload.length;
	const prefix = Buffer.alloc(4);
	prefix.writeUInt32BE(length);
	return id === undefined ? prefix : Buffer.concat([prefix, Uint8Array.of(id), payload]);
}

function numbers(...values: readonly number[]): Uint8Array {
	const bytes = Buffer.alloc(values.length * 4);
	for (const [at, value] of values.entries()) {
		bytes.writeUInt32BE(value, at * 4);
	}
	return bytes;
}

/** A peer's first 68 bytes. */
export const handshake: Uint8Array = Buffer.concat([
	Uint8Array.of(19),
	new TextEncoder().encode('BitTorrent protocol'),
	new Uint8Array(8),
	new Uint8Array(20).fill(0xab),
	new TextEncoder().encode('-UC0001-abcdefghijkl'),
]);

/** Asks for a block of 16 KiB. */
export const request = message(6, numbers(3, 0, 16_384));

/** That block. */
export const piece = message(7, Buffer.concat([numbers(3, 0), new Uint8Array(16_384).fill(7)]));

/** Handshake, unchoke, keep-alive, a request, a block and a HAVE. */
export const conversation: Uint8Array = Buffer.concat([
	handshake,
	message(1),
	message(),
	request,
	piece,
	message(4, numbers(3)),
]);
