import type {ByteRun} from '../disk/byte-runs.js';
import type {Connection} from '../net/connection.js';
import type {Flushable, FlushQueue} from '../net/flush-queue.js';
import type {RateLimiter, Waiter} from '../net/rate-limiter.js';
import type {TorrentError} from '../torrent-error.js';
import {BlockRun, type QueuedBlock} from './block-run.js';
import type {RunBuffers} from './run-buffers.js';

/** Where blocks for upload come from. */
export interface BlockSource {
	/** Fills the targets with bytes of a piece, from `begin` on; calls back later. */
	read(
		index: number,
		begin: number,
		targets: ByteRun,
		callback: (error: TorrentError | undefined) => void,
	): void;
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

/** Bytes read and written at a time: one call of each, and one trip through the thread pool, for 16 blocks. */
const runBytes = 256 * 1024;

/** A run and the memory that it is framed in. */
interface RunUnderWay {
	readonly run: BlockRun;
	readonly buffer: Buffer;
}

/**
 * Sends blocks to one peer in the order of its requests. Blocks that follow each other in a piece are read behind their headers
 * and written as one run: at 900 MiB/s a block each cost half a CPU second a GiB more. Never more than a bounded number of
 * bytes are in the socket.
 */
export class BlockSender implements Flushable, Waiter {
	readonly #options: BlockSenderOptions;
	/** Not yet read. */
	#queue: QueuedBlock[] = [];
	/** Being read, or read and waiting for those before them. */
	#runs: RunUnderWay[] = [];
	#bytesUnderWay = 0;
	#isClosed = false;
	#isDirty = false;

	constructor(options: BlockSenderOptions) {
		this.#options = options;
	}

	/** Blocks waiting, for the screen. */
	get length(): number {
		return this.#queue.length + this.#runs.reduce((sum, {run}) => sum + run.blocks.length, 0);
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
			for (const {run} of this.#runs) {
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

		for (const {run} of this.#runs) {
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
		while (this.#runs[0]?.run.isRead) {
			this.#write(this.#runs.shift()!, now);
		}
	}

	/** The connection is gone: nothing is sent or told any more. */
	close(): void {
		this.#isClosed = true;
		this.#queue = [];
		this.#options.limiter.forget(this);
		for (const {run, buffer} of this.#runs) {
			if (run.isRead) {
				this.#options.buffers.give(buffer);
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

	/** Reads the first blocks of the queue that follow each other. */
	#readRun(maxBlocks: number): void {
		const {source, limiter, buffers} = this.#options;
		const run = BlockRun.take(this.#queue, {maxBlocks, within: runBytes});
		const underWay = {run, buffer: buffers.take(run.framedLength)};
		this.#runs.push(underWay);
		this.#bytesUnderWay += run.length;
		limiter.spend(run.length);
		source.read(run.index, run.begin, run.layOut(underWay.buffer), error =>
			this.#handleRead(underWay, error),
		);
	}

	#handleRead(underWay: RunUnderWay, error: TorrentError | undefined): void {
		const {buffers, now, handleReadFailed} = this.#options;
		const {run, buffer} = underWay;
		if (this.#isClosed) {
			buffers.give(buffer);
			return;
		}

		if (error === undefined) {
			run.isRead = true;
		} else {
			buffers.give(buffer);
			this.#runs.splice(this.#runs.indexOf(underWay), 1);
			this.#bytesUnderWay -= run.length;
			for (const block of run.blocks) {
				handleReadFailed(block, error, now());
			}
		}

		this.#touch();
	}

	/** Writes a run in one piece. */
	#write({run, buffer}: RunUnderWay, now: number): void {
		const {connection, buffers, handleBlockSent} = this.#options;
		const handleDone = (): void => {
			buffers.give(buffer);
			this.#bytesUnderWay -= run.length;
			this.#pump(this.#options.now());
		};
		if (run.blocks.length === 0) {
			// Everything in it was cancelled meanwhile.
			handleDone();
			return;
		}

		connection.write(run.framed(buffer), handleDone);
		for (const block of run.blocks) {
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
