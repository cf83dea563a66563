import {blockHeaderLength, writeBlockHeader} from '../../protocol/message-encoder.js';
import {stripLength} from '../disk/block-reader.js';
import type {Connection} from '../net/connection.js';
import type {Flushable, FlushQueue} from '../net/flush-queue.js';
import type {RateLimiter, Waiter} from '../net/rate-limiter.js';
import type {TorrentError} from '../torrent-error.js';
import {BlockRun, type QueuedBlock} from './block-run.js';
import type {RunBuffers} from './run-buffers.js';

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
	readonly connection: Pick<Connection, 'write'>;
	readonly source: BlockSource;
	/** The upload limit, shared by all senders. */
	readonly limiter: RateLimiter;
	readonly flushQueue: FlushQueue;
	readonly buffers: RunBuffers;
	/** Milliseconds, monotonic: the limiter's clock. */
	readonly now: () => number;
	/** The block is with the socket. */
	readonly handleBlockSent: (block: QueuedBlock, now: number) => void;
	readonly handleReadFailed: (block: QueuedBlock, error: TorrentError, now: number) => void;
}

/** Bytes being read or waiting for the kernel, at most: enough to keep a fast line busy, little enough for eighty peers. */
const highWaterBytes = 512 * 1024;

/**
 * Sends blocks to one peer in the order of its requests. Blocks that follow each other in a piece are read, framed and written
 * as one run: at 900 MiB/s a block each cost half a CPU second a GiB more. Never more than a bounded number of bytes are
 * in the socket.
 */
export class BlockSender implements Flushable, Waiter {
	readonly #options: BlockSenderOptions;
	/** Not yet read. */
	#queue: QueuedBlock[] = [];
	/** Being read, or read and waiting for those before them. */
	#runs: BlockRun[] = [];
	#bytesUnderWay = 0;
	#isClosed = false;
	#isDirty = false;

	constructor(options: BlockSenderOptions) {
		this.#options = options;
	}

	/** Blocks waiting, for the screen. */
	get length(): number {
		return this.#queue.length + this.#runs.reduce((sum, {blocks}) => sum + blocks.length, 0);
	}

	/** Queues a block; reading begins once the event is over, when those that follow it are known too. */
	add(block: QueuedBlock): void {
		this.#queue.push(block);
		this.#touch();
	}

	/** Forgets one block, or all, that the socket doesn't have yet. */
	cancel(block?: QueuedBlock): void {
		if (block === undefined) {
			this.#queue = [];
			for (const run of this.#runs) {
				run.cancelAll();
			}

			return;
		}

		const at = this.#queue.findIndex(
			({index, begin, length}) =>
				index === block.index && begin === block.begin && length === block.length,
		);
		if (at !== -1) {
			this.#queue.splice(at, 1);
			return;
		}

		for (const run of this.#runs) {
			if (run.cancel(block)) {
				return;
			}
		}
	}

	/** Its turn under the upload limit: one block. */
	proceed(now: number): void {
		if (this.#queue.length > 0 && this.#bytesUnderWay < highWaterBytes) {
			this.#readRun(1);
		}

		this.#pump(now);
	}

	/** Reads what is asked for, and writes what was read, in order. */
	flush(): void {
		this.#isDirty = false;
		if (this.#isClosed) {
			return;
		}

		const now = this.#options.now();
		this.#pump(now);
		while (this.#runs[0]?.isRead) {
			this.#write(this.#runs.shift()!, now);
		}
	}

	/** The connection is gone: nothing is sent or told any more. */
	close(): void {
		this.#isClosed = true;
		this.#queue = [];
		this.#options.limiter.forget(this);
		for (const {bytes} of this.#runs) {
			if (bytes !== undefined) {
				this.#options.source.releaseBlock(bytes);
			}
		}

		this.#runs = [];
	}

	/** Begins to read as much as limit and high water allow. */
	#pump(now: number): void {
		const {limiter} = this.#options;
		while (this.#queue.length > 0 && this.#bytesUnderWay < highWaterBytes && !this.#isClosed) {
			if (!limiter.mayProceed(now)) {
				limiter.wait(this);
				return;
			}

			// Under a limit block by block, so that all peers have their share.
			this.#readRun(limiter.isLimited ? 1 : Number.POSITIVE_INFINITY);
		}
	}

	/** Reads the first blocks of the queue that follow each other, as far as the disk reads at a time anyway. */
	#readRun(maxBlocks: number): void {
		const {source, limiter} = this.#options;
		const run = BlockRun.take(this.#queue, {maxBlocks, within: stripLength});
		this.#runs.push(run);
		this.#bytesUnderWay += run.length;
		limiter.spend(run.length);
		source.readBlock(run.index, run.begin, run.length, result => this.#handleRead(run, result));
	}

	#handleRead(run: BlockRun, result: Uint8Array | TorrentError): void {
		if (this.#isClosed) {
			if (result instanceof Uint8Array) {
				this.#options.source.releaseBlock(result);
			}

			return;
		}

		if (result instanceof Uint8Array) {
			run.bytes = result;
		} else {
			this.#runs.splice(this.#runs.indexOf(run), 1);
			this.#bytesUnderWay -= run.length;
			for (const block of run.blocks) {
				this.#options.handleReadFailed(block, result, this.#options.now());
			}
		}

		this.#touch();
	}

	/** Copies the run's blocks behind their headers and writes all of it in one piece. */
	#write(run: BlockRun, now: number): void {
		const {connection, source, buffers, handleBlockSent} = this.#options;
		const {blocks, length} = run;
		const bytes = run.bytes!;
		const buffer = buffers.take(length + blocks.length * blockHeaderLength);
		let end = 0;
		for (const {index, begin, length: blockLength} of blocks) {
			end += writeBlockHeader(buffer, end, index, begin, blockLength);
			const from = begin - run.begin;
			buffer.set(bytes.subarray(from, from + blockLength), end);
			end += blockLength;
		}

		source.releaseBlock(bytes);
		const handleDone = (): void => {
			buffers.give(buffer);
			this.#bytesUnderWay -= length;
			this.#pump(this.#options.now());
		};
		if (end === 0) {
			// Everything in it was cancelled meanwhile.
			handleDone();
			return;
		}

		connection.write(buffer.subarray(0, end), handleDone);
		for (const block of blocks) {
			handleBlockSent(block, now);
		}
	}

	#touch(): void {
		if (!this.#isDirty) {
			this.#isDirty = true;
			this.#options.flushQueue.add(this);
		}
	}
}
