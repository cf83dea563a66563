import {clearBit, hasBit, setBit} from '../protocol/bitfield.js';
import {blockLength} from '../protocol/messages.js';
import {ActivePiece} from './active-piece.js';
import {FreePieces} from './free-pieces.js';
import {createPieceBits} from './piece-bits.js';

/** The states of a piece, as `PieceMap` keeps them. */
export const pieceStates = {missing: 0, active: 1, verifying: 2, have: 3} as const;

/** One of the values of {@link pieceStates}. */
export type PieceState = (typeof pieceStates)[keyof typeof pieceStates];

/** The priority of a file or piece nobody said anything about: 0 is skip, 7 the highest. */
export const normalPriority = 4;

/** Pieces that are not active any more are kept for use again up to this many blocks. */
const maxPooledBlocks = 16_384;

/** Sizes of the torrent, in bytes and pieces. */
export interface PieceMapOptions {
	readonly length: number;
	readonly pieceLength: number;
	readonly pieceCount: number;
	/** A byte a piece; all normal when absent. */
	readonly priorities?: Uint8Array | undefined;
}

/**
 * What we have, lack and are getting.
 *
 * Every piece is in exactly one state, and moves only along these:
 *
 *     missing ──open──→ active ──submit──→ verifying ──complete──→ have
 *        ↑────────drop────┘                    │                    │
 *        ↑───────────────fail──────────────────┘                    │
 *        └───────────────────────replaceHave────────────────────────┘
 *
 * A piece is *wanted* when its priority is not 0 and we do not have it: `wantedBits` is exactly that set, `wantedLeft` its
 * size. `haveBits` is exactly the pieces in state have. `active` holds exactly the pieces in state active, the one opened first first.
 */
export class PieceMap {
	readonly pieceCount: number;
	readonly pieceLength: number;
	/** Bytes of the torrent. */
	readonly length: number;
	readonly priorities: Uint8Array;
	readonly haveBits: Uint8Array;
	readonly wantedBits: Uint8Array;
	readonly active = new Map<number, ActivePiece>();
	haveCount = 0;
	/** Blocks of the pieces we have. */
	haveBlocks = 0;
	/** Pieces of a priority above 0. */
	wantedCount = 0;
	/** Wanted pieces we lack. */
	wantedLeft = 0;
	/** The active pieces that have free blocks. */
	readonly free = new FreePieces();
	readonly #states: Uint8Array;
	readonly #blocksPerPiece: number;
	readonly #pool: ActivePiece[] = [];
	/** `wantedLeft`, by priority. */
	readonly #wantedLeftAt = new Int32Array(8);

	constructor({length, pieceLength, pieceCount, priorities}: PieceMapOptions) {
		this.length = length;
		this.pieceLength = pieceLength;
		this.pieceCount = pieceCount;
		this.priorities = new Uint8Array(pieceCount).fill(normalPriority);
		this.haveBits = createPieceBits(pieceCount);
		this.wantedBits = createPieceBits(pieceCount);
		this.#states = new Uint8Array(pieceCount);
		this.#blocksPerPiece = Math.ceil(pieceLength / blockLength);
		if (priorities !== undefined) {
			this.priorities.set(priorities);
		}
		this.#recount();
	}

	/** All wanted pieces are here. */
	get isComplete(): boolean {
		return this.wantedLeft === 0;
	}

	/** All pieces are here, wanted or not. */
	get isSeed(): boolean {
		return this.haveCount === this.pieceCount;
	}

	stateOf(index: number): PieceState {
		return this.#states[index] as PieceState;
	}

	has(index: number): boolean {
		return this.#states[index] === pieceStates.have;
	}

	isWanted(index: number): boolean {
		return hasBit(this.wantedBits, index);
	}

	/** Wanted pieces of a priority that we lack. */
	wantedLeftAt(priority: number): number {
		return this.#wantedLeftAt[priority]!;
	}

	/** Missing and wanted: the picker may open it. */
	isOpenable(index: number): boolean {
		return this.#states[index] === pieceStates.missing && this.priorities[index] !== 0;
	}

	/** Bytes of a piece. */
	lengthOf(index: number): number {
		return index === this.pieceCount - 1
			? this.length - index * this.pieceLength
			: this.pieceLength;
	}

	/** Blocks of a piece. */
	blocksOf(index: number): number {
		return Math.ceil(this.lengthOf(index) / blockLength);
	}

	/** The number in its piece of the block at `begin` of exactly `length` bytes; -1 when there is none. */
	blockAt(index: number, begin: number, length: number): number {
		const block = begin / blockLength;
		const isBlock =
			Number.isInteger(block) &&
			this.isInRange(index, begin, length) &&
			length === Math.min(blockLength, this.lengthOf(index) - begin);
		return isBlock ? block : -1;
	}

	/** Whether these bytes lie inside a piece of the torrent. */
	isInRange(index: number, begin: number, length: number): boolean {
		return index < this.pieceCount && length > 0 && begin + length <= this.lengthOf(index);
	}

	/** missing → active. */
	open(index: number, now: number): ActivePiece {
		const blockCount = this.blocksOf(index);
		const used = blockCount === this.#blocksPerPiece ? this.#pool.pop() : undefined;
		const piece = used ?? new ActivePiece(blockCount, this.free);
		piece.begin(index, this.lengthOf(index), now);
		this.#states[index] = pieceStates.active;
		this.active.set(index, piece);
		return piece;
	}

	/** active → verifying: all blocks are here. */
	submit(index: number): void {
		this.#states[index] = pieceStates.verifying;
		this.#retire(this.active.get(index)!);
	}

	/** verifying → have. */
	complete(index: number): void {
		this.#states[index] = pieceStates.have;
		this.haveCount++;
		this.haveBlocks += this.blocksOf(index);
		setBit(this.haveBits, index);
		if (this.isWanted(index)) {
			clearBit(this.wantedBits, index);
			this.wantedLeft--;
			this.#wantedLeftAt[this.priorities[index]!]!--;
		}
	}

	/** verifying → missing: the hash was wrong or the write failed. */
	fail(index: number): void {
		this.#states[index] = pieceStates.missing;
		this.free.version++;
	}

	/** active → missing: its blocks are given up. None may be asked for or coming in. */
	drop(index: number): void {
		this.#states[index] = pieceStates.missing;
		const piece = this.active.get(index)!;
		piece.close();
		this.#retire(piece);
		this.free.version++;
	}

	/** After a check or from a resume file: what we have is exactly this. No piece may be active. */
	replaceHave(bits: Uint8Array): void {
		for (let index = 0; index < this.pieceCount; index++) {
			this.#states[index] = hasBit(bits, index) ? pieceStates.have : pieceStates.missing;
		}
		this.#recount();
	}

	/** New priorities. No piece that becomes skipped may be active. */
	replacePriorities(priorities: Uint8Array): void {
		this.priorities.set(priorities);
		this.#recount();
	}

	/** The piece is not active any more; what kept track of it serves another one. */
	#retire(piece: ActivePiece): void {
		this.active.delete(piece.index);
		const isUsual = piece.blockCount === this.#blocksPerPiece;
		if (isUsual && this.#pool.length * piece.blockCount < maxPooledBlocks) {
			this.#pool.push(piece);
		}
	}

	#recount(): void {
		this.haveBits.fill(0);
		this.wantedBits.fill(0);
		this.haveCount = 0;
		this.haveBlocks = 0;
		this.wantedCount = 0;
		this.wantedLeft = 0;
		this.#wantedLeftAt.fill(0);
		for (let index = 0; index < this.pieceCount; index++) {
			const isHere = this.#states[index] === pieceStates.have;
			if (isHere) {
				setBit(this.haveBits, index);
				this.haveCount++;
				this.haveBlocks += this.blocksOf(index);
			}
			if (this.priorities[index] !== 0) {
				this.wantedCount++;
				if (!isHere) {
					setBit(this.wantedBits, index);
					this.wantedLeft++;
					this.#wantedLeftAt[this.priorities[index]!]!++;
				}
			}
		}
		this.free.version++;
	}
}
