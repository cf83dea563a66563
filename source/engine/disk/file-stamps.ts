import {stat} from 'node:fs/promises';
import type {FilePlace} from './file-place.js';
import type {FileStamp} from './resume-record.js';

/** Size and time of a file as it is now; null when there is none (or none that can be looked at). */
export async function stampOf(path: string): Promise<FileStamp> {
	try {
		const {size, mtimeMs} = await stat(path);
		return {size, mtimeMs};
	} catch {
		return null;
	}
}

/**
 * The stamps of a torrent's files for its resume record, looked at again only where we wrote since. A file that changes
 * without us keeps the stamp of our last write, so the next start sees the difference.
 */
export class FileStamps {
	readonly #places: readonly FilePlace[];
	readonly #stamps = new Map<string, FileStamp>();
	readonly #written = new Set<string>();

	/** @param places kept by its owner, read at each call */
	constructor(places: readonly FilePlace[]) {
		this.#places = places;
	}

	/** A file was written to. */
	handleWritten(fileIndex: number): void {
		this.#written.add(this.#places[fileIndex]!.path);
	}

	/** One a file of the torrent. */
	async collect(): Promise<FileStamp[]> {
		const result: FileStamp[] = [];
		for (const {path} of this.#places) {
			let stamp = this.#stamps.get(path);
			if (stamp === undefined || this.#written.has(path)) {
				// Before looking: a write that ends meanwhile must be looked at again.
				this.#written.delete(path);
				stamp = await stampOf(path);
				this.#stamps.set(path, stamp);
			}
			result.push(stamp);
		}
		return result;
	}
}
