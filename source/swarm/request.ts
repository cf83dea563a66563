import {blockLength} from '../protocol/messages.js';
import type {ActivePiece} from './active-piece.js';
import type {Peer} from './peer.js';

/**
 * One block asked of one peer. It stands in two lists at once: the peer's, oldest first (`previous`, `next`), and the
 * block's, which in the endgame holds several (`nextForBlock`). Recycled: 64 Ki of them pass through per GiB.
 */
export class Request {
	peer: Peer;
	piece: ActivePiece;
	/** Number of the block in its piece. */
	block: number;
	requestedAt: number;
	previous: Request | undefined;
	next: Request | undefined;
	nextForBlock: Request | undefined;

	constructor(peer: Peer, piece: ActivePiece, block: number, requestedAt: number) {
		this.peer = peer;
		this.piece = piece;
		this.block = block;
		this.requestedAt = requestedAt;
	}

	get index(): number {
		return this.piece.index;
	}

	/** Bytes into the piece. */
	get begin(): number {
		return this.block * blockLength;
	}

	/** Bytes. */
	get length(): number {
		return this.piece.lengthOf(this.block);
	}
}
