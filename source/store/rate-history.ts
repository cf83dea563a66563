/** Samples kept: ten minutes, one a second. */
export const historyLength = 600;

/**
 * The last ten minutes of a number, one sample a second, for a graph. Between two samples the last one is overwritten,
 * so that a screen at 4 Hz and one at 1 Hz draw the same graph. Seconds without a snapshot repeat the last value.
 */
export class RateHistory {
	readonly #samples = new Float32Array(historyLength);
	#second = -1;
	#firstSecond = -1;

	/** Whole seconds of the engine's clock seen so far; changes when the graph moves by one. */
	get second(): number {
		return this.#second;
	}

	/** How many samples there are, at most {@link historyLength}. */
	get size(): number {
		return this.#second === -1 ? 0 : Math.min(historyLength, this.#second - this.#firstSecond + 1);
	}

	/** Takes the value at `now` (engine clock, milliseconds). */
	add(now: number, value: number): void {
		const second = Math.floor(now / 1000);
		if (this.#second === -1) {
			this.#firstSecond = second;
			this.#second = second;
		}
		const missed = Math.min(historyLength, second - this.#second);
		const last = this.#samples[this.#second % historyLength] ?? 0;
		for (let back = missed - 1; back > 0; back--) {
			this.#samples[(second - back) % historyLength] = last;
		}
		this.#second = Math.max(this.#second, second);
		this.#samples[this.#second % historyLength] = value;
	}

	/** The newest `count` samples up to `until` (engine clock, milliseconds), oldest first; shorter while there are fewer. */
	newest(count: number, until = Number.POSITIVE_INFINITY): Float32Array {
		const last = Math.min(this.#second, Math.floor(until / 1000));
		const first = this.#second - this.size + 1;
		const length = Math.max(0, Math.min(count, last - first + 1));
		const samples = new Float32Array(length);
		for (let index = 0; index < length; index++) {
			samples[index] = this.#samples[(last - length + 1 + index) % historyLength] ?? 0;
		}
		return samples;
	}
}
