import type {ActivePiece} from './active-piece.js';
import type {Corruption} from './corruption.js';
import type {Departures} from './departures.js';
import type {Downloads} from './downloads.js';
import type {Peer} from './peer.js';
import type {Picker} from './picker.js';
import {slowBlockMs} from './pipeline.js';
import type {Rates} from './rates.js';
import type {RequestQueue} from './request-queue.js';
import type {RequestTimeouts} from './request-timeouts.js';
import type {Swarm} from './swarm.js';
import type {BlockVerdict} from './torrent-input.js';

/** A peer without Fast may send this many blocks that were never asked for: it has no way to refuse, and may be confused. */
const maxUnrequested = 50;

/** Who is told of blocks. */
export interface BlockIntakeParts {
	readonly picker: Picker;
	readonly requests: RequestQueue;
	readonly downloads: Downloads;
	readonly departures: Departures;
	readonly corruption: Corruption;
	readonly rates: Rates;
	readonly timeouts: RequestTimeouts;
}

/**
 * What becomes of a block that comes in (R15). Its header decides: into the piece, or past it. One peer at a time may copy into a
 * block's place, and it keeps that right until the block is whole, it leaves, or it proves slow.
 */
export class BlockIntake {
	readonly #swarm: Swarm;
	readonly #parts: BlockIntakeParts;

	constructor(swarm: Swarm, parts: BlockIntakeParts) {
		this.#swarm = swarm;
		this.#parts = parts;
	}

	handleHeader(
		peer: Peer,
		index: number,
		begin: number,
		length: number,
		now: number,
	): BlockVerdict {
		const request = peer.pipeline?.find(index, begin);
		if (request === undefined || request.length !== length) {
			return this.#handleUnasked(peer, index, begin, length, now);
		}
		const {piece, block} = request;
		const rttMs = now - request.requestedAt;
		peer.newestRttMs = rttMs;
		peer.minRttMs = Number.isNaN(peer.minRttMs) ? rttMs : Math.min(peer.minRttMs, rttMs);
		const receiver = piece.receiverOf(block);
		if (receiver !== undefined) {
			if (now - receiver.pipeline!.receivingSince < slowBlockMs) {
				this.#parts.requests.delete(request);
				this.#countDuplicate(peer);
				return 'skip';
			}
			this.#parts.downloads.revoke(receiver);
		}
		this.#receive(peer, piece, block, now);
		return 'accept';
	}

	/** Part of a body that is copied. */
	handleProgress(peer: Peer, bytes: number, now: number): void {
		if (peer.pipeline !== undefined) {
			peer.pipeline.copiedBytes += bytes;
		}
		peer.downBytes += bytes;
		this.#swarm.counters.downBytes += bytes;
		peer.lastReceivedAt = now;
		peer.lastPayloadInAt = now;
		this.#parts.rates.addDown(peer, bytes, now);
	}

	/** A copied body is whole. */
	handleBlock(peer: Peer, now: number): void {
		const pipeline = peer.pipeline;
		const piece = pipeline?.receivingPiece;
		if (pipeline === undefined || piece === undefined) {
			return;
		}
		const block = pipeline.receivingBlock;
		const {requests, timeouts} = this.#parts;
		pipeline.receivingPiece = undefined;
		pipeline.copiedBytes = 0;
		piece.receive(block, now);
		this.#settleRequests(peer, piece, block);
		peer.blocksReceived++;
		this.#swarm.counters.blocksReceived++;
		pipeline.hasGiven = true;
		pipeline.refusals?.forgive();
		timeouts.unsnub(peer, now);
		pipeline.depth.handleBlock(piece.lengthOf(block), peer.minRttMs, now);
		if (piece.isReceived) {
			this.#complete(piece);
		}
		requests.refill(peer, now);
	}

	/** A body that was read past is through, or one that was copied was not kept. */
	handleSkipped(peer: Peer, length: number, now: number): void {
		this.#parts.downloads.abandon(peer);
		this.handleProgress(peer, length - (peer.pipeline?.copiedBytes ?? 0), now);
		if (peer.pipeline !== undefined) {
			peer.pipeline.copiedBytes = 0;
		}
		peer.wastedBytes += length;
		this.#swarm.counters.wastedBytes += length;
		this.#parts.requests.refill(peer, now);
	}

	/** A block no request stands for: late, or never asked for (R15). */
	#handleUnasked(
		peer: Peer,
		index: number,
		begin: number,
		length: number,
		now: number,
	): BlockVerdict {
		const {pieces, counters} = this.#swarm;
		const piece = pieces.active.get(index);
		const block = pieces.blockAt(index, begin, length);
		if (!this.#parts.requests.forgetTakenBack(peer, index, begin, length)) {
			peer.unrequestedBlocks++;
			counters.unrequestedBlocks++;
			if (peer.isFast || peer.unrequestedBlocks > maxUnrequested) {
				const detail = `piece ${index}, offset ${begin}, length ${length}`;
				this.#parts.departures.close(peer, 'unrequested-block', detail, now);
			}
			return 'skip';
		}
		const isNeeded =
			piece !== undefined &&
			!piece.hasBlock(block) &&
			piece.receiverOf(block) === undefined &&
			this.#parts.picker.isRightGiver(peer, piece);
		if (!isNeeded) {
			this.#countDuplicate(peer);
			return 'skip';
		}
		this.#receive(peer, piece, block, now);
		this.#parts.timeouts.handleLate(peer, now);
		return 'accept';
	}

	#receive(peer: Peer, piece: ActivePiece, block: number, now: number): void {
		const pipeline = peer.pipeline!;
		piece.beginReceiving(block, peer);
		pipeline.receivingPiece = piece;
		pipeline.receivingBlock = block;
		pipeline.receivingSince = now;
	}

	/** The block is here: whoever else was asked for it hears CANCEL (R13). */
	#settleRequests(peer: Peer, piece: ActivePiece, block: number): void {
		const {requests} = this.#parts;
		for (
			let request = piece.requestOf(block);
			request !== undefined;
			request = piece.requestOf(block)
		) {
			if (request.peer === peer) {
				requests.delete(request);
			} else {
				requests.cancel(request);
			}
		}
	}

	#complete(piece: ActivePiece): void {
		const {index} = piece;
		this.#parts.corruption.handleComplete(piece);
		this.#swarm.pieces.submit(index);
		this.#swarm.output.completePiece(index);
	}

	#countDuplicate(peer: Peer): void {
		peer.duplicateBlocks++;
		this.#swarm.counters.duplicateBlocks++;
	}
}
