import {readv, readvSync} from 'node:fs';
import {BlockingPace} from './blocking-pace.js';
import type {ByteRun} from './byte-runs.js';

type Callback = (error: NodeJS.ErrnoException | null, count: number) => void;

/** What reads the bytes; for tests. */
export interface ReadCalls {
	readonly blocking: (fd: number, targets: ByteRun, position: number) => number;
	readonly pooled: (fd: number, targets: ByteRun, position: number, callback: Callback) => void;
	/** Milliseconds, monotonic. */
	readonly now: () => number;
}

const systemCalls: ReadCalls = {
	blocking: readvSync,
	pooled: readv,
	now: () => performance.now(),
};

/**
 * Reads on the engine's own thread while the bytes are in the page cache, and on the thread pool while they are not: a seed
 * whose files are cached has no use for the pool, and one whose disk has to seek must not wait for it.
 */
export class AdaptiveReader {
	readonly #calls: ReadCalls;
	readonly #pace = new BlockingPace();

	constructor(calls: ReadCalls = systemCalls) {
		this.#calls = calls;
	}

	/** Reads what fits into the targets, or less; `callback` comes later, never before this returns. */
	read(fd: number, targets: ByteRun, position: number, callback: Callback): void {
		const {blocking, pooled, now} = this.#calls;
		const startedAt = now();
		if (!this.#pace.mayBlock(startedAt)) {
			pooled(fd, targets, position, callback);
			return;
		}

		try {
			const count = blocking(fd, targets, position);
			this.#pace.judge(count, startedAt, now());
			queueMicrotask(() => callback(null, count));
		} catch (error) {
			queueMicrotask(() => callback(error as NodeJS.ErrnoException, 0));
		}
	}
}
