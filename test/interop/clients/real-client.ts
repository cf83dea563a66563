import type {ClientProcess} from '../client-process.js';

/** What a client should do with some torrents. */
export interface ClientJob {
	readonly torrentPaths: readonly string[];
	/** Where the payload is or goes. */
	readonly dir: string;
	/** An empty folder for its settings and state. */
	readonly scratch: string;
	/** Its own address, to bind to. */
	readonly host: string;
	/** Its listen port. */
	readonly port: number;
	/** Bytes a second; no limit when absent. */
	readonly maxUp?: number;
	readonly maxDown?: number;
	/** Peers it unchokes at a time, 0 for none; all who ask when absent. For those of whom it is asked in a test. */
	readonly uploadSlots?: number;
	/** It takes encrypted connections only. For the same. */
	readonly requiresEncryption?: boolean;
	/** Addresses to connect to, for those that can be told; the others find them through the tracker. */
	readonly peers?: ReadonlyArray<{readonly host: string; readonly port: number}>;
}

/** A client at work. */
export interface RunningClient {
	readonly process: ClientProcess;
	/** Resolves when all downloads are complete and written, a recheck finished; throws when the time is up. */
	waitUntilDone(timeoutMs: number): Promise<void>;
}

/** A BitTorrent client of somebody else, from Debian. */
export interface RealClient {
	readonly name: string;
	/** Knows BEP 47: where it doesn't, padding is files on disk like any other. */
	readonly knowsPadding: boolean;
	/** Makes files without a byte, too. */
	readonly makesEmptyFiles: boolean;
	/** Name and version as it says itself; undefined where it isn't installed. */
	version(): string | undefined;
	/** Seeds what is complete in `dir`; it announces `left=0` to each torrent's tracker when it is ready. */
	seed(job: ClientJob): RunningClient;
	/** Downloads to `dir`; what is there already is checked first. */
	leech(job: ClientJob): RunningClient;
	/** Hashes what is in `dir`; done when it knows. */
	recheck(job: ClientJob): RunningClient;
}
