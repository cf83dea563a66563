/**
 * Blocks of a pcapng file, as draft-ietf-opsawg-pcapng has them, in little-endian: a section header, one interface of raw
 * IP packets with microseconds, and a packet a block. Pure bytes.
 */

/** Packets begin with their IP header, version 4 or 6 (LINKTYPE_RAW). */
const rawIpLink = 101;
const sectionHeaderType = 0x0a0d0d0a;
const interfaceType = 1;
const packetType = 6;
const byteOrderMagic = 0x1a2b3c4d;
/** Options: a comment anywhere, the program of a section, the name of an interface. */
const commentOption = 1;
const programOption = 4;
const interfaceNameOption = 2;
const packetHeaderLength = 28;
/** Of a comment; longer ones are cut. */
const maxCommentLength = 500;

/** One packet of the capture. */
export interface CapturedPacket {
	/** Microseconds since 1970. */
	readonly epochMicros: number;
	/** The bytes kept, one array after the other. */
	readonly parts: readonly Uint8Array[];
	/** Bytes the packet had; what is not kept was cut off at its end. */
	readonly length: number;
	/** Shown by Wireshark beside the packet. */
	readonly comment?: string | undefined;
}

/** The two blocks a file begins with: who wrote it, and the one interface it was seen on. */
export function fileHeader(program: string, interfaceName: string): Uint8Array {
	const section = new Uint8Array(16);
	const view = new DataView(section.buffer);
	view.setUint32(0, byteOrderMagic, true);
	view.setUint16(4, 1, true);
	// Of the section's length nothing is said: it is written as it grows.
	view.setBigInt64(8, -1n, true);
	const link = new Uint8Array(8);
	new DataView(link.buffer).setUint16(0, rawIpLink, true);
	return concat([
		block(sectionHeaderType, [section, ...textOption(programOption, program), endOfOptions]),
		block(interfaceType, [link, ...textOption(interfaceNameOption, interfaceName), endOfOptions]),
	]);
}

/** An enhanced packet block. */
export function packetBlock({epochMicros, parts, length, comment}: CapturedPacket): Uint8Array {
	const captured = parts.reduce((sum, part) => sum + part.length, 0);
	const header = new Uint8Array(packetHeaderLength - 8);
	const view = new DataView(header.buffer);
	view.setUint32(4, Math.floor(epochMicros / 2 ** 32), true);
	view.setUint32(8, epochMicros % 2 ** 32, true);
	view.setUint32(12, captured, true);
	view.setUint32(16, length, true);
	const options =
		comment === undefined ? [] : [...textOption(commentOption, comment), endOfOptions];
	return block(packetType, [header, ...parts, padding(captured), ...options]);
}

const endOfOptions = new Uint8Array(4);

function textOption(code: number, text: string): Uint8Array[] {
	const value = new TextEncoder().encode(text.slice(0, maxCommentLength));
	const head = new Uint8Array(4);
	const view = new DataView(head.buffer);
	view.setUint16(0, code, true);
	view.setUint16(2, value.length, true);
	return [head, value, padding(value.length)];
}

/** Everything in a block is padded to four bytes. */
function padding(length: number): Uint8Array {
	return new Uint8Array(-length & 3);
}

/** A block: type and length before its body, the length once more after it. */
function block(type: number, body: readonly Uint8Array[]): Uint8Array {
	const length = body.reduce((sum, part) => sum + part.length, 12);
	const frame = new Uint8Array(12);
	const view = new DataView(frame.buffer);
	view.setUint32(0, type, true);
	view.setUint32(4, length, true);
	view.setUint32(8, length, true);
	return concat([frame.subarray(0, 8), ...body, frame.subarray(8)]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
