import {fromBase32} from './base32.js';
import {fromHex} from './hex.js';
import {ParseError} from './parse-error.js';

/** What names a torrent: of version 1, of version 2, or of both (a hybrid). At least one is there. */
export interface InfoHashes {
	/** SHA-1: 20 bytes. */
	readonly infoHash: Uint8Array | null;
	/** SHA-256: 32 bytes (BEP 52). */
	readonly infoHashV2: Uint8Array | null;
}

/** A bare info hash as people paste it: 40 hex digits, 32 characters of base32, or 64 hex digits for version 2. */
export function parseInfoHash(text: string): InfoHashes | ParseError {
	const infoHash = parseV1(text);
	if (infoHash !== undefined) {
		return {infoHash, infoHashV2: null};
	}
	const infoHashV2 = text.length === 64 ? fromHex(text) : undefined;
	if (infoHashV2 !== undefined) {
		return {infoHash: null, infoHashV2};
	}
	return new ParseError('an info hash is 40 or 64 hex digits, or 32 characters of base32');
}

/** The info hash in a `urn:btih:` (BEP 9): 40 hex digits or 32 characters of base32. */
export function parseV1(text: string): Uint8Array | undefined {
	if (text.length === 40) {
		return fromHex(text);
	}
	return text.length === 32 ? fromBase32(text) : undefined;
}

/** The info hash in a `urn:btmh:` (BEP 9): a multihash in hex, of which only SHA-256 (`1220`) is in use. */
export function parseMultihash(text: string): Uint8Array | undefined {
	return text.length === 68 && text.startsWith('1220') ? fromHex(text.slice(4)) : undefined;
}
