/** For how long blocks have come without a pause of some seconds. Milliseconds on the clock of whoever tells. */
export class BlockFlow {
	#blocks = 0;
	#blockAt = Number.NEGATIVE_INFINITY;
	#since = Number.NaN;

	/** `blocks` came so far. @returns for how long they have come; 0 when none came within `pauseMs`. */
	update(blocks: number, now: number, pauseMs: number): number {
		if (blocks > this.#blocks) {
			this.#since = now - this.#blockAt > pauseMs ? now : this.#since;
			this.#blocks = blocks;
			this.#blockAt = now;
		}
		return now - this.#blockAt <= pauseMs ? now - this.#since : 0;
	}
}
