import type {Peer} from './peer.js';
import {PeerRates} from './peer-rates.js';
import type {Swarm} from './swarm.js';

/** How often rates are brought up to date. */
const sampleMs = 1000;

/** The payload rates of all peers. Peers that never moved a payload byte cost nothing. */
export class Rates {
	readonly #swarm: Swarm;
	#sampledAt = Number.NaN;
	/** Some rate is not zero, or will not be. */
	#isActive = false;

	constructor(swarm: Swarm) {
		this.#swarm = swarm;
	}

	/** When the next sample is due; Infinity while nothing moves. */
	get nextAt(): number {
		return this.#isActive ? this.#sampledAt + sampleMs : Number.POSITIVE_INFINITY;
	}

	addDown(peer: Peer, bytes: number, now: number): void {
		this.#of(peer, now).addDown(bytes);
	}

	addUp(peer: Peer, bytes: number, now: number): void {
		this.#of(peer, now).addUp(bytes);
	}

	tick(now: number): void {
		if (now < this.nextAt) {
			return;
		}
		const elapsedMs = now - this.#sampledAt;
		this.#sampledAt = now;
		this.#isActive = false;
		for (const peer of this.#swarm.peers) {
			if (peer.rates?.sample(peer, elapsedMs)) {
				this.#isActive = true;
			}
		}
	}

	#of(peer: Peer, now: number): PeerRates {
		if (!this.#isActive) {
			this.#isActive = true;
			this.#sampledAt = now;
		}
		peer.rates ??= new PeerRates();
		return peer.rates;
	}
}
