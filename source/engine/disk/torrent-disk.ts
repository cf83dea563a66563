import type {Metainfo} from '../../protocol/metainfo-types.js';
import type {TorrentError} from '../torrent-error.js';
import type {DiskEvents, DiskFacts} from './disk-events.js';
import type {DiskShared} from './disk-shared.js';
import type {FilePlace} from './file-place.js';

/** Everything about one torrent's files: blocks in, verified pieces out to disk, blocks read for uploads. */
export class TorrentDisk {
	readonly metainfo: Metainfo;
	readonly dir: string;
	readonly shared: DiskShared;
	readonly events: DiskEvents;

	constructor(metainfo: Metainfo, dir: string, shared: DiskShared, events: DiskEvents) {
		this.metainfo = metainfo;
		this.dir = dir;
		this.shared = shared;
		this.events = events;
	}

	/**
	 * Checks that the folder can be used and makes the wanted files' folders and the empty files; nothing is preallocated.
	 * Call it once, before anything else but `setWantedFiles`, and again after an error when the user asks to go on.
	 * @returns why the torrent cannot be stored there, or undefined.
	 */
	async open(): Promise<TorrentError | undefined> {
		throw new Error('not landed yet');
	}

	/** Where each file's bytes live now (a skipped file's in the part store): what `recheck` and `restorePieces` take. */
	get places(): readonly FilePlace[] {
		throw new Error('not landed yet');
	}

	get facts(): DiskFacts {
		throw new Error('not landed yet');
	}

	/**
	 * A buffer of exactly `length` bytes (1 … 16 KiB) for a block's body. The caller owns it until it hands it to `handleBlock`
	 * or `abandonBlock`, exactly one of them, exactly once. Two peers that send the same block (endgame) have a buffer each, so
	 * that neither can write over what was already hashed.
	 * @returns undefined when the arena is at its cap: skip the body. Comes only when sockets are read while reads are paused.
	 */
	blockTarget(_length: number): Uint8Array | undefined {
		throw new Error('not landed yet');
	}

	/** The whole body is in `target`. Call it before the torrent's `handleBlock`. A block we have already is given back. */
	handleBlock(_index: number, _begin: number, _target: Uint8Array): void {
		throw new Error('not landed yet');
	}

	/** The body will never be whole: the connection ended, or nobody wants it any more. */
	abandonBlock(_target: Uint8Array): void {
		throw new Error('not landed yet');
	}

	/**
	 * False while memory is short: prefer pieces already begun and do not begin another. Advice, not a lock: beginning one is
	 * always safe.
	 */
	isRoomForPiece(): boolean {
		throw new Error('not landed yet');
	}

	/** All blocks are in: finish the hash, compare, write; `handleVerified`, `handleHashFailed` or `handleWriteFailed` follows. */
	completePiece(_index: number): void {
		throw new Error('not landed yet');
	}

	/** What was received of the piece is not wanted any more; no event follows. */
	dropPiece(_index: number): void {
		throw new Error('not landed yet');
	}

	/**
	 * Reads a block of a verified piece for upload. `callback` is called later, never before this returns. Give the block back by
	 * `releaseBlock` once its last byte is with the kernel (or the connection is gone): it is part of a cached strip that
	 * must not be recycled before.
	 */
	readBlock(
		_index: number,
		_begin: number,
		_length: number,
		_callback: (block: Uint8Array | TorrentError) => void,
	): void {
		throw new Error('not landed yet');
	}

	/** Gives back what `readBlock` called back with, exactly once. */
	releaseBlock(_block: Uint8Array): void {
		throw new Error('not landed yet');
	}

	/**
	 * Which files the user wants, one flag a file; all of them until this is called. Bytes of skipped files that come with a
	 * wanted piece are kept in the state folder, and moved into the real file when it is wanted after all.
	 * @returns what prevented it, or undefined.
	 */
	async setWantedFiles(_wanted: readonly boolean[]): Promise<TorrentError | undefined> {
		throw new Error('not landed yet');
	}

	/** After `handleWriteFailed`: allow requests again. The next failure says so again. */
	retryWrites(): void {
		throw new Error('not landed yet');
	}

	/** Forgets unfinished pieces, waits about a second for writes under way, closes the torrent's files. */
	async close(): Promise<void> {
		throw new Error('not landed yet');
	}
}
