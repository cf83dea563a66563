import {realTimers, type Timers} from '../timers.js';
import {TokenBucket} from './token-bucket.js';

/** Somebody who stopped because the budget was spent. */
export interface Waiter {
	/** Your turn: move at most one quantum, then ask again. Called from a timer, never from `wait`. */
	proceed(now: number): void;
}

/** Bounds of what one waiter may move in its turn. */
export interface QuantumRange {
	readonly min: number;
	readonly max: number;
}

/** How often waiters are served: short, so that a limited line flows instead of stuttering. */
const turnMs = 20;

/**
 * A limit of bytes a second shared by all connections in one direction. Whoever finds the budget spent
 * waits in line and moves one quantum a turn, so that every peer gets an equal share whatever its speed.
 * Without a limit it costs a comparison.
 */
export class RateLimiter {
	readonly #bucket: TokenBucket;
	readonly #range: QuantumRange;
	/** In the order of their turns; a set, so that a closed connection leaves the line cheaply. */
	readonly #waiters = new Set<Waiter>();
	readonly #timers: Timers;
	#timer: unknown;

	constructor(range: QuantumRange, timers: Timers = realTimers) {
		this.#bucket = new TokenBucket(timers.now());
		this.#range = range;
		this.#timers = timers;
	}

	get isLimited(): boolean {
		return this.#bucket.isLimited;
	}

	/** Bytes a second, 0 = no limit. */
	get bytesPerSecond(): number {
		return this.#bucket.bytesPerSecond;
	}

	/** Somebody would move bytes now, if the limit let him. */
	get isHoldingBack(): boolean {
		return this.#waiters.size > 0;
	}

	setRate(bytesPerSecond: number, now: number): void {
		this.#bucket.setRate(bytesPerSecond, now);
		if (!this.isLimited) {
			this.#serve(now);
		}
	}

	/** Bytes one waiter may move at a time. */
	get quantum(): number {
		const {min, max} = this.#range;
		return this.isLimited
			? Math.min(max, Math.max(min, Math.floor((this.bytesPerSecond * turnMs) / 1000)))
			: max;
	}

	/** True when a quantum may be moved now: there is budget, and nobody waits in line for it. */
	mayProceed(now: number): boolean {
		if (!this.isLimited) {
			return true;
		}

		this.#bucket.fill(now);
		return this.#bucket.available > 0 && this.#waiters.size === 0;
	}

	/** Bytes were moved. */
	spend(bytes: number): void {
		this.#bucket.spend(bytes);
	}

	/** Stand in line; `proceed` is called once when the turn comes. */
	wait(waiter: Waiter): void {
		this.#waiters.add(waiter);
		this.#timer ??= this.#timers.set(this.#handleTurn, turnMs);
	}

	/** Leave the line. */
	forget(waiter: Waiter): void {
		this.#waiters.delete(waiter);
	}

	/** Nobody is called any more. */
	close(): void {
		this.#waiters.clear();
		this.#timers.clear(this.#timer);
		this.#timer = undefined;
	}

	readonly #handleTurn = (): void => {
		this.#timer = undefined;
		this.#serve(this.#timers.now());
		if (this.#waiters.size > 0) {
			this.#timer ??= this.#timers.set(this.#handleTurn, turnMs);
		}
	};

	#serve(now: number): void {
		this.#bucket.fill(now);
		// As many turns as the budget covers: what they move is counted when they have moved it. Whoever moves its quantum
		// at once and stands in line again may have another turn.
		let turns = this.isLimited
			? Math.ceil(this.#bucket.available / this.quantum)
			: this.#waiters.size;
		for (const waiter of this.#waiters) {
			if (turns-- <= 0) {
				break;
			}

			this.#waiters.delete(waiter);
			waiter.proceed(now);
		}
	}
}
