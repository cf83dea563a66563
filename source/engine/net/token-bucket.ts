/** How much may be spent at once after a pause, as time at the full rate: small, so that a limit looks like a slow line. */
const burstMs = 100;

/**
 * A budget of bytes that fills with time. `rate` 0 means no limit: nothing is counted then.
 * May be overdrawn (a read is not cut in two); the debt is paid before anything else is spent.
 */
export class TokenBucket {
	#bytesPerSecond = 0;
	#tokens = 0;
	#filledAt: number;

	constructor(now: number) {
		this.#filledAt = now;
	}

	get isLimited(): boolean {
		return this.#bytesPerSecond > 0;
	}

	/** Bytes a second, 0 = no limit. */
	get bytesPerSecond(): number {
		return this.#bytesPerSecond;
	}

	setRate(bytesPerSecond: number, now: number): void {
		this.fill(now);
		this.#bytesPerSecond = bytesPerSecond;
		this.#tokens = Math.min(this.#tokens, this.#capacity());
	}

	/** Adds what the time since the last call is worth. */
	fill(now: number): void {
		const elapsedMs = now - this.#filledAt;
		this.#filledAt = now;
		this.#tokens = Math.min(
			this.#capacity(),
			this.#tokens + (this.#bytesPerSecond * elapsedMs) / 1000,
		);
	}

	/** Bytes that may be spent now; negative while in debt. Infinity without a limit. */
	get available(): number {
		return this.isLimited ? this.#tokens : Number.POSITIVE_INFINITY;
	}

	spend(bytes: number): void {
		if (this.isLimited) {
			this.#tokens -= bytes;
		}
	}

	#capacity(): number {
		return (this.#bytesPerSecond * burstMs) / 1000;
	}
}
