import type {TorrentError} from '../torrent-error.js';

/** A full disk is tried again after this; the wait doubles up to the longest. */
const firstWaitMs = 10_000;
const longestWaitMs = 30_000;

/** Follows the sentence of an error that {@link WriteRetry} waits out. */
export const retriedSentence = 'It is tried again by itself.';

/** When to try again after an error that goes away by itself: somebody makes room on the disk (E03). */
export class WriteRetry {
	#retryAt = Number.POSITIVE_INFINITY;
	#waitMs = firstWaitMs;

	/** The next moment to try at; Infinity when nothing is to be tried. */
	get retryAt(): number {
		return this.#retryAt;
	}

	/** @returns true when it will be tried again by itself; anything else waits for the user */
	handleError(error: TorrentError, now: number): boolean {
		if (error.code !== 'ENOSPC') {
			this.clear();
			return false;
		}

		this.#retryAt = now + this.#waitMs;
		this.#waitMs = Math.min(longestWaitMs, this.#waitMs * 1.5);
		return true;
	}

	/** A try begins: nothing is due until the next error. */
	handleTry(): void {
		this.#retryAt = Number.POSITIVE_INFINITY;
	}

	/** Writing works again, or the user took over. */
	clear(): void {
		this.#retryAt = Number.POSITIVE_INFINITY;
		this.#waitMs = firstWaitMs;
	}
}
