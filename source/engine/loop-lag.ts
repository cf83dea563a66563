/**
 * Ticks looked back on: twenty seconds of a busy engine. Of fifty, three late ones made the 95th percentile: a third of a second in which
 * another program had the processor.
 */
const sampleCount = 200;

/**
 * How late the event loop runs: the 95th percentile over the last ticks (E36). Fed by the engine's own tick, which
 * knows when it wanted to run, so that an idle engine is not woken to measure that it is idle.
 */
export class LoopLag {
	readonly #samples = new Float64Array(sampleCount);
	#next = 0;

	/** A timer fired this much after its time. */
	record(lagMs: number): void {
		this.#samples[this.#next] = Math.max(0, lagMs);
		this.#next = (this.#next + 1) % sampleCount;
	}

	/** Milliseconds. */
	p95Ms(): number {
		return this.#samples.toSorted()[Math.floor(sampleCount * 0.95)]!;
	}
}
