import {appendFile} from 'node:fs/promises';
import {join} from 'node:path';
import {makeFolder} from '../engine/disk/make-folder.js';
import {userFolders} from './config/folders.js';
import {typedText} from './typed-text.js';

/**
 * Our own bug: keeps its stack in a file of the user's state folder.
 * @returns the sentence for stderr, which names that file.
 */
export async function writeCrashLog(error: unknown): Promise<string> {
	const message = typedText(error instanceof Error ? error.message : String(error));
	const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
	try {
		const {state} = userFolders();
		await makeFolder(state, 0o700);
		const path = join(state, 'crash.log');
		await appendFile(path, `${new Date().toISOString()} ${stack}\n`, {mode: 0o600});
		return `this is a bug of unchoke, not yours: ${message} (its details are in ${path})`;
	} catch {
		return `this is a bug of unchoke, not yours: ${message} (and its details could not be written)`;
	}
}
