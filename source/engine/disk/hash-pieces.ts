import {availableParallelism} from 'node:os';
import {Worker} from 'node:worker_threads';
import {type HashFile, type HashJob, hashStateWords as words} from './hash-job.js';
import {runHashJob} from './hash-run.js';
import {Turns} from './turns.js';

/** How far a recheck, or the hashing of files for a new torrent, has come. */
export interface HashProgress {
	readonly piecesDone: number;
	readonly pieceCount: number;
	/** About: the last piece counts as a full one. */
	readonly bytesDone: number;
	readonly bytes: number;
}

/** What hashing can be told. */
export interface HashOptions {
	readonly signal?: AbortSignal | undefined;
	/** About ten times a second, and once at the end. */
	readonly onProgress?: ((progress: HashProgress) => void) | undefined;
}

/** More threads than this only compete for the disk and for memory bandwidth. */
const maxWorkers = 4;

/** A thread's start costs as much as hashing this many bytes. */
const bytesWorthAWorker = 16 * 1024 * 1024;

/** A job of no more than this is done at once, on the caller's thread: a thousand small torrents need no thousand threads. */
const bytesHashedHere = 1024 * 1024;

/** Jobs that hash at a time: more would only move the disk's head to and fro. */
const maxJobs = 2;

const progressIntervalMs = 100;

/** A thread makes nothing that lives long; unlimited, its young generation alone would grow to tens of MiB. */
const resourceLimits = {maxYoungGenerationSizeMb: 3};

const turns = new Turns(maxJobs);

/** Digests by position in the list of pieces asked for; `isHashed` is 0 where bytes are missing. */
export interface HashedPieces {
	readonly digests: Uint8Array;
	readonly isHashed: Uint8Array;
}

/**
 * Hashes pieces on worker threads. Memory is a few MiB a thread, whatever the pieces' length.
 * Rejects with the signal's reason on abort, or with what ended a thread.
 */
export async function hashPieces(
	source: {readonly files: readonly HashFile[]; readonly pieceLength: number},
	pieces: readonly number[],
	{signal, onProgress}: HashOptions = {},
): Promise<HashedPieces> {
	signal?.throwIfAborted();
	const job: HashJob = {
		files: source.files.filter(file => file.length > 0),
		pieceLength: source.pieceLength,
		pieces: new Uint32Array(new SharedArrayBuffer(pieces.length * 4)),
		digests: new Uint8Array(new SharedArrayBuffer(pieces.length * 20)),
		isHashed: new Uint8Array(new SharedArrayBuffer(pieces.length)),
		state: new Int32Array(new SharedArrayBuffer(words.count * 4)),
	};
	job.pieces.set(pieces);
	const stop = () => Atomics.store(job.state, words.isStopped, 1);
	const report = () => {
		const piecesDone = Atomics.load(job.state, words.done);
		onProgress?.({
			piecesDone,
			pieceCount: pieces.length,
			bytesDone: piecesDone * job.pieceLength,
			bytes: pieces.length * job.pieceLength,
		});
	};
	if (pieces.length * job.pieceLength <= bytesHashedHere) {
		runHashJob(job);
		report();
		return {digests: job.digests, isHashed: job.isHashed};
	}
	const timer = setInterval(report, progressIntervalMs);
	signal?.addEventListener('abort', stop, {once: true});
	const endTurn = await turns.take();
	try {
		signal?.throwIfAborted();
		const running = Array.from({length: workerCount(job)}, () => runWorker(job));
		// The first failure stops the others, and none outlives this call.
		for (const worker of running) worker.catch(stop);
		const results = await Promise.allSettled(running);
		signal?.throwIfAborted();
		for (const result of results) if (result.status === 'rejected') throw result.reason;
		report();
		return {digests: job.digests, isHashed: job.isHashed};
	} finally {
		endTurn();
		clearInterval(timer);
		signal?.removeEventListener('abort', stop);
	}
}

function workerCount({pieces, pieceLength}: HashJob): number {
	const worthwhile = Math.ceil((pieces.length * pieceLength) / bytesWorthAWorker);
	return Math.min(maxWorkers, availableParallelism(), pieces.length, worthwhile);
}

function runWorker(workerData: HashJob): Promise<void> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(new URL('hash-worker.js', import.meta.url), {
			workerData,
			resourceLimits,
		});
		worker.once('error', reject);
		worker.once('exit', () => resolve());
	});
}
