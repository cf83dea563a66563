/** A blocking call is late when it takes longer than these together: the page cache takes 0.3 ms a MiB. */
const expectedMs = 5;
const expectedMsPerMebibyte = 2;

/**
 * How late calls may be before the thread pool takes over, and how much of it is forgiven a second. A disk that seeks uses it
 * up with one call or a few; a host that takes the processor away for some milliseconds now and then does not.
 */
const patienceMs = 40;
const forgivenMsPerSecond = 50;

/** The thread pool works for this long; twice as long the next time, up to the longest. */
const firstPoolMs = 500;
const longestPoolMs = 30_000;

const mebibyte = 1024 * 1024;

/**
 * Whether files may be read or written on the engine's own thread now. Where the page cache serves at once, the hop to the
 * thread pool is what costs; where it does not, a call blocks for as long as the kernel likes, which would stop every
 * connection. So a disk gets a few hundredths of a second of lateness, and now and then as much again to see.
 */
export class BlockingPace {
	#poolUntil = Number.NEGATIVE_INFINITY;
	#poolMs = firstPoolMs;
	/** How late the calls of late were, as of `#lateAt`. */
	#lateMs = 0;
	#lateAt = 0;

	/** False: use the thread pool. `now` in milliseconds, monotonic. */
	mayBlock(now: number): boolean {
		return now >= this.#poolUntil;
	}

	/** A call on this thread moved so many bytes. */
	judge(bytes: number, startedAt: number, now: number): void {
		const lateMs = now - startedAt - expectedMs - (expectedMsPerMebibyte * bytes) / mebibyte;
		if (lateMs > 0) {
			const forgivenMs = ((now - this.#lateAt) * forgivenMsPerSecond) / 1000;
			this.#lateMs = Math.max(0, this.#lateMs - forgivenMs) + lateMs;
			this.#lateAt = now;
		}
		if (this.#lateMs > patienceMs) {
			this.#lateMs = 0;
			this.#poolUntil = now + this.#poolMs;
			this.#poolMs = Math.min(longestPoolMs, 2 * this.#poolMs);
		} else if (now - this.#poolUntil > longestPoolMs) {
			this.#poolMs = firstPoolMs;
		}
	}
}
