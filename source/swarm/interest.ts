import type {Peer} from './peer.js';
import {countCommon} from './piece-bits.js';
import type {Swarm} from './swarm.js';
import type {Usefulness} from './usefulness.js';

/**
 * Whether we are interested in a peer (R4): exactly when it has a wanted piece. `piecesWanted` is that number, kept up to date
 * by every event that changes it, over the full wanted set and never a sample.
 */
export class Interest {
	readonly #swarm: Swarm;
	readonly #usefulness: Usefulness;

	constructor(swarm: Swarm, usefulness: Usefulness) {
		this.#swarm = swarm;
		this.#usefulness = usefulness;
	}

	/** The peer told all it has at once. */
	handleAvailability(peer: Peer, now: number): void {
		peer.piecesWanted = this.#countWanted(peer);
		this.#update(peer, now);
	}

	/** The peer told of one piece more, wanted or not. */
	handleHave(peer: Peer, isWanted: boolean, now: number): void {
		peer.piecesWanted += isWanted ? 1 : 0;
		// One more of what we want anyway changes nothing.
		if (peer.amInterested !== peer.piecesWanted > 0 || !peer.isInterestTold) {
			this.#update(peer, now);
		}
	}

	/** A wanted piece is ours now: nobody has it for us any more. */
	handleVerified(index: number, now: number): void {
		for (const peer of this.#swarm.peers) {
			if (peer.has(index)) {
				peer.piecesWanted--;
				this.#update(peer, now);
			}
		}
	}

	/** What we want changed: priorities, or a recheck. */
	recount(now: number): void {
		for (const peer of this.#swarm.peers) {
			peer.piecesWanted = this.#countWanted(peer);
			this.#update(peer, now);
		}
	}

	#countWanted(peer: Peer): number {
		const {pieces} = this.#swarm;
		if (peer.bits === undefined) {
			return peer.availability === 'all' ? pieces.wantedLeft : 0;
		}
		return countCommon(peer.bits, pieces.wantedBits);
	}

	/** INTERESTED and NOT_INTERESTED go out on change, and once when the first availability proves useless (seed 2). */
	#update(peer: Peer, now: number): void {
		const isInterested = peer.piecesWanted > 0;
		const isNews =
			isInterested !== peer.amInterested ||
			(!peer.isInterestTold && peer.availability !== 'unknown');
		if (isNews && peer.state === 'connected') {
			peer.isInterestTold = true;
			peer.amInterested = isInterested;
			peer.interestedSince = isInterested ? now : Number.NaN;
			this.#tell(peer, isInterested);
		}
		this.#usefulness.refresh(peer, now);
	}

	#tell(peer: Peer, isInterested: boolean): void {
		const {output, log} = this.#swarm;
		if (isInterested) {
			output.send(peer, {type: 'interested'});
			log.peer('sent-interested', peer, address => `Sent 'interested' to peer ${address}`);
		} else {
			output.send(peer, {type: 'notInterested'});
			log.peer(
				'sent-not-interested',
				peer,
				address => `Sent 'not interested' to peer ${address}: it has nothing we want`,
			);
		}
	}
}
