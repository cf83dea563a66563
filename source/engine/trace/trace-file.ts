import {type FileHandle, open} from 'node:fs/promises';

/** Written as soon as so much is there, or so long after the first byte of it, milliseconds. */
const writeLength = 256 * 1024;
const writeDelayMs = 200;
/** A disk slower than this may wait for so much; what comes on top is left out. */
const maxWaiting = 8 * 1024 * 1024;

/** Why a trace ends before it is closed. */
export type TraceEnd = {readonly kind: 'full'} | {readonly kind: 'failed'; readonly error: Error};

/** What a trace file is made of. */
export interface TraceFileOptions {
	readonly path: string;
	/** Bytes the file may get. */
	readonly limit: number;
	readonly header: Uint8Array;
	/** Called once, when nothing more will be written. */
	readonly handleEnd: (end: TraceEnd) => void;
}

/**
 * A file that grows by whole blocks, written behind the back of those who add them: nobody waits for the disk. Bounded
 * in size and in what waits to be written.
 */
export class TraceFile {
	readonly #options: TraceFileOptions;
	readonly #opened: Promise<FileHandle | undefined>;
	#waiting: Uint8Array[] = [];
	#waitingLength = 0;
	#length: number;
	#timer: NodeJS.Timeout | undefined;
	#writing: Promise<void> | undefined;
	#isOver = false;
	#isClosed = false;
	/** Blocks left out since the last one taken. */
	dropped = 0;

	constructor(options: TraceFileOptions) {
		this.#options = options;
		this.#length = options.header.length;
		this.#waiting.push(options.header);
		this.#waitingLength = options.header.length;
		this.#opened = this.#open();
		this.#later();
	}

	/** False: nothing more is written. */
	get isOpen(): boolean {
		return !(this.#isOver || this.#isClosed);
	}

	/** Takes a block, or leaves it out. */
	add(block: Uint8Array): void {
		if (!this.isOpen) {
			return;
		}
		if (this.#length + block.length > this.#options.limit) {
			this.#end({kind: 'full'});
			return;
		}
		if (this.#waitingLength + block.length > maxWaiting) {
			this.dropped++;
			return;
		}
		this.dropped = 0;
		this.#length += block.length;
		this.#waiting.push(block);
		this.#waitingLength += block.length;
		if (this.#waitingLength >= writeLength) {
			this.#write();
		} else {
			this.#later();
		}
	}

	/** Writes what waits and closes the file. */
	async close(): Promise<void> {
		this.#isClosed = true;
		clearTimeout(this.#timer);
		this.#write();
		await this.#writing;
		const handle = await this.#opened;
		await handle?.close().catch(() => {});
	}

	async #open(): Promise<FileHandle | undefined> {
		try {
			return await open(this.#options.path, 'w', 0o600);
		} catch (error) {
			this.#end({kind: 'failed', error: error as Error});
			return undefined;
		}
	}

	#later(): void {
		this.#timer ??= setTimeout(() => this.#write(), writeDelayMs);
	}

	/** One write at a time; what comes meanwhile goes with the next. */
	#write(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#writing ??= this.#writeAll().finally(() => {
			this.#writing = undefined;
		});
	}

	async #writeAll(): Promise<void> {
		const handle = await this.#opened;
		while (handle !== undefined && this.#waiting.length > 0) {
			const blocks = this.#waiting;
			this.#waiting = [];
			try {
				await handle.writev(blocks);
			} catch (error) {
				this.#end({kind: 'failed', error: error as Error});
			}
			this.#waitingLength = this.#waiting.reduce((sum, {length}) => sum + length, 0);
		}
	}

	#end(end: TraceEnd): void {
		if (!this.#isOver) {
			this.#isOver = true;
			this.#options.handleEnd(end);
		}
	}
}
