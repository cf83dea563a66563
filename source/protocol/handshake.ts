import {PeerProtocolError} from './peer-protocol-error.js';

/** Bytes of a BitTorrent handshake (BEP 3): 1 + 19 + 8 + 20 + 20. */
export const handshakeLength = 68;

/** What a BitTorrent handshake said (BEP 3). */
export interface PeerHandshake {
	/** 20 bytes. */
	readonly infoHash: Uint8Array;
	/** 20 bytes. */
	readonly peerId: Uint8Array;
	/** 8 reserved bytes: Fast (BEP 6), extension protocol (BEP 10), DHT (BEP 5). */
	readonly reserved: Uint8Array;
}

/** Which of the optional protocols a handshake offers in its reserved bytes. */
export interface ReservedBits {
	/** BEP 6. */
	readonly isFast: boolean;
	/** BEP 10. */
	readonly hasExtensions: boolean;
	/** BEP 5. */
	readonly hasDht: boolean;
}

const reservedAt = 20;
const infoHashAt = 28;
const peerIdAt = 48;

/** The length of the protocol's name and the name: what every handshake begins with. */
const opening = new TextEncoder().encode('\x13BitTorrent protocol');

/** The 8 reserved bytes that offer these protocols. */
export function encodeReserved(offered: ReservedBits): Uint8Array {
	const reserved = new Uint8Array(8);
	reserved[5] = offered.hasExtensions ? 0x10 : 0;
	reserved[7] = (offered.isFast ? 0x04 : 0) | (offered.hasDht ? 0x01 : 0);
	return reserved;
}

/** Whether a handshake's reserved bytes offer Fast messages (BEP 6). */
export function isFast(reserved: Uint8Array): boolean {
	return (reserved[7]! & 0x04) !== 0;
}

/** Whether a handshake's reserved bytes offer the extension protocol (BEP 10). */
export function hasExtensions(reserved: Uint8Array): boolean {
	return (reserved[5]! & 0x10) !== 0;
}

/** Whether a handshake's reserved bytes say that the peer runs a DHT node (BEP 5). */
export function hasDht(reserved: Uint8Array): boolean {
	return (reserved[7]! & 0x01) !== 0;
}

/** The 68 bytes of a handshake. */
export function encodeHandshake({infoHash, peerId, reserved}: PeerHandshake): Uint8Array {
	const bytes = new Uint8Array(handshakeLength);
	bytes.set(opening);
	bytes.set(reserved, reservedAt);
	bytes.set(infoHash, infoHashAt);
	bytes.set(peerId, peerIdAt);
	return bytes;
}

/**
 * Reads one handshake from any split of its bytes. Rubbish is seen at its first wrong byte, so a peer that speaks
 * something else (HTTP, an encrypted handshake) is known long before 68 bytes are in.
 */
export class HandshakeDecoder {
	/** What it said, once all 68 bytes are in. */
	handshake: PeerHandshake | undefined;
	readonly #bytes = new Uint8Array(handshakeLength);
	#length = 0;

	/** How many of the 68 bytes are in. */
	get received(): number {
		return this.#length;
	}

	/**
	 * Takes what belongs to the handshake from `[start, end)`.
	 * @returns the bytes taken (what follows belongs to the wire decoder), or the error that ends the connection.
	 */
	push(bytes: Uint8Array, start: number, end: number): number | PeerProtocolError {
		let at = start;
		while (at < end && this.#length < handshakeLength) {
			const byte = bytes[at++]!;
			if (this.#length < opening.length && byte !== opening[this.#length]) {
				return new PeerProtocolError('its first bytes are not a BitTorrent handshake');
			}
			this.#bytes[this.#length++] = byte;
		}
		if (this.#length === handshakeLength) {
			this.handshake ??= {
				// Copies of this length lie in V8's heap, and what is kept of them keeps no buffer outside it.
				reserved: this.#bytes.slice(reservedAt, infoHashAt),
				infoHash: this.#bytes.slice(infoHashAt, peerIdAt),
				peerId: this.#bytes.slice(peerIdAt),
			};
		}
		return at - start;
	}
}
