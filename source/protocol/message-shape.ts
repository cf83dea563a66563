import {messageIds} from './messages.js';

/** A PIECE with a longer body closes the peer (R19). Ours are 16 KiB; some clients answer larger requests (R16). */
export const maxBlockLength = 128 * 1024;

/** How a message with some id looks on the wire. Lengths in bytes. */
export interface MessageShape {
	/** What comes before the body: length prefix, id, and the fields that stand at a fixed place. */
	readonly headLength: number;
	/** Bounds of the length that the prefix announces (the id counts). */
	readonly minLength: number;
	/** `null`: as long as the decoder's settings allow. */
	readonly maxLength: number | null;
}

const bare = {headLength: 5, minLength: 1, maxLength: 1};
const pieceIndex = {headLength: 9, minLength: 5, maxLength: 5};
const blockAddress = {headLength: 17, minLength: 13, maxLength: 13};
const unknown = {headLength: 5, minLength: 1, maxLength: null};

/** The longest head there is. */
export const maxHeadLength = 17;

const shapes: Readonly<Record<keyof typeof messageIds, MessageShape>> = {
	choke: bare,
	unchoke: bare,
	interested: bare,
	notInterested: bare,
	have: pieceIndex,
	bitfield: {headLength: 5, minLength: 1, maxLength: null},
	request: blockAddress,
	piece: {headLength: 13, minLength: 9, maxLength: 9 + maxBlockLength},
	cancel: blockAddress,
	port: {headLength: 7, minLength: 3, maxLength: 3},
	suggestPiece: pieceIndex,
	haveAll: bare,
	haveNone: bare,
	rejectRequest: blockAddress,
	allowedFast: pieceIndex,
	extended: {headLength: 6, minLength: 2, maxLength: null},
};

/** The shapes by id, one for each value of a byte. */
const shapeOfId: readonly MessageShape[] = (() => {
	const table = new Array<MessageShape>(256).fill(unknown);
	for (const [name, shape] of Object.entries(shapes)) {
		table[messageIds[name as keyof typeof messageIds]] = shape;
	}
	return table;
})();

/** The shape of messages with this id (0 to 255); of an id we don't know, one that is read past. */
export function messageShape(id: number): MessageShape {
	return shapeOfId[id]!;
}
