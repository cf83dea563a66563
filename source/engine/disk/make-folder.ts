import {mkdir, stat} from 'node:fs/promises';
import {dirname} from 'node:path';
import {errnoCode, pathError} from './errno-words.js';

/**
 * Makes a folder and those above it where they are missing. Throws a TorrentError with the folder that could not be made and the
 * real cause (the recursive mode of `mkdir` says ENOENT on a read-only disk).
 * @param mode of new folders
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
	try {
		await mkdir(path, mode);
	} catch (error) {
		const code = errnoCode(error);
		if (code === 'EEXIST') {
			await refuseFile(path);
		} else if (code === 'ENOENT' && dirname(path) !== path) {
			await makeFolder(dirname(path), mode);
			await mkdir(path, mode).catch((again: unknown) => {
				if (errnoCode(again) !== 'EEXIST') throw pathError('create the folder', path, again);
			});
		} else {
			throw pathError('create the folder', path, error);
		}
	}
}

async function refuseFile(path: string): Promise<void> {
	const stats = await stat(path).catch((error: unknown) => {
		throw pathError('use', path, error);
	});
	if (!stats.isDirectory()) {
		throw pathError('use', path, {code: 'ENOTDIR'}, 'a folder is needed there');
	}
}
