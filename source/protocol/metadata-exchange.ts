import {decodeDictionary, encodeBencode} from './bencode.js';
import {readInteger, readIntegerWithin} from './bencode-reader.js';
import {maxMetainfoLength} from './metainfo.js';
import {ParseError} from './parse-error.js';

/** The extension's name in the extension handshake (BEP 9, BEP 10). */
export const metadataExchangeName = 'ut_metadata';

/** The info dictionary goes over in pieces of this many bytes, the last one shorter. */
export const metadataPieceLength = 16_384;

const messageTypes = {request: 0, data: 1, reject: 2} as const;

/** A message of the metadata exchange. `piece` counts pieces of the info dictionary. */
export type MetadataMessage =
	| {readonly type: 'request' | 'reject'; readonly piece: number}
	| {
			readonly type: 'data';
			readonly piece: number;
			/** Bytes of the whole info dictionary. */
			readonly totalSize: number;
			readonly bytes: Uint8Array;
	  }
	/** Of a type we don't know, to be ignored. */
	| {readonly type: 'unknown'};

/** The payload of a message of the metadata exchange. */
export function encodeMetadataMessage(
	message: Exclude<MetadataMessage, {type: 'unknown'}>,
): Uint8Array {
	const head = encodeBencode({
		msg_type: messageTypes[message.type],
		piece: message.piece,
		total_size: message.type === 'data' ? message.totalSize : undefined,
	});
	if (message.type !== 'data') {
		return head;
	}
	const payload = new Uint8Array(head.length + message.bytes.length);
	payload.set(head);
	payload.set(message.bytes, head.length);
	return payload;
}

/** Reads the payload of a message of the metadata exchange. The bytes of a piece are a view of `payload`. */
export function decodeMetadataMessage(payload: Uint8Array): MetadataMessage | ParseError {
	const decoded = decodeDictionary(payload, {maxValues: 100, allowsTrailing: true});
	if (decoded instanceof ParseError) {
		return decoded;
	}
	const {value: head, end} = decoded;
	const messageType = readInteger(head, 'msg_type');
	const piece = readIntegerWithin(head, 'piece', 0, maxMetainfoLength / metadataPieceLength);
	if (messageType === undefined || piece === undefined) {
		return new ParseError('a metadata message has no proper type and piece');
	}
	switch (messageType) {
		case messageTypes.request:
			return {type: 'request', piece};
		case messageTypes.reject:
			return {type: 'reject', piece};
		case messageTypes.data:
			return decodeData(piece, readInteger(head, 'total_size'), payload.subarray(end));
		default:
			return {type: 'unknown'};
	}
}

/** A piece has all its bytes, as the total says, or it is none. */
function decodeData(
	piece: number,
	totalSize: number | undefined,
	bytes: Uint8Array,
): MetadataMessage | ParseError {
	if (totalSize === undefined || totalSize < 1 || totalSize > maxMetainfoLength) {
		return new ParseError('a metadata piece has no proper total size');
	}
	if (bytes.length !== Math.min(metadataPieceLength, totalSize - piece * metadataPieceLength)) {
		return new ParseError('a metadata piece has not the length it ought to have');
	}
	return {type: 'data', piece, totalSize, bytes};
}
