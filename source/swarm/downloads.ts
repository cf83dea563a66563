import type {ActivePiece} from './active-piece.js';
import type {Peer} from './peer.js';
import {pieceStates} from './piece-map.js';
import type {RequestQueue} from './request-queue.js';
import type {Swarm} from './swarm.js';

/** Takes active pieces away from those who work on them. */
export class Downloads {
	readonly #swarm: Swarm;
	readonly #requests: RequestQueue;

	constructor(swarm: Swarm, requests: RequestQueue) {
		this.#swarm = swarm;
		this.#requests = requests;
	}

	/** Gives up what was received of a piece; it may be opened again at once if it is wanted. */
	drop(piece: ActivePiece): void {
		const {pieces, availability, output, counters, log} = this.#swarm;
		for (let block = 0; block < piece.blockCount; block++) {
			const receiver = piece.receiverOf(block);
			if (receiver !== undefined) {
				this.revoke(receiver);
			}
			for (
				let request = piece.requestOf(block);
				request !== undefined;
				request = piece.requestOf(block)
			) {
				this.#requests.cancel(request);
			}
			counters.wastedBytes += piece.hasBlock(block) ? piece.lengthOf(block) : 0;
		}
		pieces.drop(piece.index);
		if (pieces.isOpenable(piece.index)) {
			availability.add(piece.index);
		}
		output.dropPiece(piece.index);
		this.#swarm.isWakeDue = true;
		log.piece('piece-dropped', piece.index, () => `Piece ${piece.index} is given up half way`);
	}

	dropAll(): void {
		for (const piece of [...this.#swarm.pieces.active.values()]) {
			this.drop(piece);
		}
	}

	/**
	 * What a peer on parole keeps to itself is given up: it left, chokes us or stands still. Others must not complete it,
	 * since what it gave so far is suspect (R17).
	 */
	dropExclusive(peer: Peer, now: number): void {
		if (!peer.isOnParole) {
			return;
		}
		for (const piece of [...this.#swarm.pieces.active.values()]) {
			if (piece.exclusiveTo === peer) {
				this.drop(piece);
				// Others are asked for it first (R20).
				this.#requests.refuse(peer, piece.index, now);
			}
		}
	}

	/** The copy that is coming in from a peer loses its place. Its request is over: what it sends is read past. */
	revoke(peer: Peer): void {
		if (this.abandon(peer)) {
			this.#swarm.output.revokeBlock(peer);
		}
	}

	/** The copy that was coming in is not kept. @returns whether one was. */
	abandon(peer: Peer): boolean {
		const piece = peer.pipeline?.receivingPiece;
		if (piece === undefined) {
			return false;
		}
		const {receivingBlock} = peer.pipeline!;
		this.forgetReceiving(peer);
		for (
			let request = piece.requestOf(receivingBlock);
			request !== undefined;
			request = request.nextForBlock
		) {
			if (request.peer === peer) {
				this.#requests.delete(request);
				break;
			}
		}
		return true;
	}

	/** Nothing is coming in from the peer any more. */
	forgetReceiving(peer: Peer): void {
		const piece = peer.pipeline?.receivingPiece;
		if (piece !== undefined) {
			piece.endReceiving(peer.pipeline!.receivingBlock);
			peer.pipeline!.receivingPiece = undefined;
			this.#swarm.isWakeDue = true;
		}
	}

	/** A piece that was being verified is missing again. @returns whether it was being verified. */
	fail(index: number): boolean {
		const {pieces, availability} = this.#swarm;
		if (pieces.stateOf(index) !== pieceStates.verifying) {
			return false;
		}
		pieces.fail(index);
		if (pieces.isOpenable(index)) {
			availability.add(index);
		}
		this.#swarm.isWakeDue = true;
		return true;
	}
}
