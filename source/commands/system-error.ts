import {RunError, UsageError} from './exit.js';

const words: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file or folder',
	EACCES: 'permission denied',
	EPERM: 'not permitted',
	EROFS: 'the file system is read-only',
	ENOSPC: 'the disk is full',
	EDQUOT: 'the disk quota is used up',
	EISDIR: 'it is a folder',
	ENOTDIR: 'a part of the path is a file, not a folder',
	EEXIST: 'it is there already',
	ENAMETOOLONG: 'the name is too long',
	ELOOP: 'too many symbolic links',
	EMFILE: 'too many open files',
	ENFILE: 'too many open files',
	EIO: 'the disk reports an error',
	EBUSY: 'it is in use',
	ENOTFOUND: 'there is no such host',
	EAI_AGAIN: 'the name could not be looked up',
	ECONNREFUSED: 'connection refused',
	ECONNRESET: 'connection reset',
	EHOSTUNREACH: 'host unreachable',
	ENETUNREACH: 'network unreachable',
	ETIMEDOUT: 'no answer',
	EADDRINUSE: 'the address is in use',
	EADDRNOTAVAIL: 'this machine has no such address',
	ERR_FS_FILE_TOO_LARGE: 'the file is too large',
};

/** The code of an error of the system (`ENOENT`), also where it is the cause of another error; undefined for other errors. */
export function errorCode(error: unknown): string | undefined {
	for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
		if ('code' in at && typeof at.code === 'string') {
			return at.code;
		}
	}
	return undefined;
}

/** An error of the system in a user's words, without a path or a stack. */
export function systemErrorText(error: unknown): string {
	const code = errorCode(error);
	return (code === undefined ? undefined : words[code]) ?? code ?? 'it failed';
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
	return new (isWrong ? UsageError : RunError)(`${what}: ${systemErrorText(error)}`);
}
