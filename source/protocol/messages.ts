/** Bytes of one block; requests are always this long, the last block of a torrent may be shorter (R16). */
export const blockLength = 16_384;

/** Message ids on the wire (BEP 3, BEP 6, BEP 10). */
export const messageIds = {
	choke: 0,
	unchoke: 1,
	interested: 2,
	notInterested: 3,
	have: 4,
	bitfield: 5,
	request: 6,
	piece: 7,
	cancel: 8,
	port: 9,
	suggestPiece: 13,
	haveAll: 14,
	haveNone: 15,
	rejectRequest: 16,
	allowedFast: 17,
	extended: 20,
} as const;

/** A message with no payload but its type. */
interface BareMessage {
	readonly type:
		| 'keepAlive'
		| 'choke'
		| 'unchoke'
		| 'interested'
		| 'notInterested'
		| 'haveAll'
		| 'haveNone';
}

/** A message about one piece. */
interface PieceIndexMessage {
	readonly type: 'have' | 'suggestPiece' | 'allowedFast';
	readonly index: number;
}

/** A message about one block: `begin` and `length` in bytes inside piece `index`. */
interface BlockMessage {
	readonly type: 'request' | 'cancel' | 'rejectRequest';
	readonly index: number;
	readonly begin: number;
	readonly length: number;
}

/** BITFIELD: one bit a piece, the first piece in the highest bit of the first byte (BEP 3). */
interface BitfieldMessage {
	readonly type: 'bitfield';
	readonly bits: Uint8Array;
}

/** PORT: the UDP port of the sender's DHT node (BEP 5). */
interface PortMessage {
	readonly type: 'port';
	readonly port: number;
}

/** An extension message (BEP 10): `id` 0 is the extension handshake; `payload` follows the id. */
interface ExtendedMessage {
	readonly type: 'extended';
	readonly id: number;
	readonly payload: Uint8Array;
}

/** Every message we can send, but PIECE, which goes from disk to socket without becoming an object. */
export type Message =
	| BareMessage
	| PieceIndexMessage
	| BlockMessage
	| BitfieldMessage
	| PortMessage
	| ExtendedMessage;

/**
 * Who hears what the wire decoder read. One call per message, in order. A handler that closes the peer calls the
 * decoder's `stop()`: nothing further is told, whatever else the read held.
 */
export interface MessageHandler {
	handleKeepAlive(): void;
	handleChoke(): void;
	handleUnchoke(): void;
	handleInterested(): void;
	handleNotInterested(): void;
	handleHave(index: number): void;
	/** `bits` is a copy of the handler's own. */
	handleBitfield(bits: Uint8Array): void;
	handleRequest(index: number, begin: number, length: number): void;
	/**
	 * The 13-byte header of a PIECE is in, its body follows.
	 * @returns where to copy the body (exactly `length` bytes), or `undefined` to skip it. A body over 16 KiB answers no
	 * request of ours and is to be skipped.
	 */
	handleBlockHeader(index: number, begin: number, length: number): Uint8Array | undefined;
	/** More of the body of an accepted block: this many bytes came with this read. Not told for a skipped one. */
	handleBlockProgress(bytes: number): void;
	/** The whole body went by; `isSkipped` when `handleBlockHeader` gave no place for it. */
	handleBlock(index: number, begin: number, length: number, isSkipped: boolean): void;
	handleCancel(index: number, begin: number, length: number): void;
	handlePort(port: number): void;
	handleSuggestPiece(index: number): void;
	handleHaveAll(): void;
	handleHaveNone(): void;
	handleRejectRequest(index: number, begin: number, length: number): void;
	handleAllowedFast(index: number): void;
	/** `payload` is a copy of the handler's own. */
	handleExtended(id: number, payload: Uint8Array): void;
	/** An id we don't know: ignored by the decoder, counted by the handler (R19). `length` as on the wire, id included. */
	handleUnknown(id: number, length: number): void;
}
