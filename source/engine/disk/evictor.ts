import {type Backpressure, backpressureBytes} from './backpressure.js';
import type {PieceSlot} from './piece-slot.js';
import type {PieceWriter} from './piece-writer.js';

/** Below this many hashed blocks (64 KiB) in its best slot, writing unhashed ones is the better deal. */
const worthwhileHashedBlocks = 4;

/**
 * Moves blocks of unfinished pieces to disk when memory is short, so that the arena's cap holds however many pieces are begun.
 * Hashed blocks first: the others must be read back once for the hash.
 */
export class Evictor {
	readonly #backpressure: Backpressure;
	readonly #slots = new Map<PieceSlot, PieceWriter>();

	constructor(backpressure: Backpressure) {
		this.#backpressure = backpressure;
	}

	/** From now on blocks of this unfinished piece may be moved to disk. */
	add(slot: PieceSlot, writer: PieceWriter): void {
		this.#slots.set(slot, writer);
	}

	/** The piece is complete or dropped; or may not be written yet. */
	remove(slot: PieceSlot): void {
		this.#slots.delete(slot);
	}

	/** Begins writes until what stays in memory is within its bound, or nothing is left to write. */
	relieve(): void {
		if (this.#backpressure.stayingBytes <= backpressureBytes.evictAbove) return;
		while (this.#backpressure.stayingBytes > backpressureBytes.evictDownTo) {
			const victim = this.#pick();
			if (victim === undefined) return;
			const isHashedEnough = victim.heldHashedBlocks >= worthwhileHashedBlocks;
			this.#slots.get(victim)!.writeRun(victim, isHashedEnough);
		}
	}

	/** The slot with the most hashed blocks in memory; if no slot has many, the one with the most blocks at all. */
	#pick(): PieceSlot | undefined {
		let mostHashed: PieceSlot | undefined;
		let mostHeld: PieceSlot | undefined;
		for (const slot of this.#slots.keys()) {
			if (slot.heldHashedBlocks > (mostHashed?.heldHashedBlocks ?? 0)) mostHashed = slot;
			if (slot.heldBlocks > (mostHeld?.heldBlocks ?? 0)) mostHeld = slot;
		}
		return mostHashed && mostHashed.heldHashedBlocks >= worthwhileHashedBlocks
			? mostHashed
			: mostHeld;
	}
}
