import {join} from 'node:path';
import type {DescriptorFailures} from '../descriptor-failures.js';
import {Arena} from './arena.js';
import {Backpressure} from './backpressure.js';
import {Evictor} from './evictor.js';
import {FilePool} from './file-pool.js';
import {SpanReader} from './span-reader.js';
import {WriteQueue} from './write-queue.js';

const mebibyte = 1024 * 1024;

/** What all torrents of an engine share on the disk side: memory, open files, the queues of reads and writes. */
export class DiskShared {
	readonly arena: Arena;
	readonly backpressure = new Backpressure();
	readonly evictor = new Evictor(this.backpressure);
	readonly filePool: FilePool;
	readonly writeQueue: WriteQueue;
	readonly spanReader: SpanReader;
	/** Where part stores are kept: `resume/` in the user's state folder. */
	readonly partsFolder: string;

	constructor(options: {
		/** The user's state folder. */
		readonly stateDir: string;
		/** The setting of that name. */
		readonly maxOpenFiles: number;
		/** Default 32 MiB: what reading pauses at, and a block for each of some hundred peers. */
		readonly arenaBytes?: number;
		/** Counts opens that failed for want of a descriptor. */
		readonly descriptorFailures?: DescriptorFailures;
	}) {
		this.partsFolder = join(options.stateDir, 'resume');
		this.arena = new Arena(options.arenaBytes ?? 32 * mebibyte);
		this.filePool = new FilePool(options.maxOpenFiles, options.descriptorFailures);
		this.writeQueue = new WriteQueue(this.filePool);
		this.spanReader = new SpanReader(this.filePool);
	}

	/** Closes every file. Call after each torrent's disk is closed. */
	async close(): Promise<void> {
		await this.filePool.closeAll();
	}
}
