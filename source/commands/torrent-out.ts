import {access, constants, rename, rm, stat, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {UsageError} from './exit.js';
import {pathError} from './system-error.js';
import {typedText} from './typed-text.js';

/**
 * Refuses a place that a .torrent can't be written to, before hours of hashing, not after. `advice` is what to do about a
 * file that is there, unless it may be replaced.
 * @throws UsageError or RunError
 */
export async function checkOut(out: string, isForced: boolean, advice: string): Promise<void> {
	const name = typedText(out);
	const stats = await stat(out).catch(() => undefined);
	if (stats?.isDirectory()) {
		throw new UsageError(`cannot write ${name}: it is a folder`);
	}
	if (stats && !isForced) {
		throw new UsageError(`${name} is there already: ${advice}`);
	}
	try {
		await access(dirname(out), constants.W_OK);
	} catch (error) {
		throw pathError(error, `cannot write ${name}`);
	}
}

/**
 * Writes a .torrent, whole or not at all: what a full disk left would be no torrent.
 * @throws RunError
 */
export async function writeOut(out: string, bytes: Uint8Array): Promise<void> {
	const part = `${out}.${process.pid}.part`;
	try {
		await writeFile(part, bytes, {flag: 'wx'});
		await rename(part, out);
	} catch (error) {
		await rm(part, {force: true}).catch(() => {});
		throw pathError(error, `cannot write ${typedText(out)}`);
	}
}
