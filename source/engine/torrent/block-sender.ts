import {blockHeaderLength, writeBlockHeader} from '../../protocol/message-encoder.js';
import {monotonicNow} from '../clock.js';
import type {Connection} from '../net/connection.js';
import type {Flushable, FlushQueue} from '../net/flush-queue.js';
import type {RateLimiter, Waiter} from '../net/rate-limiter.js';
import type {TorrentError} from '../torrent-error.js';

/** Where blocks for upload come from. */
export interface BlockSource {
	readBlock(
		index: number,
		begin: number,
		length: number,
		callback: (block: Uint8Array | TorrentError) => void,
	): void;
	releaseBlock(block: Uint8Array): void;
}

/** What a sender works with, and whom it tells. */
export interface BlockSenderOptions {
	readonly connection: Connection;
	readonly source: BlockSource;
	/** The upload limit, shared by all senders. */
	readonly limiter: RateLimiter;
	/** The block is with the socket. */
	readonly handleBlockSent: (block: QueuedBlock, now: number) => void;
	readonly handleReadFailed: (block: QueuedBlock, error: TorrentError, now: number) => void;
	readonly flushQueue: FlushQueue;
}

/** A block to send: `begin` and `length` in bytes inside piece `index`. */
export interface QueuedBlock {
	readonly index: number;
	readonly begin: number;
	readonly length: number;
}

/** A block on its way from the disk to the socket. */
interface PendingBlock extends QueuedBlock {
	isCancelled: boolean;
	bytes: Uint8Array | undefined;
}

/** Bytes being read or waiting for the kernel, at most: enough to keep a fast line busy, little enough for eighty peers. */
const highWaterBytes = 512 * 1024;

/** Blocks written with one system call. */
const maxBatch = 32;

/**
 * Sends blocks to one peer in the order of its requests: a few read ahead from disk, written in batches, never more than a
 * bounded number of bytes in the socket.
 */
export class BlockSender implements Flushable, Waiter {
	readonly #options: BlockSenderOptions;
	/** Not yet read. */
	#queue: QueuedBlock[] = [];
	/** Being read, or read and waiting for those before them. */
	#pending: PendingBlock[] = [];
	#bytesUnderWay = 0;
	#isClosed = false;
	#isDirty = false;

	constructor(options: BlockSenderOptions) {
		this.#options = options;
	}

	/** Blocks waiting, for the screen. */
	get length(): number {
		return this.#queue.length + this.#pending.length;
	}

	/** Queues a block; reading begins with the next `pump`. */
	add(block: QueuedBlock): void {
		this.#queue.push(block);
	}

	/** Forgets one block, or all, that the socket doesn't have yet. */
	cancel(block?: QueuedBlock): void {
		if (block === undefined) {
			this.#queue = [];
			for (const each of this.#pending) {
				each.isCancelled = true;
			}

			return;
		}

		const isSame = (other: QueuedBlock): boolean =>
			other.index === block.index && other.begin === block.begin && other.length === block.length;
		const at = this.#queue.findIndex(isSame);
		if (at !== -1) {
			this.#queue.splice(at, 1);
			return;
		}

		const pending = this.#pending.find(each => isSame(each) && !each.isCancelled);
		if (pending !== undefined) {
			pending.isCancelled = true;
		}
	}

	/** Begins to read as much as limit and high water allow. */
	pump(now: number): void {
		const {limiter} = this.#options;
		while (this.#queue.length > 0 && this.#bytesUnderWay < highWaterBytes && !this.#isClosed) {
			if (!limiter.mayProceed(now)) {
				limiter.wait(this);
				return;
			}

			this.#readNext();
		}
	}

	/** Its turn under the upload limit: one block. */
	proceed(now: number): void {
		if (this.#queue.length > 0 && this.#bytesUnderWay < highWaterBytes) {
			this.#readNext();
		}

		this.pump(now);
	}

	/** Writes what was read, in order. */
	flush(now: number): void {
		this.#isDirty = false;
		if (this.#isClosed) {
			return;
		}

		for (let ready = this.#takeReady(); ready.length > 0; ready = this.#takeReady()) {
			this.#write(ready);
			for (const block of ready) {
				this.#options.handleBlockSent(block, now);
			}
		}
	}

	/** The connection is gone: nothing is sent or told any more. */
	close(): void {
		this.#isClosed = true;
		this.#queue = [];
		this.#options.limiter.forget(this);
		for (const {bytes} of this.#pending) {
			if (bytes !== undefined) {
				this.#options.source.releaseBlock(bytes);
			}
		}

		this.#pending = [];
	}

	#readNext(): void {
		const {source, limiter} = this.#options;
		const {index, begin, length} = this.#queue.shift()!;
		const pending: PendingBlock = {index, begin, length, isCancelled: false, bytes: undefined};
		this.#pending.push(pending);
		this.#bytesUnderWay += length;
		limiter.spend(length);
		source.readBlock(index, begin, length, result => this.#handleRead(pending, result));
	}

	#handleRead(pending: PendingBlock, result: Uint8Array | TorrentError): void {
		const {source, handleReadFailed} = this.#options;
		if (result instanceof Uint8Array) {
			if (this.#isClosed) {
				source.releaseBlock(result);
				return;
			}

			pending.bytes = result;
		} else {
			if (this.#isClosed) {
				return;
			}

			this.#pending.splice(this.#pending.indexOf(pending), 1);
			this.#bytesUnderWay -= pending.length;
			handleReadFailed(pending, result, monotonicNow());
		}

		if (!this.#isDirty) {
			this.#isDirty = true;
			this.#options.flushQueue.add(this);
		}
	}

	/** Takes the blocks at the head of the line that are read; cancelled ones go back to the disk. */
	#takeReady(): PendingBlock[] {
		const {source} = this.#options;
		const ready: PendingBlock[] = [];
		let taken = 0;
		for (const pending of this.#pending) {
			if (pending.bytes === undefined || ready.length === maxBatch) {
				break;
			}

			taken += 1;
			if (pending.isCancelled) {
				this.#bytesUnderWay -= pending.length;
				source.releaseBlock(pending.bytes);
			} else {
				ready.push(pending);
			}
		}

		this.#pending.splice(0, taken);
		return ready;
	}

	#write(blocks: readonly PendingBlock[]): void {
		const headers = Buffer.allocUnsafe(blocks.length * blockHeaderLength);
		const buffers: Uint8Array[] = [];
		let at = 0;
		for (const {index, begin, length, bytes} of blocks) {
			writeBlockHeader(headers, at, index, begin, length);
			buffers.push(headers.subarray(at, at + blockHeaderLength), bytes!);
			at += blockHeaderLength;
		}

		this.#options.connection.writeAll(buffers, () => {
			for (const {bytes, length} of blocks) {
				this.#bytesUnderWay -= length;
				this.#options.source.releaseBlock(bytes!);
			}

			this.pump(monotonicNow());
		});
	}
}
