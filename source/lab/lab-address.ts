import {isIPv6} from 'node:net';
import {writeUint16} from '../protocol/big-endian.js';

/** Where a program of the lab listens; `host` is a literal address of the loopback. */
export interface LabAddress {
	readonly host: string;
	readonly port: number;
}

/** `127.0.0.1:80` or `[::1]:80`. */
export function hostAndPort({host, port}: LabAddress): string {
	return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Addresses of one family as trackers send them: 4 or 16 bytes and a port each (BEP 7, BEP 23). */
export function encodeCompact(addresses: readonly LabAddress[], family: 4 | 6): Uint8Array {
	const chosen = addresses.filter(each => isIPv6(each.host) === (family === 6));
	const hostLength = family === 6 ? 16 : 4;
	const bytes = new Uint8Array(chosen.length * (hostLength + 2));
	for (const [at, {host, port}] of chosen.entries()) {
		const offset = at * (hostLength + 2);
		bytes.set(family === 6 ? ipv6Bytes(host) : host.split('.').map(Number), offset);
		writeUint16(bytes, offset + hostLength, port);
	}

	return bytes;
}

function ipv6Bytes(host: string): Uint8Array {
	const [head = '', tail = ''] = host.split('::');
	const groups = (text: string): number[] =>
		text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16));
	const bytes = new Uint8Array(16);
	for (const [at, group] of groups(head).entries()) {
		writeUint16(bytes, at * 2, group);
	}

	const last = groups(tail);
	for (const [at, group] of last.entries()) {
		writeUint16(bytes, 16 - (last.length - at) * 2, group);
	}

	return bytes;
}
