import {encodeBencode} from './bencode.js';
import type {MetainfoFile} from './metainfo-types.js';

/** What a new .torrent is to say. Fields mean what they mean in `Metainfo`. */
export interface MetainfoInput {
	readonly name: string;
	readonly pieceLength: number;
	/** 20 bytes a piece. */
	readonly pieceHashes: Uint8Array;
	/** In order, each path from the torrent's name down: `[name]` alone makes a single-file torrent. */
	readonly files: ReadonlyArray<
		Pick<MetainfoFile, 'path' | 'length'> & Partial<Pick<MetainfoFile, 'isPadding'>>
	>;
	readonly trackers?: ReadonlyArray<readonly string[]>;
	readonly webSeeds?: readonly string[];
	readonly isPrivate?: boolean;
	readonly comment?: string | undefined;
	readonly createdBy?: string | undefined;
	/** Seconds since 1970. */
	readonly createdAt?: number | undefined;
	/** Words in the info dictionary that give the torrent another hash on each private tracker. */
	readonly source?: string | undefined;
}

/** The bytes of a .torrent file (BEP 3, 12, 19, 27, 47), version 1. */
export function encodeMetainfo(input: MetainfoInput): Uint8Array {
	const trackers = input.trackers ?? [];
	const webSeeds = input.webSeeds ?? [];
	return encodeBencode({
		announce: trackers[0]?.[0],
		'announce-list': trackers.flat().length > 1 ? trackers : undefined,
		comment: input.comment,
		'created by': input.createdBy,
		'creation date': input.createdAt,
		info: {
			...encodeFiles(input),
			name: input.name,
			'piece length': input.pieceLength,
			pieces: input.pieceHashes,
			private: input.isPrivate === true ? 1 : undefined,
			source: input.source,
		},
		'url-list': webSeeds.length > 0 ? webSeeds : undefined,
	});
}

function encodeFiles({files}: MetainfoInput) {
	const [first] = files;
	if (files.length === 1 && first?.path.length === 1) {
		return {length: first.length};
	}
	return {
		files: files.map(({path, length, isPadding}) => ({
			attr: isPadding === true ? 'p' : undefined,
			length,
			path: path.slice(1),
		})),
	};
}
