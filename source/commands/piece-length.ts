import {parsePieceSize} from './config/parse-size.js';
import {UsageError} from './exit.js';
import {typedText} from './typed-text.js';

const smallest = 16 * 1024;
const largestChosen = 16 * 1024 * 1024;
/** Some clients refuse longer pieces. */
const largestGiven = 64 * 1024 * 1024;

/** More pieces than this make a .torrent large; fewer make a piece long to wait for. */
const mostPieces = 2000;

/** The piece length for so many bytes: the power of two from 16 KiB to 16 MiB that gives 1000 to 2000 pieces, where one does. */
export function choosePieceLength(bytes: number): number {
	let length = smallest;
	while (length < largestChosen && bytes / length > mostPieces) {
		length *= 2;
	}
	return length;
}

/**
 * Reads `--piece-length`.
 * @throws UsageError when it is no power of two from 16 KiB to 64 MiB.
 */
export function readPieceLength(text: string): number {
	const length = parsePieceSize(text);
	const isValid =
		length !== undefined &&
		length >= smallest &&
		length <= largestGiven &&
		Number.isInteger(Math.log2(length));
	if (!isValid) {
		throw new UsageError(
			`--piece-length must be a power of two from 16K to 64M, got ${typedText(text)}`,
		);
	}
	return length;
}
