import {writev, writevSync} from 'node:fs';

type Callback = (error: NodeJS.ErrnoException | null, written: number) => void;

/** What writes the bytes; for tests. */
export interface WriteCalls {
	readonly blocking: (fd: number, buffers: readonly Uint8Array[], position: number) => number;
	readonly pooled: (
		fd: number,
		buffers: readonly Uint8Array[],
		position: number,
		callback: Callback,
	) => void;
	/** Milliseconds, monotonic. */
	readonly now: () => number;
}

const systemCalls: WriteCalls = {
	blocking: writevSync,
	pooled: writev,
	now: () => performance.now(),
};

/** A blocking write is slow when it takes longer than these together: the page cache takes 0.3 ms a MiB. */
const slowMs = 5;
const slowMsPerMebibyte = 2;

/** After a slow write the thread pool writes for this long; twice as long after the next one, up to the longest. */
const firstPoolMs = 500;
const longestPoolMs = 30_000;

const mebibyte = 1024 * 1024;

/**
 * Writes on the engine's own thread while the page cache takes the bytes at once, and on the thread pool while it does not.
 *
 * Measured at 1 GiB from one peer: the hop to the pool, its locks and the caches that are cold by then cost 0.18 of 2.13
 * CPU seconds, and the queue before it 15 MiB of memory. A disk that cannot follow makes writes block for as long as the
 * kernel likes, which would stop every connection: so one slow write is all it gets, and now and then one more to see.
 */
export class AdaptiveWriter {
	readonly #calls: WriteCalls;
	#poolUntil = Number.NEGATIVE_INFINITY;
	#poolMs = firstPoolMs;

	constructor(calls: WriteCalls = systemCalls) {
		this.#calls = calls;
	}

	/** As `fs.writev`; `callback` comes later, never before this returns. */
	readonly writev = (
		fd: number,
		buffers: readonly Uint8Array[],
		position: number,
		callback: Callback,
	): void => {
		const {blocking, pooled, now} = this.#calls;
		const startedAt = now();
		if (startedAt < this.#poolUntil) {
			pooled(fd, buffers, position, callback);
			return;
		}

		try {
			const written = blocking(fd, buffers, position);
			this.#judge(written, startedAt, now());
			queueMicrotask(() => callback(null, written));
		} catch (error) {
			queueMicrotask(() => callback(error as NodeJS.ErrnoException, 0));
		}
	};

	#judge(bytes: number, startedAt: number, now: number): void {
		if (now - startedAt > slowMs + (slowMsPerMebibyte * bytes) / mebibyte) {
			this.#poolUntil = now + this.#poolMs;
			this.#poolMs = Math.min(longestPoolMs, 2 * this.#poolMs);
		} else if (now - this.#poolUntil > longestPoolMs) {
			this.#poolMs = firstPoolMs;
		}
	}
}
