import {readFileSync} from 'node:fs';
import {blockHeaderLength, writeBlockHeader} from '../../source/protocol/message-encoder.js';
import {blockLength} from '../../source/protocol/messages.js';

/** Bytes of a block's message. */
export const blockMessageLength = blockHeaderLength + blockLength;

/**
 * Every PIECE message of a payload, one after the other as they go over the wire. Whoever serves from it copies nothing: blocks
 * that were asked for in a row are one slice, one write. The payload is a whole number of blocks.
 */
export function makeWireImage(file: string, pieceLength: number): Buffer {
	const payload = readFileSync(file);
	const blocks = payload.length / blockLength;
	const image = Buffer.allocUnsafe(blocks * blockMessageLength);
	for (let block = 0; block < blocks; block++) {
		const offset = block * blockLength;
		const at = block * blockMessageLength;
		const index = Math.floor(offset / pieceLength);
		writeBlockHeader(image, at, index, offset % pieceLength, blockLength);
		payload.copy(image, at + blockHeaderLength, offset, offset + blockLength);
	}

	return image;
}

/** What both blast programs are started with, as JSON in their first argument. */
export interface BlastOptions {
	readonly host: string;
	readonly port: number;
	/** Hex. */
	readonly infoHash: string;
	/** The payload, on disk. */
	readonly file: string;
	readonly pieceLength: number;
}
