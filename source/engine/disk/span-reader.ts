import {TorrentError} from '../torrent-error.js';
import {AdaptiveReader} from './adaptive-reader.js';
import {type ByteRun, skipBytes, takeBytes} from './byte-runs.js';
import {pathError} from './errno-words.js';
import type {FileSpan} from './file-layout.js';
import type {FilePlace} from './file-place.js';
import type {FileLease, FilePool} from './file-pool.js';

/** Bytes of a torrent to read, from one file or several. */
export interface SpanRead {
	readonly places: readonly FilePlace[];
	readonly spans: readonly FileSpan[];
	/** Where the bytes go, back to back; as long as the spans together. */
	readonly targets: ByteRun;
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

	/** Reads all spans back to back into the targets; padding is zeros. `callback` comes later, once. */
	push(spanRead: SpanRead): void {
		this.#queue.push(spanRead);
		this.#startNext();
	}

	#startNext(): void {
		if (this.#underWay >= maxReadsUnderWay) return;
		const spanRead = this.#queue.shift();
		if (spanRead === undefined) return;
		this.#underWay++;
		this.#readFrom(spanRead, 0, spanRead.targets);
	}

	/** Reads span number `position` and all after it into what is left of the targets. */
	#readFrom(spanRead: SpanRead, position: number, left: ByteRun): void {
		const span = spanRead.spans[position];
		if (span === undefined) {
			this.#finish(spanRead, undefined);
			return;
		}
		const isLast = position === spanRead.spans.length - 1;
		const targets = isLast ? left : takeBytes(left, span.length);
		const next = () =>
			this.#readFrom(spanRead, position + 1, isLast ? [] : skipBytes(left, span.length));
		if (span.isPadding) {
			for (const target of targets) target.fill(0);
			queueMicrotask(next);
			return;
		}
		const place = spanRead.places[span.fileIndex]!;
		this.#pool.lease(place, false, lease => {
			if (lease instanceof TorrentError) {
				this.#finish(spanRead, lease);
				return;
			}
			this.#fill(lease, place.base + span.begin, {targets, length: span.length}, error => {
				this.#pool.release(lease);
				if (error === undefined) next();
				else this.#finish(spanRead, error);
			});
		});
	}

	/** Fills the targets from a file, however many calls it takes. */
	#fill(
		lease: FileLease,
		position: number,
		{targets, length}: {readonly targets: ByteRun; readonly length: number},
		callback: (error: TorrentError | undefined) => void,
	): void {
		const attempt = (rest: ByteRun, done: number) => {
			this.#reader.read(lease.fd, rest, position + done, (error, count) => {
				if (error) callback(pathError('read', lease.path, error));
				else if (done + count === length) callback(undefined);
				else if (count === 0) callback(shortFile(lease.path, position + done));
				else attempt(skipBytes(rest, count), done + count);
			});
		};
		attempt(targets, 0);
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
