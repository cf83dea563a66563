/** How a session ended. */
export type SessionEnd =
	| {readonly kind: 'complete' | 'failed' | 'timeout' | 'interrupted' | 'closed'}
	/** The engine would not take a torrent; `isUsage` when what the user gave is wrong. */
	| {readonly kind: 'refused'; readonly error: string; readonly isUsage: boolean}
	/** Our bug. */
	| {readonly kind: 'crashed'; readonly message: string; readonly stack: string};

/** How long a complete torrent goes on. */
export interface Seeding {
	/** Stop at this ratio; 0: no limit. */
	readonly ratio: number;
	/** Stop after this long; 0: no limit. */
	readonly timeMs: number;
}
