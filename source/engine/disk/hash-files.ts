import {constants} from 'node:fs';
import {access, stat} from 'node:fs/promises';
import {TorrentError} from '../torrent-error.js';
import {pathError} from './errno-words.js';
import type {HashFile} from './hash-job.js';
import {type HashOptions, hashPieces} from './hash-pieces.js';

/** A file that goes into a new torrent; a null path stands for padding (BEP 47). */
export interface FileToHash {
	readonly path: string | null;
	/** Bytes, as they were when the list was made. */
	readonly length: number;
}

/**
 * Hashes files, back to back in the order given, into the piece hashes of a new torrent, on worker threads.
 * @returns 20 bytes a piece, or why not: a file that can't be read, or that changed since the list was made. Rejects with the
 * signal's reason on abort.
 */
export async function hashFiles(
	files: readonly FileToHash[],
	pieceLength: number,
	options: HashOptions = {},
): Promise<Uint8Array | TorrentError> {
	let offset = 0;
	const hashed: HashFile[] = [];
	for (const {path, length} of files) {
		hashed.push({path, base: 0, length, offset});
		offset += length;
	}
	try {
		const before = await modificationTimes(files);
		const pieces = Array.from({length: Math.ceil(offset / pieceLength)}, (_, index) => index);
		const {digests, isHashed} = await hashPieces({files: hashed, pieceLength}, pieces, options);
		const after = await modificationTimes(files);
		for (const [index, {path}] of files.entries()) {
			if (before[index] !== after[index]) return changed(path!);
		}
		const unread = isHashed.indexOf(0);
		if (unread >= 0) return new TorrentError(`Cannot read the files' bytes of piece ${unread}.`);
		return digests.slice();
	} catch (error) {
		if (error instanceof TorrentError) return error;
		throw error;
	}
}

/** Throws a TorrentError for a file that can't be read or is not as long as it was. */
async function modificationTimes(files: readonly FileToHash[]): Promise<number[]> {
	const times: number[] = [];
	for (const {path, length} of files) {
		if (path === null) {
			times.push(0);
			continue;
		}
		const stats = await access(path, constants.R_OK)
			.then(() => stat(path))
			.catch((error: unknown) => {
				throw pathError('read', path, error);
			});
		if (stats.size !== length) throw changed(path);
		times.push(stats.mtimeMs);
	}
	return times;
}

function changed(path: string): TorrentError {
	return new TorrentError(`${path} changed while it was being hashed.`, {path});
}
