import {writeFile} from 'node:fs/promises';
import {pathError} from '../system-error.js';
import {typedText} from '../typed-text.js';
import {type BundleOptions, makeBundle} from './make-bundle.js';

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
