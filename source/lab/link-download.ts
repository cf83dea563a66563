import {bitfieldLength, fullBitfield, hasBit, setBit} from '../protocol/bitfield.js';
import {blockLength, type Message} from '../protocol/messages.js';
import type {ScriptedPeer} from './scripted-peer.js';

/** Requests a scripted leecher keeps outstanding at one peer. */
const depth = 16;

/** A piece this connection is fetching. */
interface OpenPiece {
	readonly index: number;
	/** First byte not yet asked for. */
	nextBegin: number;
	/** Bytes that came. */
	received: number;
	isCorrupt: boolean;
}

/** The taking half of a scripted leecher's connection: knows what the other end has, asks for it at the plan's rate. */
export class LinkDownload {
	peerChoking = true;
	amInterested = false;
	readonly #peer: ScriptedPeer;
	readonly #send: (message: Message) => void;
	#theirBits: Uint8Array;
	#outstanding = 0;
	/** Oldest first; only the last has blocks that were not asked for yet. */
	#pieces: OpenPiece[] = [];

	constructor(peer: ScriptedPeer, send: (message: Message) => void) {
		this.#peer = peer;
		this.#send = send;
		this.#theirBits = new Uint8Array(bitfieldLength(peer.content.pieceCount));
	}

	handleBitfield(bits: Uint8Array): void {
		this.#theirBits = bits;
		this.updateInterest();
	}

	handleHaveAll(): void {
		this.handleBitfield(fullBitfield(this.#peer.content.pieceCount));
	}

	handleHave(index: number): void {
		if (index < this.#peer.content.pieceCount) {
			setBit(this.#theirBits, index);
			this.updateInterest();
		}
	}

	handleChoke(): void {
		this.peerChoking = true;
		this.close();
	}

	handleUnchoke(): void {
		this.peerChoking = false;
		this.pump();
	}

	/** The other end won't send a block: its piece is left to others. */
	handleReject(index: number): void {
		this.#outstanding = Math.max(0, this.#outstanding - 1);
		this.#drop(index);
	}

	handleBlock(index: number, begin: number, body: Uint8Array): void {
		const {content, counts} = this.#peer;
		const piece = this.#pieces.find(each => each.index === index);
		this.#outstanding = Math.max(0, this.#outstanding - 1);
		if (piece === undefined) {
			return;
		}

		counts.blocksReceived++;
		piece.received += body.length;
		if (Buffer.compare(body, content.read(index, begin, body.length)) !== 0) {
			counts.corruptBlocksReceived++;
			piece.isCorrupt = true;
		}

		if (piece.received >= content.pieceLengthOf(index)) {
			this.#drop(index);
			if (!piece.isCorrupt) {
				this.#peer.handlePiece(index);
			}
		}

		this.pump();
	}

	/** INTERESTED and NOT_INTERESTED on change; the peer got a piece, or the other end has one more. */
	updateInterest(): void {
		const isInterested = this.#peer.findMissing(this.#theirBits) !== undefined;
		if (isInterested !== this.amInterested) {
			this.amInterested = isInterested;
			this.#send({type: isInterested ? 'interested' : 'notInterested'});
		}
	}

	/** Asks for as much as the depth and the rate allow. */
	pump(): void {
		while (!this.peerChoking && this.#outstanding < depth) {
			const piece = this.#openPiece();
			if (piece === undefined) {
				return;
			}

			const left = this.#peer.content.pieceLengthOf(piece.index) - piece.nextBegin;
			const length = Math.min(blockLength, left);
			if (!this.#peer.downloadBudget.take(length)) {
				return;
			}

			this.#send({type: 'request', index: piece.index, begin: piece.nextBegin, length});
			piece.nextBegin += length;
			this.#outstanding++;
		}
	}

	/** Gives back the pieces it was fetching: choked, or the connection is gone. */
	close(): void {
		this.#outstanding = 0;
		for (const piece of this.#pieces.splice(0)) {
			this.#peer.openPieces.delete(piece.index);
		}
	}

	/** The piece whose next block is asked for; opens another when all of the last are. */
	#openPiece(): OpenPiece | undefined {
		const last = this.#pieces.at(-1);
		if (last !== undefined && last.nextBegin < this.#peer.content.pieceLengthOf(last.index)) {
			return last;
		}

		const index = this.#peer.findMissing(this.#theirBits, this.#peer.openPieces);
		if (index === undefined || !hasBit(this.#theirBits, index)) {
			return undefined;
		}

		const piece = {index, nextBegin: 0, received: 0, isCorrupt: false};
		this.#peer.openPieces.add(index);
		this.#pieces.push(piece);
		return piece;
	}

	#drop(index: number): void {
		this.#pieces = this.#pieces.filter(piece => piece.index !== index);
		this.#peer.openPieces.delete(index);
	}
}
