import type {Swarm} from './swarm.js';

/** Pieces verified since the last tick, to be told to every peer as HAVE (R3): batched, since each is told to all. */
export class HaveNews {
	readonly #swarm: Swarm;
	#pending: number[] = [];

	constructor(swarm: Swarm) {
		this.#swarm = swarm;
	}

	/** When something is to be told: at once, or never. */
	get nextAt(): number {
		return this.#pending.length > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	}

	add(index: number): void {
		this.#pending.push(index);
	}

	flush(): void {
		const pending = this.#pending;
		this.#pending = [];
		for (const index of pending) {
			const message = {type: 'have', index} as const;
			for (const peer of this.#swarm.peers) {
				if (peer.state === 'connected') {
					this.#swarm.output.send(peer, message);
				}
			}
		}
	}
}
