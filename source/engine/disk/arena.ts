import {blockLength} from '../../protocol/messages.js';

/** Blocks are cut from slabs, so that a new one costs an allocation only now and then. */
const blocksPerSlab = 16;

/**
 * Recycled plain buffers of one block (16 KiB) with a hard cap, one arena for the whole engine. The buffer given back last is
 * taken first, because it is the one still in the processor's cache. Memory is kept for the engine's life: what garbage
 * collection might free late would not be under the cap.
 */
export class Arena {
	readonly capBytes: number;
	readonly #free: Uint8Array[] = [];
	#allocatedBytes = 0;

	constructor(capBytes: number) {
		this.capBytes = capBytes;
	}

	/** Bytes out with takers, whole blocks. */
	get bytesInUse(): number {
		return this.#allocatedBytes - this.#free.length * blockLength;
	}

	/** Bytes ever allocated, in use or not: what the arena adds to the process. */
	get allocatedBytes(): number {
		return this.#allocatedBytes;
	}

	/** @returns a buffer of `length` bytes (1 … 16 KiB) with any content, or `undefined` at the cap. */
	take(length: number): Uint8Array | undefined {
		const block = this.#free.pop() ?? this.#cutSlab();
		return block === undefined || length === blockLength ? block : block.subarray(0, length);
	}

	/** Gives back what `take` returned, once; the giver must not touch it again. */
	give(buffer: Uint8Array): void {
		this.#free.push(
			buffer.length === blockLength
				? buffer
				: new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, blockLength),
		);
	}

	#cutSlab(): Uint8Array | undefined {
		const slabBytes = blocksPerSlab * blockLength;
		if (this.#allocatedBytes + slabBytes > this.capBytes) return undefined;
		const slab = new ArrayBuffer(slabBytes);
		this.#allocatedBytes += slabBytes;
		for (let begin = slabBytes - blockLength; begin > 0; begin -= blockLength) {
			this.#free.push(new Uint8Array(slab, begin, blockLength));
		}
		return new Uint8Array(slab, 0, blockLength);
	}
}
