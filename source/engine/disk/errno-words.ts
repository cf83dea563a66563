import {TorrentError} from '../torrent-error.js';

/** What the system's error names mean, as the second half of a sentence. */
const wordsByCode: Readonly<Record<string, string>> = {
	EACCES: 'permission denied',
	EBUSY: 'it is in use',
	EDQUOT: 'the disk quota is used up',
	EEXIST: 'something else is there already',
	EFBIG: 'the file would be larger than the file system or a limit allows',
	EINVAL: 'the file system refuses the operation',
	EIO: 'the disk reports a read or write error',
	EISDIR: 'a folder is in its place',
	ELOOP: 'a symbolic link is in the way',
	EMFILE: 'this process has too many files open (see ulimit -n)',
	ENAMETOOLONG: 'the path is too long for the file system',
	ENFILE: 'the system has too many files open',
	ENODEV: 'the device is gone',
	ENOENT: 'it does not exist',
	ENOMEM: 'the system is out of memory',
	ENOSPC: 'the disk is full',
	ENOTDIR: 'a part of the path is not a folder',
	ENXIO: 'the device is gone',
	EPERM: 'the operation is not permitted',
	EROFS: 'the file system is read-only',
	ESTALE: 'the network file system lost it',
	ETIMEDOUT: 'the network file system does not answer',
	ETXTBSY: 'it is a program that is running',
};

/** The errno name of an error thrown or called back by `node:fs`; undefined when it has none. */
export function errnoCode(error: unknown): string | undefined {
	if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
	return typeof error.code === 'string' ? error.code : undefined;
}

/** The cause in words, e.g. `permission denied`. */
export function errnoWords(code: string | undefined): string {
	if (code === undefined) return 'an unknown error';
	return wordsByCode[code] ?? `the system says ${code}`;
}

/**
 * One sentence about something that could not be done to a path: `Cannot write /data/a.iso: permission denied.`
 * @param verb what was tried: `write`, `read`, `open`, `create`
 * @param hint more on the cause, put in brackets behind it
 */
export function pathError(verb: string, path: string, error: unknown, hint?: string): TorrentError {
	const code = errnoCode(error);
	const more = hint === undefined ? '' : ` (${hint})`;
	return new TorrentError(`Cannot ${verb} ${path}: ${errnoWords(code)}${more}.`, {
		path,
		...(code === undefined ? {} : {code}),
	});
}
