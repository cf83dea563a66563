/**
 * Randomness of the lab: the same seed gives the same run. Each user of it takes a fork under a name of its own, so that
 * one more peer in a scenario doesn't change what the others draw. (mulberry32: small, and good enough for a lab.)
 */
export class LabRandom {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	/** A generator of its own for `name`; doesn't draw from this one. */
	fork(name: string): LabRandom {
		let hash = this.#state ^ 0x81_1c_9d_c5;
		for (const letter of name) {
			hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01_00_01_93);
		}

		return new LabRandom(mix(hash));
	}

	/** At least 0, less than 1. */
	next(): number {
		this.#state = (this.#state + 0x6d_2b_79_f5) >>> 0;
		return mix(this.#state) / 0x1_00_00_00_00;
	}

	/** A whole number from 0 to `limit` - 1. */
	below(limit: number): number {
		return Math.floor(this.next() * limit);
	}

	/** The numbers from 0 to `count` - 1 in a random order. */
	shuffled(count: number): number[] {
		const order = Array.from({length: count}, (_, index) => index);
		for (let last = count - 1; last > 0; last--) {
			const other = this.below(last + 1);
			[order[last], order[other]] = [order[other]!, order[last]!];
		}

		return order;
	}
}

/** Spreads each bit of a 32-bit number over all of them. */
export function mix(value: number): number {
	let mixed = Math.imul(value ^ (value >>> 15), value | 1);
	mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
	return (mixed ^ (mixed >>> 14)) >>> 0;
}
