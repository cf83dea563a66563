import {rmdir, unlink} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {Metainfo} from '../../protocol/metainfo-types.js';
import {TorrentError} from '../torrent-error.js';
import {errnoCode, pathError} from './errno-words.js';
import {payloadPlaces} from './file-place.js';
import {findParent} from './open-inside.js';

/**
 * Deletes a torrent's files, and the folders below `dir` that are empty then. Nothing is deleted through a symbolic link that
 * leads out of `dir`; a link in a file's own place goes, what it leads to stays. Close the torrent's disk first.
 * @returns the first thing that could not be deleted, the rest is; or undefined.
 */
export async function removePayload(
	metainfo: Metainfo,
	dir: string,
): Promise<TorrentError | undefined> {
	let firstError: TorrentError | undefined;
	const folders = new Set<string>();
	for (const [index, place] of payloadPlaces(metainfo, dir).entries()) {
		if (metainfo.files[index]!.isPadding) continue;
		try {
			const found = await findParent(place);
			if (found === undefined) continue;
			await removeFile(join(found.parent, place.names.at(-1)!));
			for (let folder = found.parent; folder !== found.root; folder = dirname(folder)) {
				folders.add(folder);
			}
		} catch (error) {
			if (!(error instanceof TorrentError)) throw error;
			// Nothing of it is there any more.
			if (error.code !== 'ENOENT') firstError ??= error;
		}
	}
	// The deepest first; one that holds something else stays.
	const deepestFirst = [...folders].toSorted((a, b) => b.length - a.length);
	for (const folder of deepestFirst) await rmdir(folder).catch(() => {});
	return firstError;
}

async function removeFile(path: string): Promise<void> {
	await unlink(path).catch((error: unknown) => {
		if (errnoCode(error) !== 'ENOENT') throw pathError('delete', path, error);
	});
}
