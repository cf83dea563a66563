import type {Metainfo} from '../../protocol/metainfo-types.js';
import type {FilePlace} from './file-place.js';

/** How far a recheck, or the hashing of files for a new torrent, has come. */
export interface HashProgress {
	readonly piecesDone: number;
	readonly pieceCount: number;
	readonly bytesDone: number;
	readonly bytes: number;
}

/** What `recheck` can be told. */
export interface RecheckOptions {
	/** One bit a piece: hash only these; all when absent. */
	readonly pieces?: Uint8Array;
	readonly signal?: AbortSignal;
	/** About ten times a second. */
	readonly onProgress?: (progress: HashProgress) => void;
}

/**
 * Hashes what is on disk on worker threads. A missing or short file's pieces are simply missing.
 * @returns one bit a piece, as on the wire: set when it was hashed and is right. Rejects with the signal's reason on abort.
 */
export async function recheck(
	_metainfo: Metainfo,
	_places: readonly FilePlace[],
	_options: RecheckOptions = {},
): Promise<Uint8Array> {
	throw new Error('not landed yet');
}
