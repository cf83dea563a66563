import {addSuffix} from './file-name.js';

/**
 * Makes the paths of a torrent's files different from each other on every file system, in order and in place: a path that
 * comes again, also in other case or another Unicode form, and a file where another file needs a folder, get a number.
 * Folders keep their names, so no file lands outside of where its path says.
 */
export function makePathsUnique(paths: readonly string[][]): void {
	const folders = new FolderTree();
	const parents = paths.map(path => folders.add(path));
	const taken = new Set<string>();
	const lastNumbers = new Map<string, number>();
	for (const [at, path] of paths.entries()) {
		const parent = parents[at]!;
		const name = path.at(-1)!;
		const wished = entryKey(parent, name);
		let key = wished;
		while (taken.has(key) || folders.has(key)) {
			const number = (lastNumbers.get(wished) ?? 0) + 1;
			lastNumbers.set(wished, number);
			const next = addSuffix(name, ` (${number})`);
			path[path.length - 1] = next;
			key = entryKey(parent, next);
		}
		taken.add(key);
	}
}

/** Every folder as a number, so that a deep path costs no more than its own length. */
class FolderTree {
	readonly #numbers = new Map<string, number>();

	/** Adds the folders of a file's path. @returns the number of the one the file is in. */
	add(path: readonly string[]): number {
		let parent = 0;
		for (let at = 0; at < path.length - 1; at++) {
			const key = entryKey(parent, path[at]!);
			let number = this.#numbers.get(key);
			if (number === undefined) {
				number = this.#numbers.size + 1;
				this.#numbers.set(key, number);
			}
			parent = number;
		}
		return parent;
	}

	has(key: string): boolean {
		return this.#numbers.has(key);
	}
}

/** The same for names that some file system takes for the same. */
function entryKey(parent: number, name: string): string {
	return `${parent}/${name.normalize('NFC').toLowerCase()}`;
}
