import type {ActivePiece} from './active-piece.js';

/** The active pieces that have free blocks, in no particular order. Each knows its place, so that none is searched for. */
export class FreePieces {
	/** Goes up whenever a block may be asked for that could not be before: who found nothing looks again then. */
	version = 0;
	readonly #pieces: ActivePiece[] = [];

	get size(): number {
		return this.#pieces.length;
	}

	[Symbol.iterator](): Iterator<ActivePiece> {
		return this.#pieces.values();
	}

	/** A block of the piece came free; it may stand here already. */
	add(piece: ActivePiece): void {
		this.version++;
		if (piece.freeSlot < 0) {
			piece.freeSlot = this.#pieces.length;
			this.#pieces.push(piece);
		}
	}

	/** No block of the piece is free any more; it may be gone already. */
	delete(piece: ActivePiece): void {
		if (piece.freeSlot < 0) {
			return;
		}
		const last = this.#pieces.pop()!;
		if (last !== piece) {
			this.#pieces[piece.freeSlot] = last;
			last.freeSlot = piece.freeSlot;
		}
		piece.freeSlot = -1;
	}
}
