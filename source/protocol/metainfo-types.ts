/** One file of a torrent as its info dictionary lists it, with a path that is safe to join to a folder. */
export interface MetainfoFile {
	/** Sanitised names from the torrent's folder down (for a multi-file torrent the first is the torrent's name); never empty, no `..`, no separators, no control characters, at most 255 bytes each, unique in the torrent but for padding. */
	readonly path: readonly string[];
	/** Bytes. */
	readonly length: number;
	/** First byte in the torrent's byte space. */
	readonly offset: number;
	/** BEP 47: zeros for alignment, neither written nor shown. */
	readonly isPadding: boolean;
}

/** What a .torrent says (BEP 3, 12, 19, 27, 47, 52), parsed and bounded. */
export interface Metainfo {
	/** Sanitised. */
	readonly name: string;
	/** SHA-1 of the raw info dictionary as it stands: 20 bytes; null for a v2-only torrent. */
	readonly infoHash: Uint8Array | null;
	/** SHA-256 of it: 32 bytes; null for a v1-only torrent. */
	readonly infoHashV2: Uint8Array | null;
	/** The raw info dictionary, for BEP 9 and resume. */
	readonly infoBytes: Uint8Array;
	/** Bytes of a piece, the last may be shorter. */
	readonly pieceLength: number;
	readonly pieceCount: number;
	/** Bytes of all files, padding included. */
	readonly length: number;
	/** 20 bytes a piece (v1). */
	readonly pieceHashes: Uint8Array;
	/** BEP 27. */
	readonly isPrivate: boolean;
	readonly files: readonly MetainfoFile[];
	/** Tiers (BEP 12); a lone `announce` is one tier of one. */
	readonly trackers: ReadonlyArray<readonly string[]>;
	readonly webSeeds: readonly string[];
	readonly nodes: ReadonlyArray<{readonly host: string; readonly port: number}>;
	readonly comment: string | null;
	readonly createdBy: string | null;
	/** Seconds since 1970. */
	readonly createdAt: number | null;
}
