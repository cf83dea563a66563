import type {TorrentError} from '../torrent-error.js';
import type {DiskShared} from './disk-shared.js';
import type {FileLayout} from './file-layout.js';
import type {FilePlace} from './file-place.js';
import type {FileStamps} from './file-stamps.js';
import {PieceSlot} from './piece-slot.js';
import {PieceWriter} from './piece-writer.js';
import {Rehasher} from './rehasher.js';

/** Pieces longer than this are written while they come in… */
const flushEarlyAbove = 4 * 1024 * 1024;

/** …in runs of this many hashed blocks (1 MiB). */
const earlyRunBlocks = 64;

/** What becomes of a piece; called later, never from inside a call. */
export interface PieceOutcome {
	handleVerified(index: number): void;
	handleHashFailed(index: number): void;
	handleWriteFailed(index: number, error: TorrentError): void;
}

/** What an intake works with. */
export interface PieceIntakeOptions {
	readonly layout: FileLayout;
	/** 20 bytes a piece. */
	readonly pieceHashes: Uint8Array;
	/** Kept by its owner, read at each use. */
	readonly places: readonly FilePlace[];
	readonly stamps: FileStamps;
	readonly shared: DiskShared;
	readonly outcome: PieceOutcome;
}

/**
 * The pieces that are coming in, each from its first block to the moment it is verified and written, or given up.
 *
 * A piece given up may begin again at once, while writes of its former blocks are still under way; nothing of the new one is
 * written before those are over, or old bytes could land on top of new ones.
 */
export class PieceIntake {
	readonly #options: PieceIntakeOptions;
	readonly #writer: PieceWriter;
	readonly #rehasher: Rehasher;
	readonly #slots = new Map<number, PieceSlot>();
	/** Given-up slots per piece with writes under way. */
	readonly #draining = new Map<number, number>();
	#isHeld = false;
	#changeCallbacks: Array<() => void> = [];

	constructor(options: PieceIntakeOptions) {
		this.#options = options;
		const {layout, places, stamps, shared} = options;
		this.#writer = new PieceWriter({
			layout,
			places,
			stamps,
			shared,
			handleRunDone: slot => this.#handleRunDone(slot),
		});
		this.#rehasher = new Rehasher({
			layout,
			places,
			spanReader: shared.spanReader,
			handleDone: slot => {
				this.#advance(slot);
				this.#tellChange();
			},
		});
	}

	/** Bytes in memory. */
	get unwrittenBytes(): number {
		let bytes = 0;
		for (const slot of this.#slots.values()) bytes += slot.memoryBytes;
		return bytes;
	}

	/** Pieces that wait for their hash: what was moved to disk early is being read back. */
	get hashQueuePieces(): number {
		let pieces = 0;
		for (const slot of this.#slots.values()) pieces += slot.isComplete && !slot.isHashed ? 1 : 0;
		return pieces;
	}

	/** A whole block is in. @returns whether it is kept (and the buffer ours); false when it was in already. */
	handleBlock(index: number, begin: number, buffer: Uint8Array): boolean {
		const {backpressure, evictor} = this.#options.shared;
		const slot = this.#slots.get(index) ?? this.#begin(index);
		if (!slot.put(begin, buffer)) return false;
		backpressure.add(buffer.length);
		if (
			slot.length > flushEarlyAbove &&
			slot.heldHashedBlocks >= earlyRunBlocks &&
			slot.error === undefined &&
			this.#mayWrite(slot)
		) {
			this.#writer.writeRun(slot, true);
		}
		evictor.relieve();
		return true;
	}

	/** All blocks are in. */
	complete(index: number): void {
		const slot = this.#slots.get(index);
		if (!slot?.isFull)
			throw new Error(`Piece ${index} was completed while blocks of it are missing`);
		slot.isComplete = true;
		this.#options.shared.evictor.remove(slot);
		// Later, since the torrent is not to hear of the outcome from inside its own call.
		queueMicrotask(() => {
			this.#advance(slot);
			this.#tellChange();
		});
	}

	/** Forgets a piece. */
	drop(index: number): void {
		const slot = this.#slots.get(index);
		if (slot === undefined) return;
		slot.isDropped = true;
		this.#forget(slot);
		if (slot.writesUnderWay > 0) this.#draining.set(index, (this.#draining.get(index) ?? 0) + 1);
	}

	/** Forgets every piece, those too whose outcome is about to be told. */
	dropAll(): void {
		for (const slot of [...this.#slots.values()]) this.drop(slot.index);
	}

	/** Forgets every piece whose hash is not known to be right. */
	dropUnverified(): void {
		for (const slot of [...this.#slots.values()]) if (!slot.isHashRight) this.drop(slot.index);
	}

	/** True when the piece's hash is right and its last bytes are on their way to disk. */
	isBeingWritten(index: number): boolean {
		return this.#slots.get(index)?.isHashRight === true;
	}

	/** Begins no write until `release`; blocks pile up in memory meanwhile. */
	hold(): void {
		this.#isHeld = true;
		for (const slot of this.#slots.values()) this.#options.shared.evictor.remove(slot);
	}

	/** Writes again. */
	release(): void {
		this.#isHeld = false;
		for (const slot of [...this.#slots.values()]) this.#resume(slot);
	}

	/** Resolves once no read or write of this torrent's pieces is under way. */
	async idle(): Promise<void> {
		while (this.#isBusy) await this.#change();
	}

	/** Resolves once every complete piece is written or given up as well. */
	async settled(): Promise<void> {
		while (this.#isBusy || [...this.#slots.values()].some(slot => slot.isComplete)) {
			await this.#change();
		}
	}

	get #isBusy(): boolean {
		return this.#writer.runsUnderWay > 0 || this.#rehasher.isBusy;
	}

	#change(): Promise<void> {
		return new Promise(resolve => this.#changeCallbacks.push(resolve));
	}

	#tellChange(): void {
		for (const callback of this.#changeCallbacks.splice(0)) callback();
	}

	#begin(index: number): PieceSlot {
		const slot = new PieceSlot(index, this.#options.layout.pieceLength(index));
		this.#slots.set(index, slot);
		if (this.#mayWrite(slot)) this.#options.shared.evictor.add(slot, this.#writer);
		return slot;
	}

	#mayWrite(slot: PieceSlot): boolean {
		return !this.#isHeld && !this.#draining.has(slot.index);
	}

	/** A run was written; a slot that could not be written or finished until now goes on. */
	#handleRunDone(slot: PieceSlot): void {
		if (!slot.isDropped) {
			this.#advance(slot);
		} else if (slot.writesUnderWay === 0) {
			const left = this.#draining.get(slot.index)! - 1;
			if (left > 0) {
				this.#draining.set(slot.index, left);
			} else {
				this.#draining.delete(slot.index);
				const successor = this.#slots.get(slot.index);
				if (successor !== undefined) this.#resume(successor);
			}
		}
		this.#tellChange();
	}

	/** Writing is possible again. */
	#resume(slot: PieceSlot): void {
		if (!this.#mayWrite(slot)) return;
		if (!slot.isComplete) this.#options.shared.evictor.add(slot, this.#writer);
		this.#advance(slot);
	}

	/** Takes a piece as far as it can go now: hash, compare, write, tell. */
	#advance(slot: PieceSlot): void {
		if (slot.isDropped) return;
		if (slot.error !== undefined) {
			this.#end(slot, slot.error);
			return;
		}
		if (!slot.isComplete || !this.#mayWrite(slot)) return;
		if (slot.isHashRight === undefined) {
			slot.hashHeld();
			if (!slot.isHashed) {
				this.#rehasher.add(slot);
				return;
			}
			const at = slot.index * 20;
			slot.compareHash(this.#options.pieceHashes.subarray(at, at + 20));
		}
		if (slot.isHashRight) this.#writer.writeAll(slot);
		this.#end(slot, undefined);
	}

	/** Tells what became of a piece, once no write of it is under way. */
	#end(slot: PieceSlot, error: TorrentError | undefined): void {
		if (slot.writesUnderWay > 0) return;
		this.#forget(slot);
		const {outcome} = this.#options;
		if (error !== undefined) outcome.handleWriteFailed(slot.index, error);
		else if (slot.isHashRight) outcome.handleVerified(slot.index);
		else outcome.handleHashFailed(slot.index);
	}

	#forget(slot: PieceSlot): void {
		const {arena, backpressure, evictor} = this.#options.shared;
		this.#slots.delete(slot.index);
		evictor.remove(slot);
		for (const buffer of slot.dropHeld()) {
			backpressure.remove(buffer.length);
			arena.give(buffer);
		}
	}
}
