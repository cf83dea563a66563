import {type BencodeValue, isDictionary} from './bencode.js';
import {readBytes, readIntegerWithin} from './bencode-reader.js';
import {readUint16, writeUint16} from './big-endian.js';
import {formatIpv4, formatIpv6, isPeerIp, parseIpAddress} from './ip-address.js';
import type {PeerAddress} from './peer-address.js';

/** More addresses of one answer are not read. */
const maxAddresses = 5000;

/** Bytes of an address in compact form, its port included: IPv4 (BEP 23) and IPv6 (BEP 7). */
export const compactLengths = {4: 6, 16: 18} as const;

/**
 * Addresses in compact form, 6 bytes each with `ipLength` 4 and 18 with 16. A rest that is no whole address is not read;
 * addresses at which no peer can stand are left out.
 */
export function decodeCompactPeers(bytes: Uint8Array, ipLength: 4 | 16): PeerAddress[] {
	const length = compactLengths[ipLength];
	const addresses: PeerAddress[] = [];
	const end = Math.min(bytes.length, maxAddresses * length);
	for (let at = 0; at + length <= end; at += length) {
		const address = decodeCompactPeer(bytes, at, ipLength);
		if (address !== undefined) {
			addresses.push(address);
		}
	}
	return addresses;
}

/** The address at `at`, all of which is there; `undefined` where no peer can stand at it. */
export function decodeCompactPeer(
	bytes: Uint8Array,
	at: number,
	ipLength: 4 | 16,
): PeerAddress | undefined {
	const port = readUint16(bytes, at + ipLength);
	if (port === 0 || !isPeerIp(bytes, at, ipLength)) {
		return undefined;
	}
	return {host: ipLength === 4 ? formatIpv4(bytes, at) : formatIpv6(bytes, at), port};
}

/** The same in the first form trackers had (BEP 3): a list of dictionaries. Host names are left out. */
export function decodePeerList(list: readonly BencodeValue[]): PeerAddress[] {
	return list.slice(0, maxAddresses).flatMap(entry => {
		const port = isDictionary(entry) ? readIntegerWithin(entry, 'port', 1, 65_535) : undefined;
		const host = isDictionary(entry) ? readBytes(entry, 'ip')?.subarray(0, 64) : undefined;
		const ip = host && parseIpAddress(new TextDecoder().decode(host));
		if (port === undefined || ip === undefined || !isPeerIp(ip, 0, ip.length === 4 ? 4 : 16)) {
			return [];
		}
		return [{host: ip.length === 4 ? formatIpv4(ip, 0) : formatIpv6(ip, 0), port}];
	});
}

/** Addresses of one family in compact form; those of the other family are left out. */
export function encodeCompactPeers(
	addresses: readonly PeerAddress[],
	ipLength: 4 | 16,
): Uint8Array {
	const length = compactLengths[ipLength];
	const bytes = new Uint8Array(addresses.length * length);
	let at = 0;
	for (const {host, port} of addresses) {
		const ip = parseIpAddress(host);
		if (ip?.length === ipLength) {
			bytes.set(ip, at);
			writeUint16(bytes, at + ipLength, port);
			at += length;
		}
	}
	return bytes.subarray(0, at);
}
