import {statfs} from 'node:fs/promises';
import {dirname} from 'node:path';

/** Bytes an ordinary user can still write to the file system that holds (or will hold) `path`; null when that can't be learnt. */
export async function freeSpace(path: string): Promise<number | null> {
	for (let folder = path; ; folder = dirname(folder)) {
		try {
			const {bavail, bsize} = await statfs(folder);
			return bavail * bsize;
		} catch {
			// A folder not made yet: its parent tells.
			if (dirname(folder) === folder) return null;
		}
	}
}
