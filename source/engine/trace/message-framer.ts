import {readUint32} from '../../protocol/big-endian.js';

const handshakeLength = 68;
/** The first byte of a handshake: how long `BitTorrent protocol` is. */
const protocolNameLength = 19;
const prefixLength = 4;
const pieceId = 7;
/** Of a PIECE: its length, id, index and begin. */
const pieceHeaderLength = 13;
/** Room for what most messages are, and what a longer one is not kept for. */
const leastHeadLength = 64;
const usualHeadLength = 4096;

/** Bytes of the data of a block that are kept: enough to tell one from another. */
export const keptBlockBytes = 16;
/** Bytes kept of any other message; only a bitfield of a million pieces is longer. */
const keptMessageBytes = 128 * 1024;

/** One message of a stream. */
export interface FramedMessage {
	/** Its first bytes, valid during the call only. */
	readonly head: Uint8Array;
	/** Its whole length, its own length prefix included. */
	readonly length: number;
	/** When its first byte came, and its last. */
	readonly firstAt: number;
	readonly lastAt: number;
}

/** What there is of a message whose stream ended before it did. */
export interface CutMessage {
	/** Its first bytes. */
	readonly head: Uint8Array;
	/** Bytes that came. */
	readonly seen: number;
	/** Bytes it would have had; 0 where not even its length came. */
	readonly length: number;
}

/**
 * Cuts one direction of a connection into messages (BEP 3): the handshake, then what the length prefixes say. Of a block
 * only the beginning is kept, so that a stream at full speed costs a few bytes a block. Hostile lengths cost nothing: what
 * is announced is counted, not allocated.
 */
export class MessageFramer {
	readonly #emit: (message: FramedMessage) => void;
	/** `foreign`: something else than BitTorrent is spoken, and every chunk is a message. */
	#speech: 'handshake' | 'messages' | 'foreign' = 'handshake';
	#head = new Uint8Array(leastHeadLength);
	/** Bytes of `head` that are filled, bytes of the message seen, and bytes it has (0: not known yet). */
	#kept = 0;
	#seen = 0;
	#length = 0;
	#firstAt = 0;

	constructor(emit: (message: FramedMessage) => void) {
		this.#emit = emit;
	}

	/** Takes the next bytes of the stream. */
	push(bytes: Uint8Array, now: number): void {
		let at = 0;
		while (at < bytes.length) {
			if (this.#seen === 0) {
				this.#begin(bytes[at]!, now);
			}
			if (this.#speech === 'foreign') {
				const head = bytes.subarray(at);
				this.#emit({head, length: head.length, firstAt: now, lastAt: now});
				return;
			}
			at = this.#take(bytes, at);
			if (this.#isMeasured && this.#seen === this.#length) {
				this.#finish(now);
			}
		}
	}

	/** The stream ended: what there is of a message that is not whole; undefined when there is nothing. */
	get cut(): CutMessage | undefined {
		return this.#seen === 0
			? undefined
			: {head: this.#head.subarray(0, this.#kept), seen: this.#seen, length: this.#length};
	}

	#begin(firstByte: number, now: number): void {
		this.#firstAt = now;
		if (this.#speech === 'handshake') {
			this.#length = handshakeLength;
			this.#speech = firstByte === protocolNameLength ? 'handshake' : 'foreign';
		}
	}

	/** Takes what belongs to the message, or to its beginning while its length is not known. @returns where it stopped */
	#take(bytes: Uint8Array, start: number): number {
		let at = start;
		while (at < bytes.length && !this.#isMeasured) {
			this.#keep(bytes.subarray(at, at + 1));
			this.#seen++;
			at++;
			if (this.#seen === prefixLength) {
				this.#length = prefixLength + readUint32(this.#head, 0);
			}
		}
		if (this.#isMeasured) {
			const end = Math.min(bytes.length, at + this.#length - this.#seen);
			this.#keep(bytes.subarray(at, Math.min(end, at + this.#keptAtMost - this.#kept)));
			this.#seen += end - at;
			at = end;
		}
		return at;
	}

	#finish(now: number): void {
		const head = this.#head.subarray(0, this.#kept);
		this.#emit({head, length: this.#length, firstAt: this.#firstAt, lastAt: now});
		this.#speech = 'messages';
		this.#head = head.length > usualHeadLength ? new Uint8Array(leastHeadLength) : this.#head;
		this.#kept = 0;
		this.#seen = 0;
		this.#length = 0;
	}

	/** The length is known, and the id where there is one. */
	get #isMeasured(): boolean {
		return (
			this.#speech === 'handshake' ||
			(this.#length > 0 && (this.#length === prefixLength || this.#seen > prefixLength))
		);
	}

	get #keptAtMost(): number {
		const isPiece = this.#speech === 'messages' && this.#head[prefixLength] === pieceId;
		return isPiece ? pieceHeaderLength + keptBlockBytes : keptMessageBytes;
	}

	#keep(bytes: Uint8Array): void {
		const needed = this.#kept + bytes.length;
		if (needed > this.#head.length) {
			const larger = new Uint8Array(Math.max(needed, 2 * this.#head.length));
			larger.set(this.#head.subarray(0, this.#kept));
			this.#head = larger;
		}
		this.#head.set(bytes, this.#kept);
		this.#kept = needed;
	}
}
