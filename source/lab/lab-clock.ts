/** Ends a timer of the lab before its time. */
export type CancelTimer = () => void;

/**
 * The lab's time: a scenario is written in seconds, and runs `1 / timeScale` times as fast. It owns every timer of a lab, so
 * that stopping it leaves none behind.
 */
export class LabClock {
	/** What a second of the scenario lasts, in seconds: 0.1 is ten times as fast. */
	readonly timeScale: number;
	readonly #startedAt = performance.now();
	readonly #timers = new Set<NodeJS.Timeout>();

	constructor(timeScale: number) {
		this.timeScale = timeScale;
	}

	/** Seconds of the scenario since the lab started. */
	now(): number {
		return (performance.now() - this.#startedAt) / 1000 / this.timeScale;
	}

	/** Calls once, in so many seconds of the scenario. */
	after(seconds: number, action: () => void): CancelTimer {
		const timer = setTimeout(
			() => {
				this.#timers.delete(timer);
				action();
			},
			seconds * 1000 * this.timeScale,
		);
		return this.#track(timer);
	}

	/** Calls again and again; `intervalMs` is real time, since a fast scenario needs no finer steps, only larger ones. */
	every(intervalMs: number, action: () => void): CancelTimer {
		return this.#track(setInterval(action, intervalMs));
	}

	/** Ends every timer. */
	stop(): void {
		for (const timer of this.#timers) {
			clearTimeout(timer);
		}

		this.#timers.clear();
	}

	#track(timer: NodeJS.Timeout): CancelTimer {
		this.#timers.add(timer);
		return () => {
			clearTimeout(timer);
			this.#timers.delete(timer);
		};
	}
}
