import type {Timers} from '../../source/engine/timers.js';

/** Time that a test moves: timers fire in order, at their moment, when `advance` passes it. */
export class VirtualTimers implements Timers {
	#now = 0;
	readonly #timers = new Map<object, {readonly at: number; readonly callback: () => void}>();

	now(): number {
		return this.#now;
	}

	set(callback: () => void, delayMs: number): object {
		const handle = {};
		this.#timers.set(handle, {at: this.#now + delayMs, callback});
		return handle;
	}

	clear(handle: unknown): void {
		this.#timers.delete(handle as object);
	}

	/** How many timers are set. */
	get size(): number {
		return this.#timers.size;
	}

	advance(byMs: number): void {
		const until = this.#now + byMs;
		for (;;) {
			const due = [...this.#timers].filter(([, {at}]) => at <= until);
			const [next] = due.sort(([, a], [, b]) => a.at - b.at);
			if (next === undefined) {
				break;
			}

			const [handle, {at, callback}] = next;
			this.#timers.delete(handle);
			this.#now = at;
			callback();
		}

		this.#now = until;
	}
}
