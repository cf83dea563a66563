import {writeUint16, writeUint32} from './big-endian.js';
import {type Message, messageIds} from './messages.js';

/** Bytes of a PIECE before its body: length, id, index, begin. */
export const blockHeaderLength = 13;

/** Bytes of a REQUEST, CANCEL or REJECT_REQUEST. */
export const requestLength = 17;

/** Bytes of a message on the wire, its length prefix included. */
export function messageLength(message: Message): number {
	switch (message.type) {
		case 'keepAlive':
			return 4;
		case 'have':
		case 'suggestPiece':
		case 'allowedFast':
			return 9;
		case 'request':
		case 'cancel':
		case 'rejectRequest':
			return requestLength;
		case 'bitfield':
			return 5 + message.bits.length;
		case 'port':
			return 7;
		case 'extended':
			return 6 + message.payload.length;
		default:
			return 5;
	}
}

/**
 * Writes a message at `offset`; `target` has `messageLength(message)` bytes left there.
 * @returns the bytes written.
 */
export function writeMessage(message: Message, target: Uint8Array, offset: number): number {
	const length = messageLength(message);
	writeUint32(target, offset, length - 4);
	if (message.type === 'keepAlive') {
		return length;
	}
	target[offset + 4] = messageIds[message.type];
	switch (message.type) {
		case 'have':
		case 'suggestPiece':
		case 'allowedFast':
			writeUint32(target, offset + 5, message.index);
			break;
		case 'request':
		case 'cancel':
		case 'rejectRequest':
			writeBlockAddress(target, offset + 5, message.index, message.begin, message.length);
			break;
		case 'bitfield':
			target.set(message.bits, offset + 5);
			break;
		case 'port':
			writeUint16(target, offset + 5, message.port);
			break;
		case 'extended':
			target[offset + 5] = message.id;
			target.set(message.payload, offset + 6);
			break;
	}
	return length;
}

/** Writes a REQUEST at `offset` without a message object: the message we send most. @returns the bytes written. */
export function writeRequest(
	target: Uint8Array,
	offset: number,
	index: number,
	begin: number,
	length: number,
): number {
	writeUint32(target, offset, requestLength - 4);
	target[offset + 4] = messageIds.request;
	writeBlockAddress(target, offset + 5, index, begin, length);
	return requestLength;
}

/** Writes what comes before the body of a PIECE of `length` bytes. @returns the bytes written, always 13. */
export function writeBlockHeader(
	target: Uint8Array,
	offset: number,
	index: number,
	begin: number,
	length: number,
): number {
	writeUint32(target, offset, blockHeaderLength - 4 + length);
	target[offset + 4] = messageIds.piece;
	writeUint32(target, offset + 5, index);
	writeUint32(target, offset + 9, begin);
	return blockHeaderLength;
}

function writeBlockAddress(
	target: Uint8Array,
	offset: number,
	index: number,
	begin: number,
	length: number,
): void {
	writeUint32(target, offset, index);
	writeUint32(target, offset + 4, begin);
	writeUint32(target, offset + 8, length);
}
