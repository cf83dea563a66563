import {readUint16, readUint32} from './big-endian.js';
import {maxHeadLength, messageShape} from './message-shape.js';
import {type MessageHandler, messageIds} from './messages.js';
import {PeerProtocolError} from './peer-protocol-error.js';

/** Default bound of an extension message, and of one with an id we don't know. */
const maxExtendedLength = 1024 * 1024;

/** Default bound of a BITFIELD while the number of pieces is not known: 2 million pieces. */
const maxBitfieldLength = 256 * 1024;

/** A body is collected in a buffer that begins this long and grows with what really comes. */
const firstCollectedLength = 16 * 1024;

/** Bounds of one decoder, in bytes. */
export interface WireDecoderOptions {
	/** Bytes of a bitfield over the torrent's pieces; larger ones close the peer. */
	readonly maxBitfieldLength?: number;
	/** The longest extension message, or message of an unknown id, that is taken. */
	readonly maxExtendedLength?: number;
}

/** What the bytes now coming are: the body of a block, of a collected message, or of something to read past. */
type BodyKind = 'block' | 'skippedBlock' | 'bitfield' | 'extended' | 'unknown';

/**
 * Frames the messages after the handshake (BEP 3, 6, 10) from any split of the bytes and tells each to its handler.
 *
 * A message has a head of at most 17 bytes and perhaps a body. The head is read where it lies, or gathered in a small
 * buffer when a read cuts it; its length is held against the bound of its id before anything is allocated (R19). A block's
 * body is copied once, from the read buffer into the place the handler names. Besides one view for each such copy,
 * nothing is allocated for any message but BITFIELD and extension messages.
 */
export class WireDecoder {
	/** Settable, since a magnet's number of pieces is learned late. */
	maxBitfieldLength: number;
	readonly #handler: MessageHandler;
	readonly #maxExtendedLength: number;
	#isStopped = false;
	#error: PeerProtocolError | undefined;

	/** What came of a head that a read cut; made when the first one is. */
	#head: Uint8Array | undefined;
	#headLength = 0;

	#bodyKind: BodyKind = 'unknown';
	#bodyLength = 0;
	#bodyLeft = 0;
	/** Where the body goes; its length is `#bodyLength` for a block, and what came so far at least for the collected. */
	#place: Uint8Array | undefined;
	/** Of a block: its piece and offset. Of an extension message: its extended id. */
	#index = 0;
	#begin = 0;

	constructor(handler: MessageHandler, options: WireDecoderOptions = {}) {
		this.#handler = handler;
		this.maxBitfieldLength = options.maxBitfieldLength ?? maxBitfieldLength;
		this.#maxExtendedLength = options.maxExtendedLength ?? maxExtendedLength;
	}

	/** Decode nothing more: the handler closed the peer. Takes effect before the next call to the handler. */
	stop(): void {
		this.#isStopped = true;
		this.#place = undefined;
	}

	/** The block now coming has lost its place: read past the rest of it, and end it as skipped. */
	skipBlock(): void {
		if (this.#bodyLeft > 0 && this.#bodyKind === 'block') {
			this.#bodyKind = 'skippedBlock';
			this.#place = undefined;
		}
	}

	/**
	 * Takes the bytes `[start, end)`, which may be reused as soon as this returns.
	 * @returns the violation that ends the connection; afterwards every call returns it again.
	 */
	push(bytes: Uint8Array, start: number, end: number): PeerProtocolError | undefined {
		let at = start;
		while (at < end && !this.#isStopped) {
			if (this.#bodyLeft > 0) {
				at = this.#takeBody(bytes, at, end);
			} else if (this.#headLength > 0) {
				at = this.#takeRestOfHead(bytes, at, end);
			} else {
				at = this.#takeHead(bytes, at, end);
			}
		}
		return this.#error;
	}

	/** Reads a head where it lies. @returns where the bytes after it begin. */
	#takeHead(bytes: Uint8Array, at: number, end: number): number {
		const needed = this.#headNeeded(bytes, at, end - at);
		if (this.#isStopped) {
			return end;
		}
		if (needed > end - at) {
			this.#head ??= new Uint8Array(maxHeadLength);
			while (at < end) {
				this.#head[this.#headLength++] = bytes[at++]!;
			}
			return end;
		}
		this.#handleHead(bytes, at);
		return at + needed;
	}

	/** Goes on with a head that the last read cut. @returns where the bytes after it begin. */
	#takeRestOfHead(bytes: Uint8Array, at: number, end: number): number {
		const head = this.#head!;
		for (;;) {
			const needed = this.#headNeeded(head, 0, this.#headLength);
			if (this.#isStopped) {
				return end;
			}
			if (needed === this.#headLength) {
				this.#headLength = 0;
				this.#handleHead(head, 0);
				return at;
			}
			if (at === end) {
				return end;
			}
			while (this.#headLength < needed && at < end) {
				head[this.#headLength++] = bytes[at++]!;
			}
		}
	}

	/**
	 * How long the head at `at` is, as far as `available` bytes tell: 4 until the length is in, 5 until the id is, then
	 * what the id says. Stops on a length outside of the id's bounds.
	 */
	#headNeeded(bytes: Uint8Array, at: number, available: number): number {
		if (available < 4) {
			return 4;
		}
		const length = readUint32(bytes, at);
		if (length === 0) {
			return 4;
		}
		if (available < 5) {
			return 5;
		}
		const id = bytes[at + 4]!;
		const {headLength, minLength, maxLength} = messageShape(id);
		const bound =
			id === messageIds.bitfield
				? 1 + this.maxBitfieldLength
				: (maxLength ?? this.#maxExtendedLength);
		if (length < minLength || length > bound) {
			this.#error = new PeerProtocolError(
				`a message with id ${id} announced ${length} bytes, allowed are ${minLength} to ${bound}`,
			);
			this.stop();
		}
		return headLength;
	}

	/** Tells the whole head at `at`, whose length was found right, and gets ready for its body. */
	#handleHead(bytes: Uint8Array, at: number): void {
		const handler = this.#handler;
		const length = readUint32(bytes, at);
		if (length === 0) {
			handler.handleKeepAlive();
			return;
		}
		const id = bytes[at + 4]!;
		switch (id) {
			case messageIds.choke:
				handler.handleChoke();
				break;
			case messageIds.unchoke:
				handler.handleUnchoke();
				break;
			case messageIds.interested:
				handler.handleInterested();
				break;
			case messageIds.notInterested:
				handler.handleNotInterested();
				break;
			case messageIds.have:
				handler.handleHave(readUint32(bytes, at + 5));
				break;
			case messageIds.bitfield:
				this.#collectBody('bitfield', length - 1);
				break;
			case messageIds.request:
			case messageIds.cancel:
			case messageIds.rejectRequest:
				this.#handleBlockAddress(id, bytes, at + 5);
				break;
			case messageIds.piece:
				this.#beginBlock(readUint32(bytes, at + 5), readUint32(bytes, at + 9), length - 9);
				break;
			case messageIds.port:
				handler.handlePort(readUint16(bytes, at + 5));
				break;
			case messageIds.suggestPiece:
				handler.handleSuggestPiece(readUint32(bytes, at + 5));
				break;
			case messageIds.haveAll:
				handler.handleHaveAll();
				break;
			case messageIds.haveNone:
				handler.handleHaveNone();
				break;
			case messageIds.allowedFast:
				handler.handleAllowedFast(readUint32(bytes, at + 5));
				break;
			case messageIds.extended:
				this.#index = bytes[at + 5]!;
				this.#collectBody('extended', length - 2);
				break;
			default:
				this.#bodyKind = 'unknown';
				this.#bodyLeft = length - 1;
				handler.handleUnknown(id, length);
				break;
		}
	}

	#handleBlockAddress(id: number, bytes: Uint8Array, at: number): void {
		const index = readUint32(bytes, at);
		const begin = readUint32(bytes, at + 4);
		const length = readUint32(bytes, at + 8);
		if (id === messageIds.request) {
			this.#handler.handleRequest(index, begin, length);
		} else if (id === messageIds.cancel) {
			this.#handler.handleCancel(index, begin, length);
		} else {
			this.#handler.handleRejectRequest(index, begin, length);
		}
	}

	#beginBlock(index: number, begin: number, length: number): void {
		this.#index = index;
		this.#begin = begin;
		const place = this.#handler.handleBlockHeader(index, begin, length);
		if (this.#isStopped) {
			return;
		}
		if (place !== undefined && place.length !== length) {
			throw new RangeError(`the place for a block of ${length} bytes has ${place.length}`);
		}
		this.#beginBody(place === undefined ? 'skippedBlock' : 'block', length, place);
	}

	#collectBody(kind: 'bitfield' | 'extended', length: number): void {
		this.#beginBody(kind, length, new Uint8Array(Math.min(length, firstCollectedLength)));
	}

	#beginBody(kind: BodyKind, length: number, place: Uint8Array | undefined): void {
		this.#bodyKind = kind;
		this.#bodyLength = length;
		this.#bodyLeft = length;
		this.#place = place;
		if (length === 0) {
			this.#handleBody();
		}
	}

	/** Takes what of the body is here. @returns where the bytes after it begin. */
	#takeBody(bytes: Uint8Array, at: number, end: number): number {
		const taken = Math.min(this.#bodyLeft, end - at);
		if (this.#place !== undefined) {
			const offset = this.#bodyLength - this.#bodyLeft;
			this.#growPlace(offset + taken);
			this.#place.set(bytes.subarray(at, at + taken), offset);
		}
		this.#bodyLeft -= taken;
		if (this.#bodyKind === 'block') {
			this.#handler.handleBlockProgress(taken);
		}
		if (this.#bodyLeft === 0 && !this.#isStopped) {
			this.#handleBody();
		}
		return at + taken;
	}

	/** Doubles a collecting buffer until `length` bytes fit: a peer that only announces much takes no memory. */
	#growPlace(length: number): void {
		const place = this.#place!;
		if (length > place.length) {
			this.#place = new Uint8Array(Math.min(this.#bodyLength, Math.max(length, place.length * 2)));
			this.#place.set(place);
		}
	}

	/** The whole body is in. */
	#handleBody(): void {
		const place = this.#place;
		this.#place = undefined;
		switch (this.#bodyKind) {
			case 'block':
				this.#handler.handleBlock(this.#index, this.#begin, this.#bodyLength, false);
				break;
			case 'skippedBlock':
				this.#handler.handleBlock(this.#index, this.#begin, this.#bodyLength, true);
				break;
			case 'bitfield':
				this.#handler.handleBitfield(place!);
				break;
			case 'extended':
				this.#handler.handleExtended(this.#index, place!);
				break;
		}
	}
}
