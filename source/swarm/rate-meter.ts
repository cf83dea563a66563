/** Below this a rate counts as nothing, bytes a second. */
const silence = 1;

/**
 * Bytes a second, averaged with weights that fade with age. The average is taken over what was observed since the bytes began
 * to flow, so a new connection shows its rate after the first second and not after several time constants.
 */
export class RateMeter {
	bytesPerSecond = Number.NaN;
	readonly #timeConstantMs: number;
	readonly #silentAfterMs: number;
	/** How long nothing has come. */
	#silentMs = 0;
	/** Bytes since the last sample. */
	#bytes = 0;
	#average = Number.NaN;
	/** How much of the average's weight has been observed, 0 to 1. */
	#weight = Number.NaN;

	/**
	 * `timeConstantMs`: what is that old weighs 37 % of what comes now. `silentAfterMs`: when nothing came for so long the rate
	 * is zero, and begins anew.
	 */
	constructor(timeConstantMs: number, silentAfterMs = Number.POSITIVE_INFINITY) {
		this.#timeConstantMs = timeConstantMs;
		this.#silentAfterMs = silentAfterMs;
		// A double from the start, as in Peer.
		this.bytesPerSecond = 0;
		this.#average = 0;
		this.#weight = 0;
	}

	add(bytes: number): void {
		this.#bytes += bytes;
	}

	/** Takes what came in the last `elapsedMs` into the average. */
	sample(elapsedMs: number): void {
		if (this.#bytes === 0 && this.#weight === 0) {
			return;
		}
		this.#silentMs = this.#bytes === 0 ? this.#silentMs + elapsedMs : 0;
		const fading = Math.exp(-elapsedMs / this.#timeConstantMs);
		this.#average = this.#average * fading + ((this.#bytes * 1000) / elapsedMs) * (1 - fading);
		this.#weight = this.#weight * fading + (1 - fading);
		this.#bytes = 0;
		this.bytesPerSecond = this.#average / this.#weight;
		if (this.bytesPerSecond < silence || this.#silentMs >= this.#silentAfterMs) {
			this.bytesPerSecond = 0;
			this.#average = 0;
			this.#weight = 0;
		}
	}
}
