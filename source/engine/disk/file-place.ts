/** Where one file of a torrent keeps its bytes: byte `o` of the file is byte `base + o` of the file at `path`. */
export interface FilePlace {
	/** Absolute. The payload file, or the torrent's part store while the file is skipped. */
	readonly path: string;
	/** 0 for a payload file; the file's offset in the torrent for the part store. */
	readonly base: number;
	readonly isInPartStore: boolean;
}
