import {monotonicNow} from './clock.js';
import {LoopLag} from './loop-lag.js';

/** The next beat when something is not to wait for its time. */
const hasteMs = 1;

/** The engine's beat while anything happens. */
const beatMs = 100;

/** The beat of an engine in which nothing happens: a swarm of idle peers costs one wake-up a second. */
const slackMs = 1000;

/**
 * One timer for all deadlines of all torrents. Beats every 100 ms after something happened, otherwise sleeps until the
 * next deadline, at most a second.
 */
export class TickLoop {
	readonly lag = new LoopLag();
	readonly #tick: (now: number) => number;
	#timer: NodeJS.Timeout | undefined;
	#dueAt = Number.POSITIVE_INFINITY;
	#isTouched = false;
	#isStopped = false;

	/** @param tick does what is due; returns the next moment at which something is */
	constructor(tick: (now: number) => number) {
		this.#tick = tick;
	}

	start(): void {
		this.#schedule(monotonicNow(), beatMs);
	}

	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#timer);
	}

	/** Something happened: the next beat comes within 100 ms. Cheap enough to be called for every read. */
	touch(now: number): void {
		if (this.#isTouched) {
			return;
		}

		this.#isTouched = true;
		if (this.#dueAt > now + beatMs) {
			clearTimeout(this.#timer);
			this.#schedule(now, beatMs);
		}
	}

	/** Something happened that a person waits for, or that keeps a fast transfer waiting: beats at once. */
	hurry(now: number): void {
		this.#isTouched = true;
		if (this.#dueAt > now + hasteMs) {
			clearTimeout(this.#timer);
			this.#schedule(now, hasteMs);
		}
	}

	#schedule(now: number, delayMs: number): void {
		if (!this.#isStopped) {
			this.#dueAt = now + delayMs;
			this.#timer = setTimeout(this.#beat, delayMs);
		}
	}

	readonly #beat = (): void => {
		const now = monotonicNow();
		this.lag.record(now - this.#dueAt);
		const wasTouched = this.#isTouched;
		this.#isTouched = false;
		const deadline = this.#tick(now);
		const longestMs = wasTouched || this.#isTouched ? beatMs : slackMs;
		this.#schedule(now, Math.min(longestMs, Math.max(beatMs, deadline - now)));
	};
}
