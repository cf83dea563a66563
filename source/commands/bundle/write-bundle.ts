import {access, constants, stat, writeFile} from 'node:fs/promises';
import {dirname, resolve} from 'node:path';
import {UsageError} from '../exit.js';
import {pathError} from '../system-error.js';
import {typedText} from '../typed-text.js';
import {type BundleOptions, makeBundle} from './make-bundle.js';

/**
 * Looks before anything takes its time whether a help bundle can be written there, and writes nothing.
 * @throws UsageError or RunError when it can't.
 */
export async function checkBundlePath(path: string): Promise<void> {
	try {
		await access(dirname(resolve(path)), constants.W_OK);
		const place = await stat(path).catch(() => undefined);
		if (place?.isDirectory()) {
			throw new UsageError(`cannot write the help bundle ${typedText(path)}: it is a folder`);
		}
	} catch (error) {
		throw error instanceof UsageError
			? error
			: pathError(error, `cannot write the help bundle ${typedText(path)}`);
	}
}

/**
 * Writes a help bundle.
 * @throws UsageError or RunError when the file can't be written.
 */
export async function writeBundle(path: string, options: BundleOptions): Promise<void> {
	try {
		await writeFile(path, makeBundle(options), {mode: 0o600});
	} catch (error) {
		throw pathError(error, `cannot write the help bundle ${typedText(path)}`);
	}
}
