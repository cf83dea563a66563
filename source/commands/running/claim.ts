import {createHash} from 'node:crypto';
import {rmSync} from 'node:fs';
import {readFile, realpath, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {makeFolder} from '../../engine/disk/make-folder.js';
import {foreignText} from '../../protocol/foreign-text.js';
import {userFolders} from '../config/folders.js';
import {RunError} from '../exit.js';
import type {SessionItem} from '../session-torrent.js';
import {errorCode} from '../system-error.js';
import {infoHashText} from '../torrent-line.js';
import {processBirth} from './process-birth.js';

/** A claim that is being written at this moment is whole after this, milliseconds. */
const writingMs = 100;

/** What this process holds: the info hash by the claim's path. */
const held = new Map<string, string>();

/**
 * Makes torrents this process's own, each in the folder it is saved in: two programs that write the same files spoil each
 * other's. The claim is a file in the user's state folder; one that a killed program left does not count, and where none can be
 * written nothing is claimed.
 * @throws RunError that names the torrent and the process that has it.
 */
export async function claimTorrents(items: readonly SessionItem[]): Promise<void> {
	for (const item of items) {
		const problem = await claim(item);
		if (problem !== undefined) {
			throw new RunError(problem);
		}
	}
}

/** Claims those that no other program has; a sentence for each of the others. */
export async function claimFree(
	items: readonly SessionItem[],
): Promise<{readonly items: readonly SessionItem[]; readonly problems: readonly string[]}> {
	const free: SessionItem[] = [];
	const problems: string[] = [];
	for (const item of items) {
		const problem = await claim(item);
		if (problem === undefined) {
			free.push(item);
		} else {
			problems.push(problem);
		}
	}
	return {items: free, problems};
}

/** The torrent of an info hash (hex) does not run here any more. */
export function releaseClaim(infoHash: string): void {
	for (const [path, hash] of held) {
		if (hash === infoHash) {
			held.delete(path);
			rmSync(path, {force: true});
		}
	}
}

/** @returns why not, a sentence. */
async function claim({origin, metainfo, torrent}: SessionItem): Promise<string | undefined> {
	const infoHash = infoHashText(metainfo) ?? '';
	const folder = join(userFolders().state, 'running');
	const path = join(folder, await nameOf(infoHash, torrent.dir));
	if (held.has(path)) {
		return undefined;
	}
	let pid: number | undefined;
	try {
		await makeFolder(folder, 0o700);
		pid = await take(path);
	} catch {
		// No state folder to write to: whoever needs it says so.
		return undefined;
	}
	if (pid === undefined) {
		remember(path, infoHash);
		return undefined;
	}
	return `${foreignText(metainfo.name)} is already running in another unchoke (process ${pid}), in this folder: look at it with unchoke doctor ${origin}`;
}

/** One name for a torrent in a folder, whatever way leads to the folder. */
async function nameOf(infoHash: string, dir: string): Promise<string> {
	const place = await realpath(dir).catch(() => dir);
	return createHash('sha1').update(`${infoHash} ${place}`).digest('hex');
}

/** Writes the claim. @returns the process that has it already. */
async function take(path: string): Promise<number | undefined> {
	const claimText = `${process.pid} ${(await processBirth(process.pid)) ?? ''}\n`;
	for (let tries = 0; tries < 3; tries++) {
		try {
			await writeFile(path, claimText, {flag: 'wx', mode: 0o600});
			return undefined;
		} catch (error) {
			if (errorCode(error) !== 'EEXIST') {
				throw error;
			}
		}
		const holder = await holderOf(path);
		if (holder !== undefined) {
			return holder;
		}
		await rm(path, {force: true});
	}
	throw new Error('claimed and given up again and again');
}

/** The living process that wrote a claim. */
async function holderOf(path: string): Promise<number | undefined> {
	let text = await readFile(path, 'latin1').catch(() => '');
	if (!text.endsWith('\n')) {
		await new Promise(resolve => setTimeout(resolve, writingMs));
		text = await readFile(path, 'latin1').catch(() => '');
	}
	const [, number = '', birth = ''] = /^(\d{1,10}) (.*)\n$/.exec(text) ?? [];
	const pid = Number(number);
	const isAlive = pid > 0 && pid !== process.pid && (await processBirth(pid)) === birth;
	return isAlive ? pid : undefined;
}

function remember(path: string, infoHash: string): void {
	if (held.size === 0) {
		process.once('exit', releaseAll);
	}
	held.set(path, infoHash);
}

function releaseAll(): void {
	for (const path of held.keys()) {
		rmSync(path, {force: true});
	}
	held.clear();
}
