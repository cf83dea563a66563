import type {Peer} from './peer.js';

/**
 * For each peer the next moment at which one of its clocks may run out: one number in a row of numbers, so that a tick over
 * 2,000 idle peers reads 16 KiB and touches no peer. A clock that moves on (a byte came) leaves its number as it is:
 * when that is due the peer's clocks are looked at and the number is set anew.
 */
export class Deadlines {
	#at = new Float64Array(16);
	readonly #peers: Peer[] = [];

	add(peer: Peer): void {
		peer.slot = this.#peers.length;
		this.#peers.push(peer);
		if (this.#peers.length > this.#at.length) {
			const longer = new Float64Array(this.#at.length * 2);
			longer.set(this.#at);
			this.#at = longer;
		}
		this.#at[peer.slot] = Number.POSITIVE_INFINITY;
	}

	delete(peer: Peer): void {
		const last = this.#peers.pop()!;
		if (last !== peer) {
			this.#at[peer.slot] = this.#at[last.slot]!;
			this.#peers[peer.slot] = last;
			last.slot = peer.slot;
		}
		peer.slot = -1;
	}

	/** The peer is looked at not later than `at`. */
	limit(peer: Peer, at: number): void {
		if (at < this.#at[peer.slot]!) {
			this.#at[peer.slot] = at;
		}
	}

	/** The earliest of all; Infinity without peers. */
	next(): number {
		let next = Number.POSITIVE_INFINITY;
		for (let slot = 0; slot < this.#peers.length; slot++) {
			const at = this.#at[slot]!;
			if (at < next) {
				next = at;
			}
		}
		return next;
	}

	/** Takes the peers whose moment has come; each must be given a new one. */
	takeDue(now: number): Peer[] {
		const due: Peer[] = [];
		for (let slot = 0; slot < this.#peers.length; slot++) {
			if (this.#at[slot]! <= now) {
				this.#at[slot] = Number.POSITIVE_INFINITY;
				due.push(this.#peers[slot]!);
			}
		}
		return due;
	}
}
