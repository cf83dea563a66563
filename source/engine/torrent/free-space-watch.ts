import {freeSpace} from '../disk/free-space.js';

/** How old a figure may be, milliseconds. */
const lookMs = 10_000;

/** How much room a torrent's disk has (E03). Looked up only while somebody asks. */
export class FreeSpaceWatch {
	readonly #dir: string;
	#free: number | null = null;
	#lookedAt = Number.NEGATIVE_INFINITY;

	constructor(dir: string) {
		this.#dir = dir;
	}

	/** Bytes of what is still to come that have no room; 0 while they fit or nobody knows. */
	missing(bytesToCome: number, now: number): number {
		if (bytesToCome > 0 && now - this.#lookedAt >= lookMs) {
			this.#lookedAt = now;
			void this.#look();
		}

		return this.#free === null ? 0 : Math.max(0, bytesToCome - this.#free);
	}

	async #look(): Promise<void> {
		this.#free = await freeSpace(this.#dir);
	}
}
