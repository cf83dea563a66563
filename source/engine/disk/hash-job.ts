/** A stretch of bytes that a hash goes over: `length` bytes from `position` in the file at `path`, or zeros. */
export interface HashFile {
	/** Null: padding, zeros that are on no disk (BEP 47). */
	readonly path: string | null;
	/** Where byte 0 of this file stands in the file at `path`. */
	readonly base: number;
	/** Bytes. */
	readonly length: number;
	/** First byte in the byte space that is hashed. */
	readonly offset: number;
}

/** What a hash worker is started with. Memory is shared, so that a piece costs no message. */
export interface HashJob {
	/** In order, without the empty ones, back to back. */
	readonly files: readonly HashFile[];
	readonly pieceLength: number;
	/** Indices of the pieces to hash. */
	readonly pieces: Uint32Array<SharedArrayBuffer>;
	/** By position in `pieces`: 20 bytes each. */
	readonly digests: Uint8Array<SharedArrayBuffer>;
	/** By position in `pieces`: 1 when its digest is there, 0 when its bytes could not all be read. */
	readonly isHashed: Uint8Array<SharedArrayBuffer>;
	/** The words below, common to all workers. */
	readonly state: Int32Array<SharedArrayBuffer>;
}

/** The words of `HashJob.state`. */
export const hashStateWords = {
	/** The next position in `pieces` to take. */
	next: 0,
	/** Positions done. */
	done: 1,
	/** Not 0: stop. */
	isStopped: 2,
	count: 3,
} as const;
