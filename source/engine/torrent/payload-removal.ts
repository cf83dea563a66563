import {rm, rmdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {Metainfo} from '../../protocol/metainfo-types.js';
import {describeSystemError} from '../net/socket-failure.js';

/** Codes of a folder that is not ours alone, or gone already. */
const expectedCodes = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT']);

const attempt = async (path: string, remove: () => Promise<void>): Promise<string | undefined> => {
	try {
		await remove();
		return undefined;
	} catch (error) {
		const failure = error as NodeJS.ErrnoException;
		return expectedCodes.has(failure.code ?? '')
			? undefined
			: `Could not delete ${path}: ${describeSystemError(failure)}`;
	}
};

/**
 * Deletes a torrent's own files, and those of its folders that are empty then. Nothing else is touched, whatever lies beside
 * them; `dir` itself stays.
 * @returns a sentence for each thing that could not be deleted
 */
export const removePayload = async (metainfo: Metainfo, dir: string): Promise<string[]> => {
	const problems: string[] = [];
	const folders = new Set<string>();
	for (const {path, isPadding} of metainfo.files) {
		if (isPadding) {
			continue;
		}

		const file = join(dir, ...path);
		const problem = await attempt(file, () => rm(file));
		if (problem !== undefined) {
			problems.push(problem);
		}

		for (let depth = path.length - 1; depth > 0; depth -= 1) {
			folders.add(join(dir, ...path.slice(0, depth)));
		}
	}

	// The deepest first, so that a folder is empty once its own are gone.
	const deepestFirst = [...folders].sort((a, b) => b.length - a.length);
	for (const folder of deepestFirst) {
		const problem = await attempt(folder, () => rmdir(folder));
		if (problem !== undefined) {
			problems.push(problem);
		}
	}

	return problems;
};
