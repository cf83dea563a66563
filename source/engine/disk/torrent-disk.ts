import {bitfieldLength, hasBit, setBit} from '../../protocol/bitfield.js';
import type {Metainfo} from '../../protocol/metainfo-types.js';
import type {TorrentError} from '../torrent-error.js';
import {type ByteRun, lengthOf} from './byte-runs.js';
import type {DiskEvents, DiskFacts} from './disk-events.js';
import type {DiskShared} from './disk-shared.js';
import {FileLayout} from './file-layout.js';
import type {FilePlace} from './file-place.js';
import {FileStamps} from './file-stamps.js';
import {FlowControl} from './flow-control.js';
import {PieceIntake} from './piece-intake.js';
import type {FileStamp} from './resume-record.js';
import {TorrentFiles} from './torrent-files.js';

/** How long `close` waits for writes under way: quitting takes 3 s at most. */
const closeTimeoutMs = 1000;

/** Everything about one torrent's files: blocks in, verified pieces out to disk, blocks read for uploads. */
export class TorrentDisk {
	readonly #shared: DiskShared;
	readonly #events: DiskEvents;
	readonly #files: TorrentFiles;
	readonly #stamps: FileStamps;
	readonly #intake: PieceIntake;
	readonly #layout: FileLayout;
	readonly #flow: FlowControl;
	/** One bit a piece: verified and written. */
	#pieces: Uint8Array;
	/** Reads of pieces whose last bytes are still being written, by piece. */
	readonly #readsWaiting = new Map<number, Array<(error: TorrentError | undefined) => void>>();
	#isOpen = false;
	/** The latest change of wanted files; they go one after the other. */
	#moving: Promise<TorrentError | undefined> = Promise.resolve(undefined);

	/** @param dir the folder the user gave, absolute; made by `open` if it is missing */
	constructor(metainfo: Metainfo, dir: string, shared: DiskShared, events: DiskEvents) {
		this.#shared = shared;
		this.#events = events;
		this.#pieces = new Uint8Array(bitfieldLength(metainfo.pieceCount));
		const layout = new FileLayout(metainfo);
		this.#layout = layout;
		this.#files = new TorrentFiles({metainfo, dir, layout, partsFolder: shared.partsFolder});
		const {places} = this.#files;
		this.#stamps = new FileStamps(places);
		this.#intake = new PieceIntake({
			layout,
			pieceHashes: metainfo.pieceHashes,
			places,
			stamps: this.#stamps,
			shared,
			outcome: {
				handleVerified: index => this.#handleVerified(index),
				handleHashFailed: index => this.#events.handleHashFailed(index),
				handleWriteFailed: (index, error) => this.#handleWriteFailed(index, error),
			},
		});
		this.#flow = new FlowControl(shared.backpressure, events);
	}

	/**
	 * Checks that the folder can be used and makes the wanted files' folders and the empty files; nothing is preallocated.
	 * Call it once, before anything else but `setWantedFiles`, and again after an error when the user asks to go on.
	 * @returns why the torrent cannot be stored there, or undefined.
	 */
	async open(): Promise<TorrentError | undefined> {
		try {
			await this.#files.open();
		} catch (error) {
			return error as TorrentError;
		}
		this.#isOpen = true;
		return undefined;
	}

	/** Where each file's bytes live now (a skipped file's in the part store): what `recheck` and `restorePieces` take. */
	get places(): readonly FilePlace[] {
		return this.#files.places;
	}

	get facts(): DiskFacts {
		const {backpressure, writeQueue, filePool} = this.#shared;
		return {
			unwrittenBytes: this.#intake.unwrittenBytes,
			pressureShare: backpressure.share,
			writeP95Ms: writeQueue.p95Ms,
			hashQueuePieces: this.#intake.hashQueuePieces,
			openFiles: filePool.openCount,
		};
	}

	/** The files' sizes and times for the resume record; take them before the record's pieces, never after. */
	async stamps(): Promise<FileStamp[]> {
		return this.#stamps.collect();
	}

	/** The pieces we have, after a resume or a recheck: one bit a piece, copied. What was under way is forgotten. */
	handleHavePieces(bits: Uint8Array): void {
		this.#intake.dropAll();
		this.#pieces = bits.slice();
	}

	/**
	 * A buffer of exactly `length` bytes (1 … 16 KiB) for a block's body. The caller owns it until it hands it to `handleBlock`
	 * or `abandonBlock`, exactly one of them, exactly once. Two peers that send the same block (endgame) have a buffer each, so
	 * that neither can write over what was already hashed.
	 * @returns undefined when the arena is at its cap: skip the body. Comes only when sockets are read while reads are paused.
	 */
	blockTarget(length: number): Uint8Array | undefined {
		return this.#shared.arena.take(length);
	}

	/**
	 * The whole body is in `target`. The first body of a block is kept, whoever sent it.
	 * @returns true when it is kept: the torrent must count this block as in, and as this peer's. False when it was not needed.
	 */
	handleBlock(index: number, begin: number, target: Uint8Array): boolean {
		if (!hasBit(this.#pieces, index) && this.#intake.handleBlock(index, begin, target)) return true;
		this.#shared.arena.give(target);
		return false;
	}

	/** The body will never be whole: the connection ended, or nobody wants it any more. */
	abandonBlock(target: Uint8Array): void {
		this.#shared.arena.give(target);
	}

	/** All blocks are in: finish the hash, compare, write; `handleVerified`, `handleHashFailed` or `handleWriteFailed` follows. */
	completePiece(index: number): void {
		this.#intake.complete(index);
	}

	/** What was received of the piece is not wanted any more; no event follows. */
	dropPiece(index: number): void {
		this.#intake.drop(index);
	}

	/**
	 * Reads bytes of a verified piece for upload, from `begin` on as many as the targets hold, straight to where they are sent
	 * from: the system's cache keeps what is asked for again. `callback` is called later, never before this returns; until then
	 * the targets are the disk's.
	 */
	read(
		index: number,
		begin: number,
		targets: ByteRun,
		callback: (error: TorrentError | undefined) => void,
	): void {
		if (!this.#intake.isBeingWritten(index)) {
			this.#read(index, begin, targets, callback);
			return;
		}
		const waiting = this.#readsWaiting.get(index) ?? [];
		this.#readsWaiting.set(index, waiting);
		waiting.push(error => {
			if (error === undefined) this.#read(index, begin, targets, callback);
			else callback(error);
		});
	}

	/**
	 * Which files the user wants, one flag a file; all of them until this is called. Bytes of skipped files that come with a
	 * wanted piece are kept in the state folder, and moved into the real file when it is wanted after all.
	 * @returns what prevented it, or undefined.
	 */
	setWantedFiles(wanted: readonly boolean[]): Promise<TorrentError | undefined> {
		this.#moving = this.#moving.then(() => this.#setWanted(wanted));
		return this.#moving;
	}

	/** Resolves once no piece is being hashed, written or given up any more. */
	settled(): Promise<void> {
		return this.#intake.settled();
	}

	/** After `handleWriteFailed`: allow requests again. The next failure says so again. */
	retryWrites(): void {
		this.#flow.handleRetry();
	}

	/**
	 * Forgets unfinished pieces, waits about a second for writes under way, closes the torrent's files. Save the resume record
	 * once more afterwards: unfinished pieces may have changed the files' times.
	 * @param timeoutMs how long to wait for a disk that hangs
	 */
	async close(timeoutMs = closeTimeoutMs): Promise<void> {
		this.#intake.dropUnverified();
		let timer: NodeJS.Timeout | undefined;
		const timeout = new Promise<void>(resolve => {
			timer = setTimeout(resolve, timeoutMs);
		});
		await Promise.race([this.#intake.settled(), timeout]);
		clearTimeout(timer);
		this.#flow.close();
		await this.#shared.filePool.closePaths(this.places.map(place => place.path));
	}

	#read(
		index: number,
		begin: number,
		targets: ByteRun,
		callback: (error: TorrentError | undefined) => void,
	): void {
		this.#shared.spanReader.push({
			places: this.places,
			spans: this.#layout.spans(index, begin, lengthOf(targets)),
			targets,
			callback,
		});
	}

	async #setWanted(wanted: readonly boolean[]): Promise<TorrentError | undefined> {
		this.#files.wanted = wanted;
		if (!this.#isOpen) return undefined;
		this.#intake.hold();
		try {
			await this.#intake.idle();
			await this.#files.arrange(index => hasBit(this.#pieces, index));
			return undefined;
		} catch (error) {
			return error as TorrentError;
		} finally {
			// It may be gone, and another in its place later.
			await this.#shared.filePool.closePaths([this.#files.partStorePath]);
			this.#intake.release();
		}
	}

	#handleVerified(index: number): void {
		setBit(this.#pieces, index);
		this.#serveWaitingReads(index, undefined);
		this.#events.handleVerified(index);
	}

	#handleWriteFailed(index: number, error: TorrentError): void {
		this.#serveWaitingReads(index, error);
		this.#events.handleWriteFailed(index, error);
		this.#flow.handleWriteFailed();
	}

	#serveWaitingReads(index: number, error: TorrentError | undefined): void {
		const waiting = this.#readsWaiting.get(index) ?? [];
		this.#readsWaiting.delete(index);
		for (const read of waiting) read(error);
	}
}
