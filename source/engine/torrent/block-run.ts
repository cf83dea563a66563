import {blockHeaderLength, writeBlockHeader} from '../../protocol/message-encoder.js';

/** A block to send: `begin` and `length` in bytes inside piece `index`. */
export interface QueuedBlock {
	readonly index: number;
	readonly begin: number;
	readonly length: number;
}

/** Blocks of one piece that follow each other without a gap, read from disk together, each straight behind its header. */
export class BlockRun {
	readonly index: number;
	/** Where it begins in the piece. */
	readonly begin: number;
	/** Bytes it is read with, those of cancelled blocks included. */
	readonly length: number;
	/** Those still to be sent, in order. */
	blocks: readonly QueuedBlock[];
	/** All bodies are in. */
	isRead = false;
	/** As taken from the queue: what the buffer is laid out for. */
	readonly #taken: readonly QueuedBlock[];

	private constructor(blocks: readonly QueuedBlock[]) {
		const first = blocks[0]!;
		const last = blocks.at(-1)!;
		this.index = first.index;
		this.begin = first.begin;
		this.length = last.begin + last.length - first.begin;
		this.blocks = blocks;
		this.#taken = blocks;
	}

	/**
	 * Takes the longest run off the head of a queue that is not empty.
	 * @param within a run does not cross a multiple of so many bytes of the piece, but for a block that does alone
	 */
	static take(
		queue: QueuedBlock[],
		{maxBlocks, within}: {readonly maxBlocks: number; readonly within: number},
	): BlockRun {
		const {index, begin} = queue[0]!;
		const end = (Math.floor(begin / within) + 1) * within;
		let count = 1;
		let at = begin + queue[0]!.length;
		while (count < Math.min(queue.length, maxBlocks)) {
			const next = queue[count]!;
			if (next.index !== index || next.begin !== at || at + next.length > end) {
				break;
			}

			at += next.length;
			count += 1;
		}

		return new BlockRun(queue.splice(0, count));
	}

	/** Bytes of its blocks with their headers. */
	get framedLength(): number {
		return this.length + this.#taken.length * blockHeaderLength;
	}

	/** Writes the headers into a buffer of at least `framedLength` bytes. @returns where each body goes, in order. */
	layOut(buffer: Uint8Array): Uint8Array[] {
		let at = 0;
		return this.#taken.map(({index, begin, length}) => {
			at += writeBlockHeader(buffer, at, index, begin, length);
			at += length;
			return buffer.subarray(at - length, at);
		});
	}

	/** What goes to the socket of the buffer it was laid out in: what was cancelled meanwhile is closed up. */
	framed(buffer: Uint8Array): Uint8Array {
		if (this.blocks.length === this.#taken.length) {
			return buffer.subarray(0, this.framedLength);
		}

		let end = 0;
		let at = 0;
		for (const block of this.#taken) {
			const length = blockHeaderLength + block.length;
			if (this.blocks.includes(block)) {
				buffer.copyWithin(end, at, at + length);
				end += length;
			}

			at += length;
		}

		return buffer.subarray(0, end);
	}

	/** @returns whether it held the block */
	cancel({index, begin, length}: QueuedBlock): boolean {
		const rest = this.blocks.filter(
			block => block.index !== index || block.begin !== begin || block.length !== length,
		);
		const isHere = rest.length < this.blocks.length;
		this.blocks = rest;
		return isHere;
	}

	cancelAll(): void {
		this.blocks = [];
	}
}
