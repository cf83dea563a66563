import {join} from 'node:path';
import type {Metainfo} from '../../protocol/metainfo-types.js';

/** Where one file of a torrent keeps its bytes: byte `o` of the file is byte `base + o` of the file at `path`. */
export interface FilePlace {
	/** The folder the user gave (or the state folder): trusted; symbolic links below it may not lead out of it. */
	readonly folder: string;
	/** The names from `folder` down to the file. */
	readonly names: readonly string[];
	/** `folder` and `names` joined. */
	readonly path: string;
	/** 0 for a payload file; the file's offset in the torrent for the part store. */
	readonly base: number;
	/** What the file at `path` may at most be long: a payload file is cut to it when it is opened for writing. */
	readonly endsAt: number;
	readonly isInPartStore: boolean;
}

/** A place in the folder the payload goes to. */
export function payloadPlace(
	dir: string,
	file: {readonly path: readonly string[]; readonly length: number},
): FilePlace {
	return {
		folder: dir,
		names: file.path,
		path: join(dir, ...file.path),
		base: 0,
		endsAt: file.length,
		isInPartStore: false,
	};
}

/** Every file of a torrent in the folder the payload goes to. */
export function payloadPlaces(metainfo: Metainfo, dir: string): FilePlace[] {
	return metainfo.files.map(file => payloadPlace(dir, file));
}

/**
 * A place in a torrent's part store: a sparse file laid out like the torrent itself, so that it needs no index. Of a skipped
 * file only the bytes that came with a wanted neighbour's pieces are ever written there.
 */
export function partStorePlace(folder: string, infoHash: string, fileOffset: number): FilePlace {
	const name = `${infoHash}.parts`;
	return {
		folder,
		names: [name],
		path: join(folder, name),
		base: fileOffset,
		endsAt: Number.MAX_SAFE_INTEGER,
		isInPartStore: true,
	};
}
