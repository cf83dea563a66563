import type {Peer} from '../../swarm/peer.js';
import {historyCodeOf, type PeerHistory, peerHistoryCodes} from './peer-history.js';

/** How often the strips are written. */
const secondMs = 1000;

/** A peer and the strip of its life. */
export interface Recorded {
	readonly peer: Peer;
	readonly history: PeerHistory;
}

/**
 * Writes the strip of each peer's life once a second, but only where it may change: from when something comes from a peer or goes to it
 * until it neither sends nor owes us anything. 2,000 idle peers lie all over the memory, and to look at each of them every second was
 * most of what an idle engine did.
 */
export class StripRecorder {
	readonly #stirred = new Set<Recorded>();
	#nextAt = 0;

	/** When `tick` has something to do next; Infinity while nobody stirs. */
	get nextAt(): number {
		return this.#stirred.size > 0 ? this.#nextAt : Number.POSITIVE_INFINITY;
	}

	/** The peer is new, or something came from it or goes to it. */
	stir(recorded: Recorded): void {
		this.#stirred.add(recorded);
	}

	/** The peer is gone. */
	forget(recorded: Recorded): void {
		this.#stirred.delete(recorded);
	}

	tick(now: number): void {
		if (now < this.#nextAt) {
			return;
		}

		this.#nextAt = now + secondMs;
		for (const recorded of this.#stirred) {
			const {peer, history} = recorded;
			const code = historyCodeOf(peer, now);
			history.record(code, now);
			if (code !== peerHistoryCodes.sending && peer.outstanding === 0) {
				this.#stirred.delete(recorded);
			}
		}
	}
}
