/**
 * Integers in network byte order, as every BitTorrent packet has them. Plain shifts: a DataView per message costs
 * an allocation in the hottest loop of the program.
 */

/** The 16-bit integer at `at`. The caller has checked that both bytes are there. */
export function readUint16(bytes: Uint8Array, at: number): number {
	return (bytes[at]! << 8) | bytes[at + 1]!;
}

/** The 32-bit integer at `at`, unsigned. The caller has checked that all four bytes are there. */
export function readUint32(bytes: Uint8Array, at: number): number {
	return (
		((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
	);
}

/** Writes a 16-bit integer at `at`. */
export function writeUint16(bytes: Uint8Array, at: number, value: number): void {
	bytes[at] = value >>> 8;
	bytes[at + 1] = value;
}

/** Writes a 32-bit integer, signed or not, at `at`. */
export function writeUint32(bytes: Uint8Array, at: number, value: number): void {
	bytes[at] = value >>> 24;
	bytes[at + 1] = value >>> 16;
	bytes[at + 2] = value >>> 8;
	bytes[at + 3] = value;
}
