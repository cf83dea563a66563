import {parseFileSelection} from '../protocol/file-selection.js';
import type {Metainfo} from '../protocol/metainfo-types.js';
import {ParseError} from '../protocol/parse-error.js';
import {UsageError} from './exit.js';

/** The places in the torrent's list of files that a user sees: padding (BEP 47) is neither written nor shown, nor counted. */
function shownIndices(metainfo: Metainfo): readonly number[] {
	return metainfo.files.flatMap((file, index) => (file.isPadding ? [] : [index]));
}

/**
 * Reads `--files`: indices and ranges in the list that `show` prints, `0,3-5`.
 * @returns places in the torrent's own list of files, in order, each once.
 * @throws UsageError when it isn't that, or names a file the torrent hasn't.
 */
export function parseFileList(text: string, metainfo: Metainfo): readonly number[] {
	const ranges = parseFileSelection(text);
	if (ranges instanceof ParseError) {
		throw new UsageError(`--files: ${ranges.message}`);
	}
	const shown = shownIndices(metainfo);
	const beyond = ranges.find(({last}) => last >= shown.length);
	if (beyond !== undefined) {
		const range = shown.length === 1 ? '0 only' : `0–${shown.length - 1}`;
		throw new UsageError(
			`--files: there is no file ${beyond.last} in ${metainfo.name}, which has ${range}`,
		);
	}
	return shown.filter((_, at) => ranges.some(({first, last}) => at >= first && at <= last));
}
