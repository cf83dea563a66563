const mebibyte = 1024 * 1024;

/**
 * Where memory use begins to hold the download back: low enough that the whole process stays under 150 MiB, and at full speed
 * most of it within the processor's cache. The gaps between on and off keep it from flapping.
 */
export const backpressureBytes = {
	/** Blocks are moved to disk before their piece is whole above this, down to the second number. */
	evictAbove: 10 * mebibyte,
	evictDownTo: 7 * mebibyte,
	/** No request goes out above this, until below the second. */
	holdRequestsAbove: 16 * mebibyte,
	allowRequestsBelow: 10 * mebibyte,
	/** No socket is read above this, until below the second. */
	pauseReadsAbove: 22 * mebibyte,
	resumeReadsBelow: 16 * mebibyte,
} as const;

/** Over how long `share` looks back. */
const windowMs = 5000;

/**
 * Counts the bytes that all torrents received and did not write yet, and says when to stop asking for more. Blocks still
 * coming in are not counted: nothing but reading on makes them less.
 */
export class Backpressure {
	#unwrittenBytes = 0;
	/** Of the unwritten bytes those that a write is taking care of. */
	#leavingBytes = 0;
	#areRequestsHeld = false;
	#areReadsPaused = false;
	readonly #listeners = new Set<() => void>();
	readonly #clock: () => number;
	#windowStart: number;
	#heldSince = 0;
	#heldMs = 0;
	#previousHeldMs = 0;

	/** @param clock milliseconds, never decreasing */
	constructor(clock: () => number = () => performance.now()) {
		this.#clock = clock;
		this.#windowStart = clock();
	}

	get unwrittenBytes(): number {
		return this.#unwrittenBytes;
	}

	/** Bytes that stay in memory until somebody writes them. */
	get stayingBytes(): number {
		return this.#unwrittenBytes - this.#leavingBytes;
	}

	get areRequestsHeld(): boolean {
		return this.#areRequestsHeld;
	}

	get areReadsPaused(): boolean {
		return this.#areReadsPaused;
	}

	/** Calls back on every change of the two states, from inside the call that made it. */
	listen(listener: () => void): void {
		this.#listeners.add(listener);
	}

	unlisten(listener: () => void): void {
		this.#listeners.delete(listener);
	}

	/** A block is in memory. */
	add(bytes: number): void {
		this.#unwrittenBytes += bytes;
		this.#update();
	}

	/** A write takes care of some of them from now on. */
	addLeaving(bytes: number): void {
		this.#leavingBytes += bytes;
	}

	/** That write is over, well or badly. */
	removeLeaving(bytes: number): void {
		this.#leavingBytes -= bytes;
	}

	/** Blocks are on disk, or dropped. */
	remove(bytes: number): void {
		this.#unwrittenBytes -= bytes;
		this.#update();
	}

	/** 0 … 1: how much of the last seconds requests were held. */
	get share(): number {
		this.#turnWindow();
		const now = this.#clock();
		const age = now - this.#windowStart;
		const heldNow = this.#heldMs + (this.#areRequestsHeld ? now - this.#heldSince : 0);
		// What is left of the window before counts for the part of it that is still within reach.
		return Math.min(1, (heldNow + this.#previousHeldMs * (1 - age / windowMs)) / windowMs);
	}

	#update(): void {
		const limits = backpressureBytes;
		const bytes = this.#unwrittenBytes;
		const areHeld =
			bytes > (this.#areRequestsHeld ? limits.allowRequestsBelow : limits.holdRequestsAbove);
		const arePaused =
			bytes > (this.#areReadsPaused ? limits.resumeReadsBelow : limits.pauseReadsAbove);
		if (areHeld === this.#areRequestsHeld && arePaused === this.#areReadsPaused) return;
		if (areHeld !== this.#areRequestsHeld) this.#countHeld(areHeld);
		this.#areRequestsHeld = areHeld;
		this.#areReadsPaused = arePaused;
		for (const listener of this.#listeners) listener();
	}

	#countHeld(areHeld: boolean): void {
		this.#turnWindow();
		const now = this.#clock();
		if (areHeld) this.#heldSince = now;
		else this.#heldMs += now - this.#heldSince;
	}

	/** Begins a new window when the present one is over. */
	#turnWindow(): void {
		const now = this.#clock();
		const age = now - this.#windowStart;
		if (age < windowMs) return;
		const windows = Math.floor(age / windowMs);
		const nextStart = this.#windowStart + windows * windowMs;
		const isHeld = this.#areRequestsHeld;
		// A hold that spans windows is split at their borders.
		const heldInFirst =
			this.#heldMs + (isHeld ? this.#windowStart + windowMs - this.#heldSince : 0);
		this.#previousHeldMs = windows === 1 ? heldInFirst : isHeld ? windowMs : 0;
		this.#heldMs = 0;
		this.#heldSince = nextStart;
		this.#windowStart = nextStart;
	}
}
