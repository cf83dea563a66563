import type {TorrentError} from '../torrent-error.js';
import type {FileLayout} from './file-layout.js';
import type {FilePlace} from './file-place.js';
import type {ReadCache, Strip} from './read-cache.js';
import type {SpanReader} from './span-reader.js';

/** Bytes read at a time: one thread-pool round trip (15–20 µs) for 16 blocks. */
export const stripLength = 256 * 1024;

type BlockCallback = (block: Uint8Array | TorrentError) => void;

/** A strip of this torrent. */
interface CachedStrip {
	readonly strip: Strip;
	/** Read ahead of its first use. */
	isAhead: boolean;
	/** Those who asked while it is being read; undefined once it is in. */
	waiting: Array<() => void> | undefined;
	error: TorrentError | undefined;
}

/**
 * Reads blocks of one torrent for uploads, in strips that stay in the cache: blocks are cut from them without a copy.
 * Everyone who asks for a strip while it is being read waits for the same read; a piece read in order is read ahead.
 */
export class BlockReader {
	readonly #layout: FileLayout;
	readonly #places: readonly FilePlace[];
	readonly #cache: ReadCache;
	readonly #spanReader: SpanReader;
	/** Strips of a full piece. */
	readonly #stripsPerPiece: number;
	readonly #strips = new Map<number, CachedStrip>();

	constructor(options: {
		readonly layout: FileLayout;
		/** Kept by its owner, read at each read. */
		readonly places: readonly FilePlace[];
		readonly shared: {readonly readCache: ReadCache; readonly spanReader: SpanReader};
	}) {
		this.#layout = options.layout;
		this.#places = options.places;
		this.#cache = options.shared.readCache;
		this.#spanReader = options.shared.spanReader;
		this.#stripsPerPiece = Math.ceil(this.#layout.pieceLength(0) / stripLength);
	}

	/** Calls back later with the block, which is the caller's until `release`. */
	read(index: number, begin: number, length: number, callback: BlockCallback): void {
		const position = Math.floor(begin / stripLength);
		const stripBegin = position * stripLength;
		const cached =
			begin + length <= stripBegin + stripLength ? this.#strip(index, position) : undefined;
		if (cached === undefined) {
			this.#readAlone(index, begin, length, callback);
			return;
		}
		const {strip} = cached;
		this.#cache.lease(strip);
		const answer = () => {
			if (cached.error === undefined) {
				callback(strip.buffer.subarray(begin - stripBegin, begin - stripBegin + length));
			} else {
				this.#cache.release(strip);
				callback(cached.error);
			}
		};
		if (cached.waiting === undefined) queueMicrotask(answer);
		else cached.waiting.push(answer);
		if (cached.isAhead) {
			cached.isAhead = false;
			this.#readAhead(index, position + 1);
		}
	}

	/** Gives a block back. */
	release(block: Uint8Array): void {
		const strip = this.#cache.stripOf(block);
		if (strip !== undefined) this.#cache.release(strip);
	}

	/** The piece was written anew: what was read of it before may be something else. */
	forgetPiece(index: number): void {
		for (let position = 0; position < this.#stripsPerPiece; position++) {
			this.#forget(index * this.#stripsPerPiece + position);
		}
	}

	/** Gives all memory back, as far as no socket uses it. */
	forgetAll(): void {
		for (const key of [...this.#strips.keys()]) this.#forget(key);
	}

	#forget(key: number): void {
		const cached = this.#strips.get(key);
		if (cached === undefined) return;
		this.#strips.delete(key);
		this.#cache.drop(cached.strip);
	}

	/** The strip, being read if it was not there; undefined when there is no memory for it. */
	#strip(index: number, position: number): CachedStrip | undefined {
		const key = index * this.#stripsPerPiece + position;
		const cached = this.#strips.get(key);
		if (cached !== undefined) return cached;
		const isSequential = position > 0 && this.#strips.has(key - 1);
		const loading = this.#load(index, position);
		if (isSequential) this.#readAhead(index, position + 1);
		return loading;
	}

	#readAhead(index: number, position: number): void {
		const isInPiece = position * stripLength < this.#layout.pieceLength(index);
		if (!isInPiece || this.#strips.has(index * this.#stripsPerPiece + position)) return;
		const ahead = this.#load(index, position);
		if (ahead !== undefined) ahead.isAhead = true;
	}

	#load(index: number, position: number): CachedStrip | undefined {
		const key = index * this.#stripsPerPiece + position;
		const begin = position * stripLength;
		const pieceLength = this.#layout.pieceLength(index);
		const length = Math.min(stripLength, pieceLength - begin);
		// All strips are of the full length, so that their buffers fit each other; only short pieces have shorter ones.
		const bufferLength = Math.min(stripLength, this.#layout.pieceLength(0));
		const strip = this.#cache.take(bufferLength, () => this.#strips.delete(key));
		if (strip === undefined) return undefined;
		const cached: CachedStrip = {strip, isAhead: false, waiting: [], error: undefined};
		this.#strips.set(key, cached);
		this.#spanReader.push({
			places: this.#places,
			spans: this.#layout.spans(index, begin, length),
			buffer: strip.buffer.subarray(0, length),
			callback: error => this.#finishLoad(key, cached, error),
		});
		return cached;
	}

	#finishLoad(key: number, cached: CachedStrip, error: TorrentError | undefined): void {
		const waiting = cached.waiting ?? [];
		cached.waiting = undefined;
		cached.error = error;
		// A failed strip is not kept: the next to ask tries again.
		if (error !== undefined && this.#strips.get(key) === cached) this.#forget(key);
		for (const answer of waiting) answer();
		this.#cache.release(cached.strip);
	}

	/** Reads just this block, into memory of its own: it spans strips, or slow sockets hold the whole cache. */
	#readAlone(index: number, begin: number, length: number, callback: BlockCallback): void {
		const buffer = new Uint8Array(length);
		this.#spanReader.push({
			places: this.#places,
			spans: this.#layout.spans(index, begin, length),
			buffer,
			callback: error => queueMicrotask(() => callback(error ?? buffer)),
		});
	}
}
