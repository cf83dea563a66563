import {createHash} from 'node:crypto';
import {blockLength} from '../../protocol/messages.js';
import type {TorrentError} from '../torrent-error.js';

/**
 * The life of a block in its slot: it only ever goes to the right. `held`: in memory. `leaving`: in memory, a write is
 * under way. `stored`: on disk only.
 */
const blockStates = {missing: 0, held: 1, leaving: 2, stored: 3} as const;

/** Blocks `first` … `end - 1` of a piece. */
export interface BlockRun {
	readonly first: number;
	readonly end: number;
}

/**
 * A piece that is coming in: its blocks in memory or already on disk, hashed from the front as far as they are without a gap.
 * It does no I/O; whoever writes its blocks tells it.
 */
export class PieceSlot {
	readonly index: number;
	/** Bytes. */
	readonly length: number;
	readonly blockCount: number;
	/** All blocks are in, `completePiece` was called. */
	isComplete = false;
	/** Undefined until the hash is known. */
	isHashRight: boolean | undefined;
	/** Nobody wants it any more. */
	isDropped = false;
	/** Why a block could not be moved to disk, or read back. */
	error: TorrentError | undefined;
	/** Runs being written now. */
	writesUnderWay = 0;

	readonly #blocks: Array<Uint8Array | undefined>;
	readonly #states: Uint8Array;
	readonly #hash = createHash('sha1');
	#receivedBlocks = 0;
	#hashedBlocks = 0;
	#heldBlocks = 0;
	#heldHashedBlocks = 0;
	#memoryBytes = 0;

	constructor(index: number, length: number) {
		this.index = index;
		this.length = length;
		this.blockCount = Math.ceil(length / blockLength);
		this.#blocks = new Array(this.blockCount).fill(undefined);
		this.#states = new Uint8Array(this.blockCount);
	}

	/** Blocks in memory that nobody writes yet. */
	get heldBlocks(): number {
		return this.#heldBlocks;
	}

	/** Those of them that went through the hash: on disk they cost no reading back. */
	get heldHashedBlocks(): number {
		return this.#heldHashedBlocks;
	}

	/** Bytes of its blocks in memory. */
	get memoryBytes(): number {
		return this.#memoryBytes;
	}

	/** Every block is in, in memory or on disk. */
	get isFull(): boolean {
		return this.#receivedBlocks === this.blockCount;
	}

	get isHashed(): boolean {
		return this.#hashedBlocks === this.blockCount;
	}

	/** Bytes of a run. */
	lengthOf({first, end}: BlockRun): number {
		return Math.min(end * blockLength, this.length) - first * blockLength;
	}

	/**
	 * Takes a block, and hashes it while it is in the processor's cache if all before it is hashed.
	 * @returns false when the block is in already: the buffer stays the caller's.
	 */
	put(begin: number, buffer: Uint8Array): boolean {
		const block = begin / blockLength;
		if (
			!Number.isInteger(block) ||
			buffer.length !== this.lengthOf({first: block, end: block + 1})
		) {
			throw new RangeError(`No block of piece ${this.index} is ${buffer.length} bytes at ${begin}`);
		}
		if (this.#states[block] !== blockStates.missing) return false;
		this.#states[block] = blockStates.held;
		this.#blocks[block] = buffer;
		this.#memoryBytes += buffer.length;
		this.#receivedBlocks++;
		this.#heldBlocks++;
		if (block === this.#hashedBlocks) this.hashHeld();
		return true;
	}

	/** Goes on with the hash through all blocks in memory up to the next gap, or block that is on disk only. */
	hashHeld(): void {
		while (this.#hashedBlocks < this.blockCount) {
			const buffer = this.#blocks[this.#hashedBlocks];
			if (buffer === undefined) return;
			this.#hash.update(buffer);
			if (this.#states[this.#hashedBlocks] === blockStates.held) this.#heldHashedBlocks++;
			this.#hashedBlocks++;
		}
	}

	/** The blocks on disk that the hash waits for, at most `maxBlocks`; undefined when it waits for none. */
	storedRun(maxBlocks: number): BlockRun | undefined {
		const first = this.#hashedBlocks;
		let end = first;
		while (end - first < maxBlocks && this.#states[end] === blockStates.stored) end++;
		return end === first ? undefined : {first, end};
	}

	/** Goes on with the hash over bytes read back from disk: those of `storedRun`. */
	hashStored(run: BlockRun, bytes: Uint8Array): void {
		this.#hash.update(bytes);
		this.#hashedBlocks = run.end;
	}

	/** Compares with the 20 bytes the torrent has for this piece; all blocks must be hashed. */
	compareHash(expected: Uint8Array): void {
		const digest = this.#hash.digest();
		this.isHashRight = digest.equals(expected);
	}

	/**
	 * The next blocks to write: a run in memory, at most `maxBlocks` long, marked as leaving.
	 * @param hashedOnly leaves alone what the hash has yet to see
	 */
	takeRun(maxBlocks: number, hashedOnly: boolean): BlockRun | undefined {
		const limit = hashedOnly ? this.#hashedBlocks : this.blockCount;
		const first = this.#states.indexOf(blockStates.held);
		if (first < 0 || first >= limit) return undefined;
		let end = first;
		while (end < limit && end - first < maxBlocks && this.#states[end] === blockStates.held) {
			this.#states[end] = blockStates.leaving;
			if (end < this.#hashedBlocks) this.#heldHashedBlocks--;
			end++;
		}
		this.#heldBlocks -= end - first;
		return {first, end};
	}

	/** The buffers of bytes `begin` … `begin + length - 1`, which must be in memory. */
	buffers(begin: number, length: number): Uint8Array[] {
		const result: Uint8Array[] = [];
		const end = begin + length;
		for (let at = begin; at < end; ) {
			const block = Math.floor(at / blockLength);
			const blockBegin = block * blockLength;
			const buffer = this.#blocks[block]!;
			const from = at - blockBegin;
			const to = Math.min(buffer.length, end - blockBegin);
			result.push(from === 0 && to === buffer.length ? buffer : buffer.subarray(from, to));
			at = blockBegin + to;
		}
		return result;
	}

	/** A run is on disk. @returns its buffers, which are the caller's now. */
	storeRun({first, end}: BlockRun): Uint8Array[] {
		this.#states.fill(blockStates.stored, first, end);
		return this.#takeBuffers(first, end);
	}

	/** Gives up everything in memory that no write is using. @returns the buffers, which are the caller's now. */
	dropHeld(): Uint8Array[] {
		const buffers: Uint8Array[] = [];
		for (
			let run = this.takeRun(this.blockCount, false);
			run;
			run = this.takeRun(this.blockCount, false)
		) {
			buffers.push(...this.storeRun(run));
		}
		return buffers;
	}

	#takeBuffers(first: number, end: number): Uint8Array[] {
		const buffers: Uint8Array[] = [];
		for (let block = first; block < end; block++) {
			const buffer = this.#blocks[block]!;
			this.#memoryBytes -= buffer.length;
			buffers.push(buffer);
			this.#blocks[block] = undefined;
		}
		return buffers;
	}
}
