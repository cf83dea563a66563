import type {Chance} from './chance.js';
import type {Scheduler} from './scheduler.js';

/** How a connection carries bytes, each direction apart. */
export interface WireOptions {
	readonly delayMs: number;
	readonly bytesPerSecond: number;
	/** Chunks are cut at random places; the share of cuts that fall after very few bytes. */
	readonly crumbs: number;
}

/** One end of a connection. */
export interface Endpoint {
	handleBytes(bytes: Uint8Array): void;
	/** The connection is over: the other end closed it, or it broke. */
	handleEnd(isBroken: boolean): void;
}

/** The longest chunk that arrives in one piece. */
const longestChunk = 16 * 1024;

/** A TCP connection: bytes arrive in order, late, at a bounded rate, cut at random, until one end closes or it breaks. */
export class Wire {
	/** The two ends; set before anything is written. */
	readonly ends: [Endpoint | undefined, Endpoint | undefined] = [undefined, undefined];
	isOpen = true;
	readonly #scheduler: Scheduler;
	readonly #chance: Chance;
	readonly #options: WireOptions;
	/** When each direction has sent all it was given. */
	readonly #freeAt: [number, number] = [0, 0];

	constructor(scheduler: Scheduler, chance: Chance, options: WireOptions) {
		this.#scheduler = scheduler;
		this.#chance = chance;
		this.#options = options;
	}

	/** Bytes given to the wire by an end and not sent yet. */
	backlogOf(end: 0 | 1): number {
		const leftMs = Math.max(0, this.#freeAt[end] - this.#scheduler.now);
		return (leftMs / 1000) * this.#options.bytesPerSecond;
	}

	/** Sends bytes from an end to the other. */
	write(end: 0 | 1, bytes: Uint8Array): void {
		if (!this.isOpen) {
			return;
		}
		const {delayMs, bytesPerSecond} = this.#options;
		let sentAt = Math.max(this.#scheduler.now, this.#freeAt[end]);
		for (let at = 0; at < bytes.length; ) {
			const chunk = bytes.slice(at, at + this.#chunkLength());
			at += chunk.length;
			sentAt += (chunk.length / bytesPerSecond) * 1000;
			this.#scheduler.at(sentAt + delayMs, () => {
				if (this.isOpen) {
					this.ends[1 - end]?.handleBytes(chunk);
				}
			});
		}
		this.#freeAt[end] = sentAt;
	}

	/** An end closes: the other hears of it after the delay, bytes under way are lost. */
	close(end: 0 | 1): void {
		if (this.isOpen) {
			this.isOpen = false;
			this.#scheduler.after(this.#options.delayMs, () => this.ends[1 - end]?.handleEnd(false));
		}
	}

	/** The connection breaks for both ends. */
	break(): void {
		if (this.isOpen) {
			this.isOpen = false;
			this.ends[0]?.handleEnd(true);
			this.ends[1]?.handleEnd(true);
		}
	}

	#chunkLength(): number {
		return this.#chance.isHit(this.#options.crumbs)
			? this.#chance.whole(1, 20)
			: this.#chance.whole(1, longestChunk);
	}
}
