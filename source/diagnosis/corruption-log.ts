import type {CorruptionMetrics} from './metrics.js';

/** Pieces and peers kept at most: a torrent that fails everywhere says so with the first of them. */
const capacity = 64;

interface FailedPiece {
	at: number;
	failures: number;
	readonly peers: Set<string>;
}

/** The pieces of one torrent that failed their hash in the window, and the peers proven to be the cause. */
export class CorruptionLog {
	readonly #pieces = new Map<number, FailedPiece>();
	readonly #liars = new Map<string, number>();
	/** All of them so far: a ban stays when its reason is forgotten here. */
	readonly #banned = new Set<string>();

	/** `peers`: who sent blocks of the piece. */
	addFailure(index: number, peers: readonly string[], now: number): void {
		const piece = this.#pieces.get(index);
		if (piece === undefined) {
			if (this.#pieces.size < capacity) {
				this.#pieces.set(index, {at: now, failures: 1, peers: new Set(peers)});
			}
			return;
		}
		piece.at = now;
		piece.failures++;
		for (const peer of peers) {
			if (piece.peers.size < capacity) {
				piece.peers.add(peer);
			}
		}
	}

	/** A peer was closed for sending corrupt data (R17). */
	addLiar(address: string, now: number): void {
		this.#liars.delete(address);
		if (this.#banned.size < capacity) {
			this.#banned.add(address);
		}
		if (this.#liars.size < capacity) {
			this.#liars.set(address, now);
		}
	}

	/** Forgets what last happened before `since`. */
	prune(since: number): void {
		for (const [index, piece] of this.#pieces) {
			if (piece.at < since) {
				this.#pieces.delete(index);
			}
		}
		for (const [address, at] of this.#liars) {
			if (at < since) {
				this.#liars.delete(address);
			}
		}
	}

	metrics(): CorruptionMetrics {
		return {
			liars: [...this.#liars.keys()],
			banned: this.#banned.size,
			pieces: [...this.#pieces]
				.map(([index, {failures, peers}]) => ({index, failures, peers: [...peers]}))
				.toSorted((a, b) => b.failures - a.failures || a.index - b.index),
		};
	}
}
