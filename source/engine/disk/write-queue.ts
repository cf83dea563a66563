import prettyBytes from 'pretty-bytes';
import {TorrentError} from '../torrent-error.js';
import {AdaptiveWriter} from './adaptive-writer.js';
import {skipBytes} from './byte-runs.js';
import {errnoCode, pathError} from './errno-words.js';
import type {FilePlace} from './file-place.js';
import type {FileLease, FilePool} from './file-pool.js';
import {freeSpace} from './free-space.js';

/** One call's worth of bytes for one file. */
export interface Write {
	readonly place: FilePlace;
	/** In the file at `place.path`. */
	readonly position: number;
	/** Back to back, at least one; they must not change until `callback`. */
	readonly buffers: readonly Uint8Array[];
	readonly length: number;
	readonly callback: (error: TorrentError | undefined) => void;
}

type Writev = AdaptiveWriter['writev'];

/** More at a time does not make a disk faster, and the thread pool also reads and resolves names. */
const maxWritesUnderWay = 2;

/** How many durations the percentile is taken from. */
const keptDurations = 128;

/**
 * The writes of all torrents, in order, a few at a time, and of one file one at a time: the kernel lets no two writes into a file
 * at once, and the second spins for as long as the first takes (3 % of a download's CPU).
 */
export class WriteQueue {
	readonly #pool: FilePool;
	readonly #writev: Writev;
	readonly #queue: Write[] = [];
	/** Paths of the files that are being written. */
	readonly #busyPaths = new Set<string>();
	readonly #durationsMs: number[] = [];
	#durationCount = 0;

	/** @param systemWritev for tests */
	constructor(pool: FilePool, systemWritev: Writev = new AdaptiveWriter().writev) {
		this.#pool = pool;
		this.#writev = systemWritev;
	}

	/** The 95th percentile of the newest writes' durations; 0 before the first. */
	get p95Ms(): number {
		const sorted = this.#durationsMs.toSorted((a, b) => a - b);
		return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
	}

	/** Writes behind everything asked before; `callback` comes later, once. */
	push(write: Write): void {
		this.#queue.push(write);
		this.#startNext();
	}

	#startNext(): void {
		if (this.#busyPaths.size >= maxWritesUnderWay) return;
		const at = this.#queue.findIndex(({place}) => !this.#busyPaths.has(place.path));
		if (at < 0) return;
		const write = this.#queue.splice(at, 1)[0]!;
		this.#busyPaths.add(write.place.path);
		this.#pool.lease(write.place, true, lease => {
			if (lease instanceof TorrentError) this.#finish(write, lease);
			else this.#write(write, lease);
		});
	}

	#write(write: Write, lease: FileLease): void {
		const startedAt = performance.now();
		const finish = (error: TorrentError | undefined) => {
			this.#pool.release(lease);
			this.#durationsMs[this.#durationCount++ % keptDurations] = performance.now() - startedAt;
			this.#finish(write, error);
		};
		const attempt = (buffers: readonly Uint8Array[], done: number) => {
			this.#writev(lease.fd, buffers, write.position + done, (error, written) => {
				if (error) void writeError(write, error).then(finish);
				else if (done + written === write.length) finish(undefined);
				// A disk that runs full takes a part first; the next try says why.
				else if (written === 0) void writeError(write, {code: 'EIO'}).then(finish);
				else attempt(skipBytes(buffers, written), done + written);
			});
		};
		attempt(write.buffers, 0);
	}

	#finish(write: Write, error: TorrentError | undefined): void {
		this.#busyPaths.delete(write.place.path);
		// The next write runs while the caller deals with this one.
		this.#startNext();
		write.callback(error);
	}
}

async function writeError(write: Write, error: unknown): Promise<TorrentError> {
	const {path} = write.place;
	const code = errnoCode(error);
	if (code !== 'ENOSPC' && code !== 'EDQUOT') return pathError('write', path, error);
	const free = await freeSpace(path);
	const need = `${prettyBytes(write.length, {binary: true})} needed next`;
	const facts = free === null ? need : `${prettyBytes(free, {binary: true})} free, ${need}`;
	return pathError('write', path, error, facts);
}
