import type {ActivePiece} from './active-piece.js';

/** The active pieces that have free blocks, the one that got one first first. */
export class FreePieces {
	/** Goes up whenever a block may be asked for that could not be before: who found nothing looks again then. */
	version = 0;
	readonly #pieces = new Set<ActivePiece>();

	get size(): number {
		return this.#pieces.size;
	}

	[Symbol.iterator](): Iterator<ActivePiece> {
		return this.#pieces.values();
	}

	add(piece: ActivePiece): void {
		this.#pieces.add(piece);
		this.version++;
	}

	delete(piece: ActivePiece): void {
		this.#pieces.delete(piece);
	}
}
