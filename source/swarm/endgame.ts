import {blockLength} from '../protocol/messages.js';
import type {ActivePiece} from './active-piece.js';
import type {Peer} from './peer.js';
import type {Picker} from './picker.js';
import {slowBlockMs} from './pipeline.js';
import type {Request} from './request.js';
import type {Swarm} from './swarm.js';

/** A block is asked of at most this many peers that are not snubbed, each a while after the one before. */
const maxAskedOf = 3;
const nextAfterMs = 1000;

/**
 * What a peer will have sent by then at its rate is left to it: much of that is in its socket already, where no CANCEL reaches it.
 * Half of what a peer has on order (R12).
 */
const soonMs = 1500;

/** Requests before another that are counted at most, to say whether it is answered soon. */
const maxSoon = 64;

/** Blocks looked at for one choice; the oldest pieces come first, they need help most. */
const maxLooks = 256;

/** A duplicate costs the swarm a block, so a peer gets no more of them on order than a tenth of its depth, or this. */
const leastDuplicates = 4;

/**
 * The endgame (R13): once every block that we can still ask for is asked for, peers with room are asked for blocks that
 * others owe us already; whoever answers first, the others get CANCEL.
 */
export class Endgame {
	readonly #swarm: Swarm;
	readonly #picker: Picker;

	constructor(swarm: Swarm, picker: Picker) {
		this.#swarm = swarm;
		this.#picker = picker;
	}

	/** Looks whether it has begun or ended. Called when nothing was found to ask a peer for. */
	update(): void {
		const swarm = this.#swarm;
		const isEndgame =
			swarm.isDownloading && !this.#isAnyBlockFree() && swarm.pieces.active.size > 0;
		if (isEndgame === swarm.isEndgame) {
			return;
		}
		swarm.isEndgame = isEndgame;
		if (isEndgame) {
			swarm.isWakeDue = true;
			swarm.log.torrent(
				'endgame-began',
				() => `Endgame: every block of the last ${swarm.pieces.wantedLeft} pieces is asked for`,
			);
		}
	}

	/** How many requests a peer may have outstanding while it is asked for duplicates. */
	depthOf(peer: Peer): number {
		return Math.min(peer.target, Math.max(leastDuplicates, Math.ceil(peer.target / 10)));
	}

	/**
	 * A request of somebody else for a block that `peer` should be asked for too: one that the fewest are asked for, who had
	 * their time to answer. A block that is coming in well is left alone: a second copy would only be skipped.
	 */
	pick(peer: Peer, now: number): Request | undefined {
		let best: Request | undefined;
		let fewest = maxAskedOf;
		let looks = 0;
		for (const piece of this.#swarm.pieces.active.values()) {
			if (piece.requestCount === 0 || !this.#picker.mayAsk(peer, piece, now)) {
				continue;
			}
			for (let block = piece.blockCount - 1; block >= 0; block--) {
				const request = piece.requestOf(block);
				if (
					request === undefined ||
					piece.isAskedOf(block, peer) ||
					isComingInWell(piece, block, now)
				) {
					continue;
				}
				const askedOf = countServing(request);
				// The newest request is the first of the list.
				const hadTime =
					askedOf === 0 || (now - request.requestedAt >= nextAfterMs && !isAnsweredSoon(request));
				if (hadTime && askedOf < fewest) {
					best = request;
					fewest = askedOf;
				}
				if (fewest <= 1 || ++looks >= maxLooks) {
					return best;
				}
			}
		}
		return best;
	}

	/** Whether a block that some connected peer has is asked of nobody. What a peer on parole keeps counts as asked for. */
	#isAnyBlockFree(): boolean {
		const {availability, pieces} = this.#swarm;
		if (availability.openableCount > 0) {
			return true;
		}
		for (const piece of pieces.free) {
			if (piece.exclusiveTo === undefined && availability.countOf(piece.index) > 0) {
				return true;
			}
		}
		return false;
	}
}

/** Whether a copy of the block is coming in that another one may not displace yet. */
function isComingInWell(piece: ActivePiece, block: number, now: number): boolean {
	const receiver = piece.receiverOf(block);
	return receiver !== undefined && now - receiver.pipeline!.receivingSince < slowBlockMs;
}

/** Whether the peer, at the rate at which it sends, comes to this request soon. */
function isAnsweredSoon(request: Request): boolean {
	const soonBytes = (request.peer.downBytesPerSecond * soonMs) / 1000;
	const soonBlocks = Math.min(maxSoon, Math.floor(soonBytes / blockLength));
	let before = request.previous;
	for (let count = 1; count < soonBlocks && before !== undefined; count++) {
		before = before.previous;
	}
	return soonBlocks >= 1 && before === undefined;
}

/** How many peers that are not snubbed are asked for the block of a request. */
function countServing(first: Request): number {
	let count = 0;
	for (
		let request: Request | undefined = first;
		request !== undefined;
		request = request.nextForBlock
	) {
		count += request.peer.isSnubbed ? 0 : 1;
	}
	return count;
}
