/** Bytes of a block; a budget always has room for two of them, or a slow peer would never send one. */
const leastBurst = 2 * 16_384;

/** How many bytes may go now, when only so many may go a second. */
export class RateBudget {
	readonly #bytesPerSecond: number;
	#bytes = 0;

	/** `Infinity` for no limit. */
	constructor(bytesPerSecond: number) {
		this.#bytesPerSecond = bytesPerSecond;
	}

	/** Time passed. What isn't used within half a second is lost. */
	refill(seconds: number): void {
		const most = Math.max(leastBurst, this.#bytesPerSecond / 2);
		this.#bytes = Math.min(most, this.#bytes + this.#bytesPerSecond * seconds);
	}

	/** Takes the bytes if they are there. */
	take(bytes: number): boolean {
		if (this.#bytesPerSecond === Number.POSITIVE_INFINITY) {
			return true;
		}

		if (this.#bytes < bytes) {
			return false;
		}

		this.#bytes -= bytes;
		return true;
	}
}
