import {lstat, readdir, realpath} from 'node:fs/promises';
import {basename, dirname, join, resolve} from 'node:path';
import {sanitiseName} from '../protocol/file-name.js';
import {UsageError} from './exit.js';
import {pathError} from './system-error.js';
import {typedText} from './typed-text.js';

/** A file that goes into a new torrent. */
export interface PayloadFile {
	/** Names from the torrent's own down; the name alone for a torrent of one file. */
	readonly path: readonly string[];
	/** Where it is. */
	readonly source: string;
	/** Bytes. */
	readonly length: number;
}

/** What a path holds, in an order that does not depend on the disk. */
export interface Payload {
	readonly name: string;
	readonly files: readonly PayloadFile[];
	/** Symbolic links, which may lead anywhere and in circles, and what is neither a file nor a folder: not in the torrent. */
	readonly skipped: readonly string[];
}

/** Deeper than any real folder, and far from what a path may be long. */
const maxDepth = 200;

const encoder = new TextEncoder();

/** A name is taken as it is or not at all: under another one, nobody could seed the files from where they are. */
function checkName(name: string, source: string): void {
	if (sanitiseName(encoder.encode(name), process.platform === 'win32') !== name) {
		throw new UsageError(
			`other systems could not save ${typedText(source)}: rename it without control characters and backslashes`,
		);
	}
}

class PayloadWalk {
	readonly files: PayloadFile[] = [];
	readonly skipped: string[] = [];
	readonly #excluded: string;

	constructor(excluded: string) {
		this.#excluded = excluded;
	}

	async visit(source: string, path: readonly string[]): Promise<void> {
		if (source === this.#excluded) {
			return;
		}
		const stats = await lstat(source);
		if (stats.isFile()) {
			checkName(path.at(-1) ?? '', source);
			this.files.push({path, source, length: stats.size});
		} else if (stats.isDirectory() && path.length <= maxDepth) {
			checkName(path.at(-1) ?? '', source);
			const names = await readdir(source);
			for (const name of names.toSorted()) {
				await this.visit(join(source, name), [...path, name]);
			}
		} else {
			this.skipped.push(source);
		}
	}
}

/**
 * Finds the files of a new torrent: the file itself, or all files under a folder in the order of their names.
 * `excluded` is the .torrent that will be written.
 * @throws UsageError for a path that can't be a torrent, RunError when the disk fails.
 */
export async function findPayload(given: string, excluded: string): Promise<Payload> {
	const root = resolve(given);
	const name = basename(root);
	if (name === '') {
		throw new UsageError(`${typedText(given)} has no name to call the torrent by`);
	}
	const excludedFolder = await realpath(dirname(excluded)).catch(() => dirname(excluded));
	const walk = new PayloadWalk(join(excludedFolder, basename(excluded)));
	try {
		// A link given by name is followed: the user means what it leads to.
		await walk.visit(await realpath(root), [name]);
	} catch (error) {
		throw error instanceof UsageError ? error : pathError(error, `cannot read ${typedText(given)}`);
	}
	const {files, skipped} = walk;
	if (files.every(({length}) => length === 0)) {
		throw new UsageError(`${typedText(given)} holds no bytes to make a torrent of`);
	}
	return {name, files, skipped};
}
