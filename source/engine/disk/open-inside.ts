import {constants, type Stats} from 'node:fs';
import {type FileHandle, lstat, mkdir, open, realpath, stat} from 'node:fs/promises';
import {join, sep} from 'node:path';
import {TorrentError} from '../torrent-error.js';
import {errnoCode, pathError} from './errno-words.js';
import type {FilePlace} from './file-place.js';

/** True when a resolved path is the resolved folder or lies below it. */
function isInside(root: string, path: string): boolean {
	return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Resolves a symbolic link and refuses one that leads out of `root`. Throws a TorrentError. */
async function followInside(root: string, link: string): Promise<string> {
	const target = await realpath(link).catch((error: unknown) => {
		throw pathError('use', link, error, 'it is a symbolic link');
	});
	if (isInside(root, target)) return target;
	throw new TorrentError(
		`Cannot write ${link}: it is a symbolic link that leads out of ${root}, to ${target}.`,
		{path: link, code: 'ELOOP'},
	);
}

/** `lstat`, or undefined when there is nothing. Throws a TorrentError. */
export async function lstatIfAny(path: string): Promise<Stats | undefined> {
	try {
		return await lstat(path);
	} catch (error) {
		const code = errnoCode(error);
		if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
		throw pathError('look at', path, error);
	}
}

/** One name further down: the folder at `path`; a missing one is made, or ends the way. Throws a TorrentError. */
async function enterFolder(
	root: string,
	path: string,
	isCreating: boolean,
): Promise<string | undefined> {
	const stats = await lstatIfAny(path);
	if (stats === undefined) {
		if (!isCreating) return undefined;
		await mkdir(path).catch((error: unknown) => {
			// Another file of the torrent was faster.
			if (errnoCode(error) !== 'EEXIST') throw pathError('create the folder', path, error);
		});
		return path;
	}
	const isLink = stats.isSymbolicLink();
	const target = isLink ? await followInside(root, path) : path;
	if ((isLink ? await stat(target) : stats).isDirectory()) return target;
	throw pathError('use', path, {code: 'ENOTDIR'}, 'a folder is needed there');
}

/** The resolved folder a file lies in, and the resolved folder of the place it is in. */
export interface Parent {
	readonly root: string;
	readonly parent: string;
}

/**
 * The real path of the folder a place's file lies in, with the folders below `place.folder` made where they are missing and no
 * symbolic link followed out of it. Throws a TorrentError.
 */
export async function enterParent(place: FilePlace): Promise<Parent> {
	return (await walkToParent(place, true))!;
}

/** The same without making anything; undefined when a folder on the way is missing. Throws a TorrentError. */
export async function findParent(place: FilePlace): Promise<Parent | undefined> {
	return walkToParent(place, false);
}

async function walkToParent(place: FilePlace, isCreating: boolean): Promise<Parent | undefined> {
	const root = await realpath(place.folder).catch((error: unknown) => {
		throw pathError('use', place.folder, error);
	});
	let parent = root;
	for (const name of place.names.slice(0, -1)) {
		const next = await enterFolder(root, join(parent, name), isCreating);
		if (next === undefined) return undefined;
		parent = next;
	}
	return {root, parent};
}

/** What a file's own name stands for: nothing yet, or a regular file inside the folder. Throws a TorrentError. */
export async function findTarget(
	root: string,
	path: string,
): Promise<{path: string; stats: Stats | undefined}> {
	let target = path;
	let stats = await lstatIfAny(path);
	if (stats?.isSymbolicLink()) {
		target = await followInside(root, path);
		stats = await stat(target);
	}
	if (stats?.isDirectory()) throw pathError('write', path, {code: 'EISDIR'});
	if (stats !== undefined && !stats.isFile()) throw notRegular('write', path);
	return {path: target, stats};
}

/** A pipe, a socket or a device is in a file's place: reading it would hang, writing it would leak. */
function notRegular(verb: string, path: string): TorrentError {
	return new TorrentError(
		`Cannot ${verb} ${path}: something that is not a regular file is there.`,
		{
			path,
		},
	);
}

// Absent on Windows. Without NONBLOCK, opening a pipe somebody put there would wait for its other end.
const noFollow = constants.O_NOFOLLOW ?? 0;
const nonBlock = constants.O_NONBLOCK ?? 0;

/** Opens a place for reading and writing, made if it is missing. Throws a TorrentError. */
async function openForWriting(place: FilePlace): Promise<FileHandle> {
	const {root, parent} = await enterParent(place);
	const {path} = await findTarget(root, join(parent, place.names.at(-1)!));
	const flags = constants.O_RDWR | constants.O_CREAT | noFollow | nonBlock;
	return open(path, flags, 0o666).catch((error: unknown) => {
		throw pathError('write', place.path, error);
	});
}

/** Opens a place for reading only; links may lead anywhere, nothing is written through them. Throws a TorrentError. */
async function openForReading(place: FilePlace): Promise<FileHandle> {
	return open(place.path, constants.O_RDONLY | nonBlock).catch((error: unknown) => {
		throw pathError('read', place.path, error);
	});
}

/**
 * Opens the file of a place. Throws a TorrentError that names the exact path.
 * @param isWriting also makes it and its folders if they are missing, and follows no symbolic link out of the folder
 */
export async function openInside(place: FilePlace, isWriting: boolean): Promise<FileHandle> {
	const verb = isWriting ? 'write' : 'read';
	const handle = await (isWriting ? openForWriting(place) : openForReading(place));
	try {
		const stats = await handle.stat();
		if (!stats.isFile()) throw notRegular(verb, place.path);
		// What is there beyond the torrent's length is not ours and would stay in the finished file.
		if (isWriting && stats.size > place.endsAt) await handle.truncate(place.endsAt);
		return handle;
	} catch (error) {
		await handle.close();
		throw error instanceof TorrentError ? error : pathError(verb, place.path, error);
	}
}
