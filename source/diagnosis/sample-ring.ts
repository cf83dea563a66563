/** Buckets of a window: five seconds each at full scale. */
export const bucketCount = 60;

/**
 * A window over some numbers that are sampled now and then: one row a bucket, the newest sample of each bucket kept,
 * a bucket without a sample repeating the one before. Its memory never grows.
 */
export class SampleRing {
	readonly #width: number;
	readonly #rows: Float64Array;
	/** Number of the newest bucket since the clock's zero; NaN before the first sample. */
	#newest = Number.NaN;
	#count = 0;

	/** `width`: numbers a sample. */
	constructor(width: number) {
		this.#width = width;
		this.#rows = new Float64Array(width * bucketCount);
	}

	/** Buckets that hold a sample, at most {@link bucketCount}. */
	get count(): number {
		return this.#count;
	}

	/** Forgets everything. */
	clear(): void {
		this.#newest = Number.NaN;
		this.#count = 0;
	}

	/** Keeps a sample; `bucketMs` is the length of a bucket. */
	record(sample: ArrayLike<number>, now: number, bucketMs: number): void {
		const bucket = Math.floor(now / bucketMs);
		if (this.#count === 0 || bucket < this.#newest) {
			this.#count = 1;
			this.#newest = bucket;
		}
		const gap = Math.min(bucket - this.#newest, bucketCount);
		for (let step = gap; step > 0; step--) {
			const from = this.#offset(0);
			this.#newest = bucket - step + 1;
			this.#rows.copyWithin(this.#offset(0), from, from + this.#width);
			this.#count = Math.min(this.#count + 1, bucketCount);
		}
		const offset = this.#offset(0);
		for (let place = 0; place < this.#width; place++) {
			this.#rows[offset + place] = sample[place]!;
		}
	}

	/** The sample `ago` buckets back: the oldest there is when it is further back than that. NaN without samples. */
	value(place: number, ago = 0): number {
		return this.#count === 0
			? Number.NaN
			: this.#rows[this.#offset(Math.min(ago, this.#count - 1)) + place]!;
	}

	/** How much a counter grew over the window; 0 while it is not known. */
	growth(place: number): number {
		return this.value(place) - this.value(place, bucketCount) || 0;
	}

	/** The highest sample of the window; NaN without samples. */
	highest(place: number): number {
		let highest = this.value(place);
		for (let ago = 1; ago < this.#count; ago++) {
			highest = Math.max(highest, this.value(place, ago));
		}
		return highest;
	}

	/** The lowest sample of the window above zero; NaN without one. */
	lowest(place: number): number {
		let lowest = Number.POSITIVE_INFINITY;
		for (let ago = 0; ago < this.#count; ago++) {
			const value = this.value(place, ago);
			lowest = value > 0 && value < lowest ? value : lowest;
		}
		return Number.isFinite(lowest) ? lowest : Number.NaN;
	}

	/** Mean of the known ones of the newest `buckets` samples; NaN without one. */
	mean(place: number, buckets: number): number {
		let sum = 0;
		let known = 0;
		for (let ago = 0; ago < Math.min(buckets, this.#count); ago++) {
			const value = this.value(place, ago);
			if (!Number.isNaN(value)) {
				sum += value;
				known++;
			}
		}
		return sum / known;
	}

	#offset(ago: number): number {
		const place = (((this.#newest - ago) % bucketCount) + bucketCount) % bucketCount;
		return place * this.#width;
	}
}
