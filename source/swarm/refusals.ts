/** First delay after a refusal; doubled when the peer refuses again after it, up to the longest. */
const firstDelayMs = 1000;
const longestDelayMs = 60_000;

/** From this many refusals in a row on the peer is left alone altogether, not just for the refused piece. */
const patience = 4;

/** Refused pieces remembered per peer. */
const maxPieces = 128;

/**
 * What a peer refused, and when to ask again (R20): by REJECT, by letting a request time out, or by choking us before it
 * gave anything. Each refusal of a piece delays asking for that piece; several in a row delay asking for anything.
 */
export class Refusals {
	/** Ask for nothing before this. */
	askAgainAt = 0;
	/** Refusals since the last block. */
	#inARow = 0;
	/** How often the peer refused again after it had been left alone; a burst of answers to one pipeline counts once. */
	#run = 0;
	#burstEndsAt = 0;
	/** Piece → ask for it again from then on. */
	readonly #pieces = new Map<number, number>();

	/** The peer did not give a block of this piece. */
	refusePiece(index: number, now: number): void {
		const againAt = now + this.#refuse(now);
		this.#pieces.delete(index);
		if (this.#pieces.size >= maxPieces) {
			this.#pieces.delete(this.#pieces.keys().next().value!);
		}
		this.#pieces.set(index, againAt);
		if (this.#inARow >= patience) {
			this.askAgainAt = againAt;
		}
	}

	/** The peer unchoked us, took our requests and choked us again without giving a block. */
	refuseAll(now: number): void {
		this.askAgainAt = now + this.#refuse(now);
	}

	/** The peer gave a block. */
	forgive(): void {
		this.#inARow = 0;
		this.#run = 0;
		this.#burstEndsAt = 0;
		this.askAgainAt = 0;
	}

	/** Whether the piece may be asked for at `now`. */
	isRefused(index: number, now: number): boolean {
		return (this.#pieces.get(index) ?? 0) > now;
	}

	/** The next moment after `now` at which something may be asked for again; Infinity when nothing is held back. */
	nextAt(now: number): number {
		let next = this.askAgainAt > now ? this.askAgainAt : Number.POSITIVE_INFINITY;
		for (const [index, againAt] of this.#pieces) {
			if (againAt <= now) {
				this.#pieces.delete(index);
			} else {
				next = Math.min(next, againAt);
			}
		}
		return next;
	}

	/** Counts a refusal. @returns how long to wait. */
	#refuse(now: number): number {
		this.#inARow++;
		if (now >= this.#burstEndsAt) {
			this.#run++;
			this.#burstEndsAt = now + refusalDelayMs(this.#run);
		}
		return refusalDelayMs(this.#run);
	}
}

/** How long to wait after a peer refused this many times over (R20). */
export function refusalDelayMs(run: number): number {
	return Math.min(firstDelayMs * 2 ** (run - 1), longestDelayMs);
}
