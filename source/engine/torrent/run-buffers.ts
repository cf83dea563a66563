/** Room for a strip of blocks with their headers. */
const bufferLength = 256 * 1024 + 1024;

/** A shorter run gets memory of its own length: a stranger who asks for single bytes must not hold a strip's room for each. */
const minShared = bufferLength / 2;

/** Buffers kept for use again: as many as a few fast peers need. */
const maxFree = 8;

/** Memory that blocks are framed in on their way to sockets, used again and again by the long runs of fast peers. */
export class RunBuffers {
	readonly #free: Buffer[] = [];

	/** At least `length` bytes, and less than twice as many. */
	take(length: number): Buffer {
		return length > bufferLength || length < minShared
			? Buffer.allocUnsafeSlow(length)
			: (this.#free.pop() ?? Buffer.allocUnsafeSlow(bufferLength));
	}

	/** Gives back what `take` returned, once nothing reads from it any more. */
	give(buffer: Buffer): void {
		if (buffer.length === bufferLength && this.#free.length < maxFree) {
			this.#free.push(buffer);
		}
	}
}
