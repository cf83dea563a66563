/** A file as it was when the record was made; null when it did not exist. */
export type FileStamp = {readonly size: number; readonly mtimeMs: number} | null;

/** What a torrent's resume file holds. Times are milliseconds since 1970. */
export interface ResumeRecord {
	/** 40 hex digits. */
	readonly infoHash: string;
	/** Absolute. */
	readonly dir: string;
	/** One bit a piece, as on the wire: hashed and written. */
	readonly pieces: Uint8Array;
	/** One a file of the torrent. */
	readonly files: readonly FileStamp[];
	/** 0 skip … 7, one a file of the torrent. */
	readonly priorities: readonly number[];
	readonly addedAt: number;
	readonly completedAt: number | null;
	readonly downBytes: number;
	readonly upBytes: number;
	readonly isPaused: boolean;
	readonly isSequential: boolean;
	/** Trackers the user added, each a tier of its own. */
	readonly trackers: readonly string[];
	/** Addresses that worked lately, at most {@link maxResumePeers}. */
	readonly peers: ReadonlyArray<{readonly host: string; readonly port: number}>;
}

/** More than enough to find a swarm again. */
export const maxResumePeers = 200;
