import {hasBit} from '../protocol/bitfield.js';

/** Which pieces a search may return. */
export interface RaritySearch {
	/** The pieces of the peer; absent when it has all. */
	readonly bits: Uint8Array | undefined;
	/** Ignore how rare they are: for the random first piece (R13). */
	readonly isRandom: boolean;
	readonly random: () => number;
	/** A further condition; absent when there is none. */
	readonly isAllowed?: ((index: number) => boolean) | undefined;
}

/** What an order is made from. */
export interface RarityOrderOptions {
	/**
	 * Two numbers a piece of the torrent, side by side since they are used together: where it stands in its order, and how
	 * many have it. Shared by the orders of all priorities, which share no piece.
	 */
	readonly entries: Int32Array;
	readonly isOpenable: (index: number) => boolean;
}

/** Pieces waiting to be moved up: 8 to 128 took the same time per HAVE, and more would make the next pick wait. */
const maxRaises = 16;

/**
 * Pieces that may be opened, the rarest first, kept in order by one swap per change.
 *
 * `#order` holds every piece of this order, cut into runs: up to `#start` those that may not be opened now, then a bucket for each
 * count of peers. No bucket below `#lowest` has a piece, and that one begins at `#start`; above it `#bound[count]` is where the bucket
 * of `count` begins. Each ends where the next one begins. A piece one peer more has moves over the boundary it lies next to after one
 * swap. Within a bucket the order means nothing; ties are broken at random by where a search begins.
 *
 * HAVEs come by the million, from anywhere: nearly all of what one costs is waiting for memory. So those swaps are made a few at a
 * time, in a loop so short that the processor waits for several at once, and always before anybody looks at the order.
 */
export class RarityOrder {
	readonly #order: Int32Array;
	readonly #entries: Int32Array;
	#bound: Int32Array;
	/** Two numbers a piece to be moved up: the piece, and how many had it before. */
	readonly #raises = new Int32Array(2 * maxRaises);
	#raisesLength = 0;
	#start: number;
	#lowest = 0;

	/** `pieces` are all this order will ever hold. */
	constructor(pieces: readonly number[], {entries, isOpenable}: RarityOrderOptions) {
		this.#entries = entries;
		this.#order = new Int32Array(pieces.length);
		const bucketOf = (index: number) => (isOpenable(index) ? entries[2 * index + 1]! : -1);
		const sizes = new Int32Array(
			pieces.reduce((most, index) => Math.max(most, bucketOf(index)), 0) + 2,
		);
		for (const index of pieces) {
			sizes[bucketOf(index) + 1]!++;
		}
		// A counting sort: each run begins where the one before it ends.
		this.#bound = new Int32Array(Math.max(16, sizes.length)).fill(pieces.length);
		const next = new Int32Array(sizes.length);
		for (let run = 1; run < sizes.length; run++) {
			next[run] = next[run - 1]! + sizes[run - 1]!;
			this.#bound[run - 1] = next[run]!;
		}
		this.#start = this.#bound[0]!;
		for (const index of pieces) {
			const at = next[bucketOf(index) + 1]!++;
			this.#order[at] = index;
			entries[2 * index] = at;
		}
	}

	/** How many pieces may be opened. */
	get size(): number {
		return this.#order.length - this.#start;
	}

	/** How many of these are in at least `count` hands. */
	sizeFrom(count: number): number {
		this.#settle();
		return this.#order.length - this.#boundOf(count);
	}

	/** Whether a piece of this order may be opened. */
	has(index: number): boolean {
		return this.#entries[2 * index]! >= this.#start;
	}

	/** From now on the piece may be opened; `count` peers have it. */
	add(index: number, count: number): void {
		this.#settle();
		this.#swap(this.#entries[2 * index]!, this.#start - 1);
		this.#lower(count);
		this.#start--;
		for (let bucket = this.#lowest; bucket < count; bucket++) {
			this.increment(index, bucket);
		}
	}

	/** From now on the piece may not be opened; `count` peers have it. */
	delete(index: number, count: number): void {
		this.#settle();
		let at = this.#entries[2 * index]!;
		const bound = this.#bound;
		for (let bucket = count; bucket > this.#lowest; bucket--) {
			const first = bound[bucket]!++;
			if (first !== at) {
				this.#swap(at, first);
				at = first;
			}
		}
		this.#swap(at, this.#start++);
	}

	/** One peer more has the piece, which `count` had so far. */
	increment(index: number, count: number): void {
		const raises = this.#raises;
		const at = this.#raisesLength;
		raises[at] = index;
		raises[at + 1] = count;
		this.#raisesLength = at + 2;
		if (at + 2 === raises.length) {
			this.#raiseAll();
		}
	}

	/** One peer less has the piece, which `count` had so far. */
	decrement(index: number, count: number): void {
		this.#settle();
		if (this.has(index)) {
			this.#lower(count - 1);
			this.#swap(this.#entries[2 * index]!, this.#bound[count]!++);
		}
	}

	/**
	 * The rarest piece that `search` allows, ties broken at random; -1 when there is none. Pieces in fewer than `least` hands
	 * are not looked at: 1 when only partial peers are counted and no seed is here.
	 */
	find(search: RaritySearch, least: number): number {
		this.#settle();
		const end = this.#order.length;
		if (search.isRandom) {
			return this.#findBetween(this.#boundOf(least), end, search);
		}
		this.#skipEmptyBuckets();
		for (let bucket = Math.max(this.#lowest, least); ; bucket++) {
			const start = this.#boundOf(bucket);
			if (start === end) {
				return -1;
			}
			const index = this.#findBetween(start, this.#bound[bucket + 1] ?? end, search);
			if (index >= 0) {
				return index;
			}
		}
	}

	#findBetween(start: number, end: number, {bits, random, isAllowed}: RaritySearch): number {
		if (start === end) {
			return -1;
		}
		const order = this.#order;
		const first = start + Math.floor(random() * (end - start));
		let at = first;
		do {
			const index = order[at]!;
			if ((bits === undefined || hasBit(bits, index)) && (isAllowed?.(index) ?? true)) {
				return index;
			}
			at = at + 1 === end ? start : at + 1;
		} while (at !== first);
		return -1;
	}

	/** Where the bucket of `count` begins. */
	#boundOf(count: number): number {
		return count <= this.#lowest ? this.#start : (this.#bound[count] ?? this.#order.length);
	}

	/** The bucket of `count` is to have a piece. */
	#lower(count: number): void {
		for (; this.#lowest > count; this.#lowest--) {
			this.#bound[this.#lowest] = this.#start;
		}
	}

	#skipEmptyBuckets(): void {
		const bound = this.#bound;
		let lowest = this.#lowest;
		while (lowest + 1 < bound.length && bound[lowest + 1] === this.#start) {
			lowest++;
		}
		this.#lowest = lowest;
	}

	/** Before anybody looks at the order or changes it in another way. */
	#settle(): void {
		if (this.#raisesLength > 0) {
			this.#raiseAll();
		}
	}

	/** Moves up the pieces that wait for it, each from its bucket to the next. */
	#raiseAll(): void {
		const raises = this.#raises;
		const end = this.#raisesLength;
		this.#raisesLength = 0;
		// Everything at hand: what is loaded again in each turn takes a twentieth of a HAVE's time.
		const order = this.#order;
		const entries = this.#entries;
		let bound = this.#bound;
		const start = this.#start;
		for (let next = 0; next < end; next += 2) {
			const index = raises[next]!;
			const above = raises[next + 1]! + 1;
			const at = entries[2 * index]!;
			if (at < start) {
				continue;
			}
			if (above >= bound.length) {
				this.#lengthenBound();
				bound = this.#bound;
			}
			const last = bound[above]! - 1;
			const other = order[last]!;
			bound[above] = last;
			order[at] = other;
			order[last] = index;
			entries[2 * other] = at;
			entries[2 * index] = last;
		}
	}

	#lengthenBound(): void {
		const longer = new Int32Array(this.#bound.length * 2).fill(this.#order.length);
		longer.set(this.#bound);
		this.#bound = longer;
	}

	#swap(left: number, right: number): void {
		const order = this.#order;
		const moved = order[left]!;
		const other = order[right]!;
		order[left] = other;
		order[right] = moved;
		this.#entries[2 * moved] = right;
		this.#entries[2 * other] = left;
	}
}
