import {monotonicNow} from './clock.js';

/** One-shot timers and the clock they go by, injected so that tests own time. */
export interface Timers {
	/** Milliseconds, monotonic. */
	now(): number;
	/** @returns what `clear` takes */
	set(callback: () => void, delayMs: number): unknown;
	clear(handle: unknown): void;
}

/** The real ones. */
export const realTimers: Timers = {
	now: monotonicNow,
	set: (callback, delayMs) => setTimeout(callback, delayMs),
	clear: handle => clearTimeout(handle as NodeJS.Timeout),
};
