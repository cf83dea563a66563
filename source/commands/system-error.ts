import {errnoWords} from '../engine/disk/errno-words.js';
import {RunError, UsageError} from './exit.js';

/** The code of an error of the system (`ENOENT`), also where it is the cause of another error; undefined for other errors. */
export function errorCode(error: unknown): string | undefined {
	for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
		if ('code' in at && typeof at.code === 'string') {
			return at.code;
		}
	}
	return undefined;
}

/** What is wrong with a path, in a user's words, without the path or a stack. */
export function pathErrorText(error: unknown): string {
	const code = errorCode(error);
	return code === 'EISDIR' ? 'it is a folder' : errnoWords(code);
}

/** What is wrong with a path as typed; anything else is the disk failing while we run. */
const wrongPathCodes: ReadonlySet<string> = new Set([
	'ENOENT',
	'ENOTDIR',
	'EISDIR',
	'EEXIST',
	'ENAMETOOLONG',
	'ELOOP',
]);

/** The error for a path that the user gave: exit 2 when the path can't be right, 1 when the disk failed. `what` ends before the reason. */
export function pathError(error: unknown, what: string): UsageError | RunError {
	const isWrong = wrongPathCodes.has(errorCode(error) ?? '');
	return new (isWrong ? UsageError : RunError)(`${what}: ${pathErrorText(error)}`);
}
