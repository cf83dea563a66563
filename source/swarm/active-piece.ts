import {blockLength} from '../protocol/messages.js';
import type {FreePieces} from './free-pieces.js';
import type {Peer} from './peer.js';
import type {Request} from './request.js';

/**
 * A piece being downloaded, block by block. Of each block three things are known: whether it is here, who is sending it
 * right now (at most one peer may copy into its place), and of whom it is asked (several only in the endgame). A block is
 * *free* when all three say no; `freeCount` counts these, so that the picker passes a busy piece over at once.
 *
 * Used again for another piece when this one is complete: hold it only as long as it stands in the map of active pieces.
 */
export class ActivePiece {
	index = -1;
	/** Bytes. */
	length = 0;
	readonly blockCount: number;
	openedAt = Number.NaN;
	freeCount = 0;
	/** Place among the pieces that have free blocks; -1 when it has none. */
	freeSlot = -1;
	receivedCount = 0;
	/** Requests outstanding for its blocks, over all peers. */
	requestCount = 0;
	/** When a block of it came last; when it was opened while none has. */
	lastBlockAt = Number.NaN;
	/** The only peer that may give blocks of it: one on parole, to prove itself or the lie (R17). */
	exclusiveTo: Peer | undefined;
	readonly #freePieces: FreePieces;
	/** Who gave a block; a peer stays here when it has left (R17). */
	readonly #givers: Array<Peer | undefined>;
	readonly #requests: Array<Request | undefined>;
	/** Who is sending a block now; few at a time, so they are searched. */
	readonly #receivers: Peer[] = [];
	readonly #receivingBlocks: number[] = [];
	/** No block below this one is free. */
	#firstFree = 0;

	/** `freePieces` is where it stands while it has free blocks. */
	constructor(blockCount: number, freePieces: FreePieces) {
		this.blockCount = blockCount;
		this.#freePieces = freePieces;
		this.#givers = new Array(blockCount).fill(undefined);
		this.#requests = new Array(blockCount).fill(undefined);
	}

	/** From now on it is this piece, of which nothing is here. Nothing of the one before may be asked for or coming in. */
	begin(index: number, length: number, now: number): void {
		this.index = index;
		this.length = length;
		this.openedAt = now;
		this.lastBlockAt = now;
		this.freeCount = this.blockCount;
		this.receivedCount = 0;
		this.exclusiveTo = undefined;
		this.#givers.fill(undefined);
		this.#firstFree = 0;
		this.#freePieces.add(this);
	}

	get isReceived(): boolean {
		return this.receivedCount === this.blockCount;
	}

	/** Bytes of a block: 16 KiB, the torrent's last block perhaps less (R16). */
	lengthOf(block: number): number {
		return Math.min(blockLength, this.length - block * blockLength);
	}

	hasBlock(block: number): boolean {
		return this.#givers[block] !== undefined;
	}

	/** The first of the requests for a block; the others follow by `nextForBlock`. */
	requestOf(block: number): Request | undefined {
		return this.#requests[block];
	}

	/** The peer whose copy of the block is coming in now. */
	receiverOf(block: number): Peer | undefined {
		const place = this.#receivingBlocks.indexOf(block);
		return place < 0 ? undefined : this.#receivers[place];
	}

	/** The first block nobody has been asked for; -1 when there is none. */
	firstFree(): number {
		if (this.freeCount === 0) {
			return -1;
		}
		while (!this.#isFree(this.#firstFree)) {
			this.#firstFree++;
		}
		return this.#firstFree;
	}

	/** Whether `peer` is asked for the block now. */
	isAskedOf(block: number, peer: Peer): boolean {
		for (let other = this.#requests[block]; other !== undefined; other = other.nextForBlock) {
			if (other.peer === peer) {
				return true;
			}
		}
		return false;
	}

	/** The block is asked of one peer more. */
	addRequest(request: Request): void {
		this.#takeFree(request.block);
		request.nextForBlock = this.#requests[request.block];
		this.#requests[request.block] = request;
		this.requestCount++;
	}

	/** The block is not asked of this peer any more. */
	deleteRequest(request: Request): void {
		const {block} = request;
		const first = this.#requests[block];
		if (first === request) {
			this.#requests[block] = request.nextForBlock;
		} else {
			let before = first!;
			while (before.nextForBlock !== request) {
				before = before.nextForBlock!;
			}
			before.nextForBlock = request.nextForBlock;
		}
		request.nextForBlock = undefined;
		this.requestCount--;
		this.#giveFree(block);
	}

	/** A copy of the block begins to come in from `peer`. */
	beginReceiving(block: number, peer: Peer): void {
		this.#takeFree(block);
		this.#receivers.push(peer);
		this.#receivingBlocks.push(block);
	}

	/** The copy that was coming in will not be whole. */
	endReceiving(block: number): void {
		this.#takeReceiver(block);
		this.#giveFree(block);
	}

	/** The block is here whole, from the peer that was sending it. */
	receive(block: number, now: number): void {
		this.#givers[block] = this.#takeReceiver(block);
		this.receivedCount++;
		this.lastBlockAt = now;
	}

	/** Who gave blocks, each once (R17). */
	contributors(): Peer[] {
		return [...new Set(this.#givers.filter(peer => peer !== undefined))];
	}

	/** It is not downloaded any more; nothing of it is asked for or coming in. */
	close(): void {
		this.freeCount = 0;
		this.#freePieces.delete(this);
	}

	#takeReceiver(block: number): Peer | undefined {
		const place = this.#receivingBlocks.indexOf(block);
		const peer = this.#receivers[place];
		const lastPeer = this.#receivers.pop()!;
		const lastBlock = this.#receivingBlocks.pop()!;
		if (place < this.#receivers.length) {
			this.#receivers[place] = lastPeer;
			this.#receivingBlocks[place] = lastBlock;
		}
		return peer;
	}

	#isFree(block: number): boolean {
		return (
			this.#requests[block] === undefined &&
			this.#givers[block] === undefined &&
			this.receiverOf(block) === undefined
		);
	}

	#takeFree(block: number): void {
		if (this.#isFree(block) && --this.freeCount === 0) {
			this.#freePieces.delete(this);
		}
	}

	#giveFree(block: number): void {
		if (this.#isFree(block)) {
			this.freeCount++;
			this.#firstFree = Math.min(this.#firstFree, block);
			this.#freePieces.add(this);
		}
	}
}
