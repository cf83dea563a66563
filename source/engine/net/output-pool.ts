/** Room for 240 requests: what a read's worth of decisions makes fits. */
export const outputBufferLength = 4096;

/** Buffers kept; a flood of messages allocates more and lets them go. */
const maxFree = 64;

/** Small buffers that connections write messages to; an idle connection holds none. */
export class OutputPool {
	readonly #free: Buffer[] = [];

	/** At least `length` bytes. */
	take(length: number): Buffer {
		return length > outputBufferLength
			? Buffer.allocUnsafeSlow(length)
			: (this.#free.pop() ?? Buffer.allocUnsafeSlow(outputBufferLength));
	}

	/** Gives back what `take` returned, once nothing reads from it any more. */
	give(buffer: Buffer): void {
		if (buffer.length === outputBufferLength && this.#free.length < maxFree) {
			this.#free.push(buffer);
		}
	}
}
