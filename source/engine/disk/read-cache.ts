/** A cached stretch of a piece, shared by everyone who asks for a block of it. */
export interface Strip {
	readonly buffer: Uint8Array;
	/** Called when the cache needs the memory: forget the strip. */
	readonly forget: () => void;
	/** Blocks of it handed out, and a read under way: its buffer must stay. */
	leases: number;
	/** Its owner forgot it: recycle it with its last lease. */
	isStale: boolean;
}

/** Memory for strips read for uploads: recycled buffers, bounded over all torrents, least recently used first out. */
export class ReadCache {
	readonly capBytes: number;
	#allocatedBytes = 0;
	/** By length: almost always one, pieces shorter than a strip have their own. */
	readonly #free = new Map<number, Uint8Array[]>();
	/** Least recently used first. */
	readonly #strips = new Set<Strip>();
	readonly #byMemory = new Map<ArrayBufferLike, Strip>();

	constructor(capBytes: number) {
		this.capBytes = capBytes;
	}

	/** Memory held, in use or not. */
	get allocatedBytes(): number {
		return this.#allocatedBytes;
	}

	/** A new strip with one lease, or undefined when all memory is leased. */
	take(length: number, forget: () => void): Strip | undefined {
		const buffer = this.#takeBuffer(length);
		if (buffer === undefined) return undefined;
		const strip = {buffer, forget, leases: 1, isStale: false};
		this.#strips.add(strip);
		this.#byMemory.set(buffer.buffer, strip);
		return strip;
	}

	/** One more user of a strip's buffer. */
	lease(strip: Strip): void {
		strip.leases++;
		this.#strips.delete(strip);
		this.#strips.add(strip);
	}

	/** One user less. */
	release(strip: Strip): void {
		strip.leases--;
		if (strip.leases === 0 && strip.isStale) this.#recycle(strip);
	}

	/** The strip a block was cut from; undefined when it came from no strip. */
	stripOf(block: Uint8Array): Strip | undefined {
		return this.#byMemory.get(block.buffer);
	}

	/** Its content is not to be served any more. */
	drop(strip: Strip): void {
		if (strip.isStale) return;
		strip.isStale = true;
		if (strip.leases === 0) this.#recycle(strip);
	}

	#takeBuffer(length: number): Uint8Array | undefined {
		for (;;) {
			const free = this.#free.get(length)?.pop();
			if (free !== undefined) return free;
			if (this.#allocatedBytes + length <= this.capBytes) {
				this.#allocatedBytes += length;
				return new Uint8Array(length);
			}
			if (!this.#dropFreeOfOtherLength(length) && !this.#forgetOldest()) return undefined;
		}
	}

	#dropFreeOfOtherLength(length: number): boolean {
		for (const [otherLength, buffers] of this.#free) {
			if (otherLength === length || buffers.length === 0) continue;
			buffers.pop();
			this.#allocatedBytes -= otherLength;
			return true;
		}
		return false;
	}

	#forgetOldest(): boolean {
		for (const strip of this.#strips) {
			if (strip.leases > 0) continue;
			strip.forget();
			this.drop(strip);
			return true;
		}
		return false;
	}

	#recycle(strip: Strip): void {
		this.#strips.delete(strip);
		this.#byMemory.delete(strip.buffer.buffer);
		const {length} = strip.buffer;
		const free = this.#free.get(length);
		if (free === undefined) this.#free.set(length, [strip.buffer]);
		else free.push(strip.buffer);
	}
}
