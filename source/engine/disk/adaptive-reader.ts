import {read, readSync} from 'node:fs';
import {BlockingPace} from './blocking-pace.js';

type Callback = (error: NodeJS.ErrnoException | null, count: number) => void;

/** What reads the bytes; for tests. */
export interface ReadCalls {
	readonly blocking: (fd: number, target: Uint8Array, position: number) => number;
	readonly pooled: (fd: number, target: Uint8Array, position: number, callback: Callback) => void;
	/** Milliseconds, monotonic. */
	readonly now: () => number;
}

const systemCalls: ReadCalls = {
	blocking: (fd, target, position) => readSync(fd, target, 0, target.length, position),
	pooled: (fd, target, position, callback) =>
		read(fd, target, 0, target.length, position, (error, count) => callback(error, count)),
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

	/** Reads what fits into `target`, or less; `callback` comes later, never before this returns. */
	read(fd: number, target: Uint8Array, position: number, callback: Callback): void {
		const {blocking, pooled, now} = this.#calls;
		const startedAt = now();
		if (!this.#pace.mayBlock(startedAt)) {
			pooled(fd, target, position, callback);
			return;
		}

		try {
			const count = blocking(fd, target, position);
			this.#pace.judge(count, startedAt, now());
			queueMicrotask(() => callback(null, count));
		} catch (error) {
			queueMicrotask(() => callback(error as NodeJS.ErrnoException, 0));
		}
	}
}
