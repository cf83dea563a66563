import {writeUint16, writeUint32} from '../../protocol/big-endian.js';
import {parseIpAddress} from '../../protocol/ip-address.js';
import type {PeerAddress} from '../../protocol/peer-address.js';

const tcpProtocol = 6;
const hopLimit = 64;
const wholeWindow = 0xffff;
/** Of a SYN: segments as long as ours get, and windows of 2^14 times what stands in the header, which are never full. */
const synOptions = Uint8Array.of(2, 4, 0xff, 0xd7, 1, 3, 3, 14);

/** TCP's flags (RFC 9293). */
export const tcpFlags = {fin: 1, syn: 2, rst: 4, psh: 8, ack: 16} as const;

/** One segment of a connection, with as much of its payload as is kept. */
export interface TcpSegment {
	readonly from: PeerAddress;
	readonly to: PeerAddress;
	readonly sequence: number;
	readonly acknowledgement: number;
	readonly flags: number;
	/** The first bytes of the payload. */
	readonly payload: Uint8Array;
	/** Bytes the payload had. */
	readonly payloadLength: number;
}

/**
 * The IP and TCP headers a segment would have had: a trace is made from what the program read and wrote, not from the
 * wire. Checksums are right; where the payload is not there as a whole, TCP's is 0, which nobody can check then.
 * @returns undefined where the two addresses are not of one family, or not literal.
 */
export function segmentHeaders(segment: TcpSegment): Uint8Array | undefined {
	const from = parseIpAddress(segment.from.host);
	const to = parseIpAddress(segment.to.host);
	if (from === undefined || to === undefined || from.length !== to.length) {
		return undefined;
	}
	const tcp = tcpHeader(segment);
	const length = tcp.length + segment.payloadLength;
	if (segment.payload.length === segment.payloadLength) {
		const pseudo = Uint8Array.of(...from, ...to, 0, tcpProtocol, length >>> 8, length);
		writeUint16(tcp, 16, checksum([pseudo, tcp, segment.payload]));
	}
	const ip = from.length === 4 ? ipv4Header(from, to, length) : ipv6Header(from, to, length);
	const headers = new Uint8Array(ip.length + tcp.length);
	headers.set(ip);
	headers.set(tcp, ip.length);
	return headers;
}

function tcpHeader({from, to, sequence, acknowledgement, flags}: TcpSegment): Uint8Array {
	const options = flags & tcpFlags.syn ? synOptions : new Uint8Array(0);
	const header = new Uint8Array(20 + options.length);
	writeUint16(header, 0, from.port);
	writeUint16(header, 2, to.port);
	writeUint32(header, 4, sequence);
	writeUint32(header, 8, flags & tcpFlags.ack ? acknowledgement : 0);
	header[12] = (header.length / 4) << 4;
	header[13] = flags;
	writeUint16(header, 14, wholeWindow);
	header.set(options, 20);
	return header;
}

function ipv4Header(from: Uint8Array, to: Uint8Array, payloadLength: number): Uint8Array {
	const header = new Uint8Array(20);
	header[0] = 0x45;
	writeUint16(header, 2, header.length + payloadLength);
	header[8] = hopLimit;
	header[9] = tcpProtocol;
	header.set(from, 12);
	header.set(to, 16);
	writeUint16(header, 10, checksum([header]));
	return header;
}

function ipv6Header(from: Uint8Array, to: Uint8Array, payloadLength: number): Uint8Array {
	const header = new Uint8Array(40);
	header[0] = 0x60;
	writeUint16(header, 4, payloadLength);
	header[6] = tcpProtocol;
	header[7] = hopLimit;
	header.set(from, 8);
	header.set(to, 24);
	return header;
}

/** The Internet checksum (RFC 1071). Every part but the last has to be of even length. */
function checksum(parts: readonly Uint8Array[]): number {
	let sum = 0;
	for (const part of parts) {
		const even = part.length & ~1;
		for (let at = 0; at < even; at += 2) {
			sum += (part[at]! << 8) | part[at + 1]!;
		}
		sum += part.length > even ? part[even]! << 8 : 0;
	}
	while (sum > 0xffff) {
		sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
	}
	return ~sum & 0xffff;
}
