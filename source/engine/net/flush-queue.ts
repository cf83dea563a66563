import {monotonicNow} from '../clock.js';

/** Something that gathers output and writes it in one piece. */
export interface Flushable {
	flush(now: number): void;
}

/**
 * Who has something to write. All are flushed once the event being handled is over (a read, a tick, a disk callback): a small
 * write costs 7 µs, so whatever an event decides leaves in one write a peer, and nothing waits for a timer.
 */
export class FlushQueue {
	#waiting: Flushable[] = [];

	/** Flushes it when the current event is over. Add it once, until it was flushed. */
	add(flushable: Flushable): void {
		if (this.#waiting.push(flushable) === 1) {
			queueMicrotask(this.#flush);
		}
	}

	readonly #flush = (): void => {
		const waiting = this.#waiting;
		this.#waiting = [];
		const now = monotonicNow();
		for (const each of waiting) {
			each.flush(now);
		}
	};
}
