import {readUint32} from '../protocol/big-endian.js';
import {isIpv6} from './address.js';

/** How many pieces a peer may have while we choke it: enough to begin trading (BEP 6). */
export const allowedFastCount = 10;

/** What the allowed-fast set of a peer is made from. */
export interface AllowedFastOptions {
	/** The peer's literal address. */
	readonly host: string;
	/** 20 bytes. */
	readonly infoHash: Uint8Array;
	readonly pieceCount: number;
	/** How many pieces. */
	readonly count: number;
	readonly sha1: (bytes: Uint8Array) => Uint8Array;
}

/**
 * The pieces that a peer at this address may have while we choke it (BEP 6): they follow from its network and the info hash, so
 * that reconnecting gives it no others. Empty for IPv6, for which BEP 6 defines none.
 */
export function allowedFastSet(options: AllowedFastOptions): Set<number> {
	const {host, infoHash, pieceCount, count, sha1} = options;
	const allowed = new Set<number>();
	if (isIpv6(host)) {
		return allowed;
	}
	const network = host.split('.').map(Number);
	network[3] = 0;
	let hash: Uint8Array = new Uint8Array([...network, ...infoHash]);
	while (allowed.size < Math.min(count, pieceCount)) {
		hash = sha1(hash);
		for (let at = 0; at < 20 && allowed.size < count; at += 4) {
			allowed.add(readUint32(hash, at) % pieceCount);
		}
	}
	return allowed;
}
