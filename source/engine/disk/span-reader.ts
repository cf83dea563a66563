import {TorrentError} from '../torrent-error.js';
import {AdaptiveReader} from './adaptive-reader.js';
import {pathError} from './errno-words.js';
import type {FileSpan} from './file-layout.js';
import type {FilePlace} from './file-place.js';
import type {FileLease, FilePool} from './file-pool.js';

/** Bytes of a torrent to read, from one file or several. */
export interface SpanRead {
	readonly places: readonly FilePlace[];
	readonly spans: readonly FileSpan[];
	/** As long as the spans together. */
	readonly buffer: Uint8Array;
	readonly callback: (error: TorrentError | undefined) => void;
}

/** More would queue in the thread pool in front of writes and name look-ups. */
const maxReadsUnderWay = 2;

/** The reads of all torrents, in order, a few at a time. */
export class SpanReader {
	readonly #pool: FilePool;
	readonly #reader = new AdaptiveReader();
	readonly #queue: SpanRead[] = [];
	#underWay = 0;

	constructor(pool: FilePool) {
		this.#pool = pool;
	}

	/** Reads all spans back to back into the buffer; padding is zeros. `callback` comes later, once. */
	push(spanRead: SpanRead): void {
		this.#queue.push(spanRead);
		this.#startNext();
	}

	#startNext(): void {
		if (this.#underWay >= maxReadsUnderWay) return;
		const spanRead = this.#queue.shift();
		if (spanRead === undefined) return;
		this.#underWay++;
		this.#readFrom(spanRead, 0, 0);
	}

	/** Reads span number `position` and all after it; `filled` bytes of the buffer are done. */
	#readFrom(spanRead: SpanRead, position: number, filled: number): void {
		const span = spanRead.spans[position];
		if (span === undefined) {
			this.#finish(spanRead, undefined);
			return;
		}
		const next = () => this.#readFrom(spanRead, position + 1, filled + span.length);
		if (span.isPadding) {
			spanRead.buffer.fill(0, filled, filled + span.length);
			queueMicrotask(next);
			return;
		}
		const place = spanRead.places[span.fileIndex]!;
		this.#pool.lease(place, false, lease => {
			if (lease instanceof TorrentError) {
				this.#finish(spanRead, lease);
				return;
			}
			const target = spanRead.buffer.subarray(filled, filled + span.length);
			this.#fill(lease, place.base + span.begin, target, error => {
				this.#pool.release(lease);
				if (error === undefined) next();
				else this.#finish(spanRead, error);
			});
		});
	}

	/** Fills `target` from a file, however many calls it takes. */
	#fill(
		lease: FileLease,
		position: number,
		target: Uint8Array,
		callback: (error: TorrentError | undefined) => void,
	): void {
		const attempt = (done: number) => {
			const rest = done === 0 ? target : target.subarray(done);
			this.#reader.read(lease.fd, rest, position + done, (error, count) => {
				if (error) callback(pathError('read', lease.path, error));
				else if (done + count === target.length) callback(undefined);
				else if (count === 0) callback(shortFile(lease.path, position + done));
				else attempt(done + count);
			});
		};
		attempt(0);
	}

	#finish(spanRead: SpanRead, error: TorrentError | undefined): void {
		this.#underWay--;
		this.#startNext();
		spanRead.callback(error);
	}
}

function shortFile(path: string, size: number): TorrentError {
	return new TorrentError(
		`Cannot read ${path}: it ends before byte ${size}, somebody made it shorter.`,
		{path},
	);
}
