import {createRandom} from '../swarm/random.js';

/** Choices that follow from a seed. */
export class Chance {
	readonly random: () => number;

	constructor(seed: number) {
		this.random = createRandom(seed);
	}

	/** A source of its own, so that one part of a run does not shift the choices of another. */
	fork(): Chance {
		return new Chance(Math.floor(this.random() * 2 ** 32));
	}

	/** A whole number from `least` to `most`, both included. */
	whole(least: number, most: number): number {
		return least + Math.floor(this.random() * (most - least + 1));
	}

	/** A number between the two, small ones as likely per factor as large ones. */
	spread(least: number, most: number): number {
		return least * (most / least) ** this.random();
	}

	isHit(share: number): boolean {
		return this.random() < share;
	}

	pick<Item>(items: readonly Item[]): Item {
		return items[Math.floor(this.random() * items.length)]!;
	}
}
