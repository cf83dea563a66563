import {blockLength} from '../../protocol/messages.js';
import type {FileLayout} from './file-layout.js';
import type {FilePlace} from './file-place.js';
import type {PieceSlot} from './piece-slot.js';
import type {SpanReader} from './span-reader.js';

/** Blocks read back at a time (256 KiB). */
const rereadBlocks = 16;

/**
 * Finishes the hash of pieces whose blocks went to disk before it was their turn, by reading them back: one piece after the
 * other through one buffer of its own, so that it goes on when the arena is full.
 */
export class Rehasher {
	readonly #layout: FileLayout;
	readonly #places: readonly FilePlace[];
	readonly #spanReader: SpanReader;
	readonly #handleDone: (slot: PieceSlot) => void;
	/** The first is being read when `#isReading`. */
	readonly #slots = new Set<PieceSlot>();
	#buffer: Uint8Array | undefined;
	#isReading = false;

	constructor(options: {
		readonly layout: FileLayout;
		/** Kept by its owner, read at each use. */
		readonly places: readonly FilePlace[];
		readonly spanReader: SpanReader;
		/** Hears, later, that the slot is hashed to its end, or that `slot.error` is set. */
		readonly handleDone: (slot: PieceSlot) => void;
	}) {
		this.#layout = options.layout;
		this.#places = options.places;
		this.#spanReader = options.spanReader;
		this.#handleDone = options.handleDone;
	}

	get isBusy(): boolean {
		return this.#isReading;
	}

	/** Hashes a full slot to its end. */
	add(slot: PieceSlot): void {
		this.#slots.add(slot);
		this.#next();
	}

	#next(): void {
		if (this.#isReading) return;
		for (const slot of this.#slots) {
			if (!slot.isDropped) {
				this.#reread(slot);
				return;
			}
			this.#slots.delete(slot);
		}
	}

	#reread(slot: PieceSlot): void {
		const run = slot.storedRun(rereadBlocks);
		if (run === undefined) throw new Error(`Piece ${slot.index} waits for a block that is nowhere`);
		const length = slot.lengthOf(run);
		this.#buffer ??= new Uint8Array(rereadBlocks * blockLength);
		const bytes = this.#buffer.subarray(0, length);
		this.#isReading = true;
		this.#spanReader.push({
			places: this.#places,
			spans: this.#layout.spans(slot.index, run.first * blockLength, length),
			targets: [bytes],
			callback: error => {
				this.#isReading = false;
				if (error === undefined) {
					slot.hashStored(run, bytes);
					slot.hashHeld();
				} else {
					slot.error ??= error;
				}
				if (error !== undefined || slot.isHashed) {
					this.#slots.delete(slot);
					this.#handleDone(slot);
				}
				this.#next();
			},
		});
	}
}
