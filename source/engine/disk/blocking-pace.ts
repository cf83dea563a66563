/** A blocking call is slow when it takes longer than these together: the page cache takes 0.3 ms a MiB. */
const slowMs = 5;
const slowMsPerMebibyte = 2;

/** After a slow call the thread pool works for this long; twice as long after the next one, up to the longest. */
const firstPoolMs = 500;
const longestPoolMs = 30_000;

const mebibyte = 1024 * 1024;

/**
 * Whether files may be read or written on the engine's own thread now. Where the page cache serves at once, the hop to the
 * thread pool is what costs; where it does not, a call blocks for as long as the kernel likes, which would stop every
 * connection. So one slow call is all a disk gets, and now and then one more to see.
 */
export class BlockingPace {
	#poolUntil = Number.NEGATIVE_INFINITY;
	#poolMs = firstPoolMs;

	/** False: use the thread pool. `now` in milliseconds, monotonic. */
	mayBlock(now: number): boolean {
		return now >= this.#poolUntil;
	}

	/** A call on this thread moved so many bytes. */
	judge(bytes: number, startedAt: number, now: number): void {
		if (now - startedAt > slowMs + (slowMsPerMebibyte * bytes) / mebibyte) {
			this.#poolUntil = now + this.#poolMs;
			this.#poolMs = Math.min(longestPoolMs, 2 * this.#poolMs);
		} else if (now - this.#poolUntil > longestPoolMs) {
			this.#poolMs = firstPoolMs;
		}
	}
}
