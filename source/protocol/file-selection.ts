import {ParseError} from './parse-error.js';

/** Files from `first` to `last`, both included, counted from 0 in the order of the torrent. */
export interface FileRange {
	readonly first: number;
	readonly last: number;
}

/** More ranges are no selection a person made. */
const maxRanges = 10_000;

/** A selection of files as in `0,3-5`: the `so` of a magnet (BEP 53), and what people type. */
export function parseFileSelection(text: string): FileRange[] | ParseError {
	const ranges: FileRange[] = [];
	const parts = text.split(',');
	if (parts.length > maxRanges) {
		return new ParseError(`a selection of files has at most ${maxRanges} parts`);
	}
	for (const part of parts) {
		const match = /^\s*(\d{1,9})(?:-(\d{1,9}))?\s*$/.exec(part);
		const first = Number(match?.[1]);
		const last = Number(match?.[2] ?? match?.[1]);
		if (match === null || last < first) {
			return new ParseError('a selection of files is numbers and ranges, as in 0,3-5');
		}
		ranges.push({first, last});
	}
	return ranges;
}
