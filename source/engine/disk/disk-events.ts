import type {TorrentError} from '../torrent-error.js';

/**
 * What the disk tells a torrent. Never called from inside a call into the disk: always later, from a callback or a microtask,
 * so that the torrent is not re-entered.
 */
export interface DiskEvents {
	/** The piece's hash is right and it is written. */
	handleVerified(index: number): void;
	/** The hash is wrong; the piece is missing again. */
	handleHashFailed(index: number): void;
	/**
	 * The piece could not be written and is missing again, nobody is to blame. It can come for a piece that is not complete yet
	 * (its blocks were being moved out of memory): what was received of it is lost. No more requests are allowed
	 * from here on, until {@link TorrentDisk.retryWrites}. `error.message` is one sentence with the exact path and the cause.
	 */
	handleWriteFailed(index: number, error: TorrentError): void;
	/** Back-pressure: stop (or go on) asking peers for blocks. */
	handleRequestsAllowed(isAllowed: boolean): void;
	/** The last resort: stop (or go on) reading from this torrent's sockets. */
	handleReadsPaused(isPaused: boolean): void;
}

/** What the disk knows about itself, for snapshots and diagnoses (E35). */
export interface DiskFacts {
	/** Received and not yet on disk, of this torrent. */
	readonly unwrittenBytes: number;
	/** 0 … 1: how much of the last seconds requests were held back for the disk's sake. */
	readonly pressureShare: number;
	/** The 95th percentile of the newest writes' durations, over all torrents; 0 before the first. */
	readonly writeP95Ms: number;
	/** Pieces whose blocks are all in and not all hashed yet, of this torrent. */
	readonly hashQueuePieces: number;
	/** Files held open, over all torrents. */
	readonly openFiles: number;
}
