import type {ActivePiece} from './active-piece.js';
import type {Peer} from './peer.js';
import {findCommon} from './piece-bits.js';
import type {Pipeline} from './pipeline.js';
import type {Swarm} from './swarm.js';

/** A peer with fewer wanted pieces than this is looked at piece by piece: the order may be long before one of them comes. */
const fewPieces = 64;

/**
 * Which piece to ask a peer for next (R13). In this order: go on with the piece of its last request; a piece that is begun
 * and has free blocks; a new one, at random while we have none, in order when that is set, else the rarest.
 * A piece that this peer does not have is never looked at, so none that nobody has can be picked.
 */
export class Picker {
	readonly #swarm: Swarm;

	constructor(swarm: Swarm) {
		this.#swarm = swarm;
	}

	/** A piece with a free block to ask `peer` for, opened if it was not; undefined when there is none. */
	pick(peer: Peer, pipeline: Pipeline, now: number): ActivePiece | undefined {
		const current = pipeline.piece;
		if (current !== undefined && current.freeCount > 0 && this.mayAsk(peer, current, now)) {
			return current;
		}
		const {free} = this.#swarm.pieces;
		if (pipeline.starvedVersion === free.version) {
			return undefined;
		}
		const piece = this.#pickBegun(peer, now) ?? this.#pickNew(peer, now);
		pipeline.piece = piece;
		if (piece === undefined) {
			pipeline.starvedVersion = free.version;
		}
		return piece;
	}

	/** Whether blocks of an active piece may be asked of this peer. */
	mayAsk(peer: Peer, piece: ActivePiece, now: number): boolean {
		return (
			this.isRightGiver(peer, piece) &&
			peer.has(piece.index) &&
			this.#isAllowed(peer, piece.index, now)
		);
	}

	/** R17: on parole a peer gives whole pieces alone, and nobody else helps with those. */
	isRightGiver(peer: Peer, piece: ActivePiece): boolean {
		return peer.isOnParole ? piece.exclusiveTo === peer : piece.exclusiveTo === undefined;
	}

	/** Strict priority of partial pieces: of those the one of the highest priority, then the one begun first. */
	#pickBegun(peer: Peer, now: number): ActivePiece | undefined {
		const {priorities, free} = this.#swarm.pieces;
		if (free.size === 0) {
			return undefined;
		}
		let best: ActivePiece | undefined;
		for (const piece of free) {
			const lead = best === undefined ? 1 : priorities[piece.index]! - priorities[best.index]!;
			const isBetter = lead > 0 || (lead === 0 && piece.openedAt < best!.openedAt);
			if (isBetter && this.mayAsk(peer, piece, now)) {
				best = piece;
			}
		}
		return best;
	}

	#pickNew(peer: Peer, now: number): ActivePiece | undefined {
		const {pieces, availability} = this.#swarm;
		if (peer.piecesWanted === 0) {
			return undefined;
		}
		const index = this.#findNew(peer, now);
		if (index < 0) {
			return undefined;
		}
		availability.delete(index);
		const piece = pieces.open(index, now);
		piece.exclusiveTo = peer.isOnParole ? peer : undefined;
		return piece;
	}

	#findNew(peer: Peer, now: number): number {
		const {pieces, availability, settings, options} = this.#swarm;
		const isFree = peer.pipeline?.refusals === undefined && !peer.peerChoking;
		const isAllowed = isFree ? undefined : (index: number) => this.#isAllowed(peer, index, now);
		if (settings.isSequential) {
			return this.#findFirst(peer, isAllowed);
		}
		if (peer.peerChoking || peer.piecesWanted < fewPieces) {
			return this.#findRarestOfFew(peer, isAllowed);
		}
		return availability.find({
			bits: peer.bits,
			random: options.random,
			// A random first piece: something to trade comes sooner from a common piece than from the rarest (BEP 3).
			isRandom: pieces.haveCount === 0,
			isAllowed,
		});
	}

	/** The first piece of the highest priority. */
	#findFirst(peer: Peer, isAllowed?: (index: number) => boolean): number {
		const {pieces} = this.#swarm;
		const {priorities, wantedBits} = pieces;
		for (let priority = 7; priority > 0; priority--) {
			const index =
				pieces.wantedLeftAt(priority) === 0
					? -1
					: findCommon(
							peer.bits ?? wantedBits,
							wantedBits,
							candidate =>
								priorities[candidate] === priority &&
								pieces.isOpenable(candidate) &&
								(isAllowed?.(candidate) ?? true),
						);
			if (index >= 0) {
				return index;
			}
		}
		return -1;
	}

	/** The rarest piece of the highest priority, found by looking at each the peer may give: they are few. */
	#findRarestOfFew(peer: Peer, isAllowed?: (index: number) => boolean): number {
		const {pieces, availability, options} = this.#swarm;
		let best = -1;
		let bestRank = Number.POSITIVE_INFINITY;
		let ties = 0;
		const look = (index: number) => {
			if (!pieces.isOpenable(index) || !(isAllowed?.(index) ?? true)) {
				return false;
			}
			const rank = (7 - pieces.priorities[index]!) * 2 ** 32 + availability.countOf(index);
			ties = rank < bestRank ? 0 : ties;
			if (rank <= bestRank && options.random() * ++ties < 1) {
				best = index;
				bestRank = rank;
			}
			return false;
		};
		if (peer.peerChoking) {
			for (const index of peer.allowedFast ?? []) {
				if (peer.has(index)) {
					look(index);
				}
			}
		} else {
			findCommon(peer.bits ?? pieces.wantedBits, pieces.wantedBits, look);
		}
		return best;
	}

	/** A choking peer gives only what it allowed (BEP 6); what a peer refused is not asked again at once (R20). */
	#isAllowed(peer: Peer, index: number, now: number): boolean {
		if (peer.peerChoking && !peer.allowedFast?.has(index)) {
			return false;
		}
		return !(peer.pipeline?.refusals?.isRefused(index, now) ?? false);
	}
}
