/** Timers, injected so that tests own time. */
export interface Timers {
	set(callback: () => void, delayMs: number): unknown;
	clear(handle: unknown): void;
	/** Milliseconds, monotonic. */
	now(): number;
}

/** The real ones. */
export const realTimers: Timers = {
	set: (callback, delayMs) => setTimeout(callback, delayMs),
	clear: handle => clearTimeout(handle as ReturnType<typeof setTimeout>),
	now: () => performance.now(),
};

/**
 * When to ask the engine for the next snapshot: `hertz` times a second, and never before the last was applied. At most
 * one is on its way at any moment, so however slow this side is, nothing piles up on the other.
 */
export class SnapshotPuller {
	readonly #pull: () => void;
	readonly #timers: Timers;
	#intervalMs: number;
	#timer: unknown;
	#isWaiting = false;
	#isAgain = false;
	#isClosed = false;
	#pulledAt = Number.NEGATIVE_INFINITY;

	/** `pull` sends the question; `hertz` is the most often it is asked. */
	constructor(pull: () => void, hertz: number, timers: Timers) {
		this.#pull = pull;
		this.#timers = timers;
		this.#intervalMs = 1000 / hertz;
	}

	/** Asks at once; while an answer is awaited, as soon as that is here. */
	pullNow(): void {
		if (this.#isClosed) {
			return;
		}
		if (this.#isWaiting) {
			this.#isAgain = true;
			return;
		}
		this.#timers.clear(this.#timer);
		this.#isWaiting = true;
		this.#isAgain = false;
		this.#pulledAt = this.#timers.now();
		this.#pull();
	}

	/** The snapshot asked for has been applied. */
	handleApplied(): void {
		if (!this.#isWaiting || this.#isClosed) {
			return;
		}
		this.#isWaiting = false;
		if (this.#isAgain) {
			this.pullNow();
			return;
		}
		const delayMs = Math.max(0, this.#pulledAt + this.#intervalMs - this.#timers.now());
		this.#timer = this.#timers.set(() => this.pullNow(), delayMs);
	}

	/** Another frequency, from the next snapshot on. */
	setHertz(hertz: number): void {
		this.#intervalMs = 1000 / hertz;
	}

	/** Never asks again. */
	close(): void {
		this.#isClosed = true;
		this.#timers.clear(this.#timer);
	}
}
