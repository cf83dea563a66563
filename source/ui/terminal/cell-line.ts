import {textWidth} from '../text/text-width.js';
import {Pen, type Styles} from './styles.js';

/** One row of the screen as cells. A wide character stands in its first cell, the second is the empty string. */
export interface CellLine {
	readonly glyphs: readonly string[];
	readonly styles: Int32Array;
}

const escapeCode = 0x1b;
const segmenter = new Intl.Segmenter();

/** One code unit that takes one column and joins with nothing: ASCII, and the ranges that the screen draws with. */
function isSimple(code: number): boolean {
	return (
		(code >= 0x20 && code < 0x7f) ||
		(code >= 0x2500 && code <= 0x259f) ||
		(code >= 0x2800 && code <= 0x28ff) ||
		code === 0xb7 ||
		code === 0xd7 ||
		code === 0x2026 ||
		(code >= 0x2190 && code <= 0x2193)
	);
}

/** Reads a painted line (text and SGR sequences, nothing else) into exactly `columns` cells. */
export function readCells(line: string, columns: number, styles: Styles): CellLine {
	const glyphs = new Array<string>(columns).fill(' ');
	const numbers = new Int32Array(columns);
	const pen = new Pen();
	let style = 0;
	let column = 0;
	let index = 0;
	while (index < line.length && column < columns) {
		const code = line.charCodeAt(index);
		if (code === escapeCode) {
			const end = line.indexOf('m', index);
			if (end === -1) {
				break;
			}
			pen.apply(line.slice(index + 2, end));
			style = styles.numberOf(pen.style);
			index = end + 1;
			continue;
		}
		const next = line.charCodeAt(index + 1);
		if (isSimple(code) && (Number.isNaN(next) || next === escapeCode || isSimple(next))) {
			glyphs[column] = line[index] ?? ' ';
			numbers[column] = style;
			column++;
			index++;
			continue;
		}
		const end = textEnd(line, index);
		column = putGraphemes(line.slice(index, end), {glyphs, numbers, style, column, columns});
		index = end;
	}
	return {glyphs, styles: numbers};
}

/** The end of the text from `index` on: the next escape sequence. */
function textEnd(line: string, index: number): number {
	const end = line.indexOf('\x1B', index);
	return end === -1 ? line.length : end;
}

/** Puts text that needs looking at grapheme by grapheme; returns the column after it. */
function putGraphemes(
	text: string,
	into: {
		readonly glyphs: string[];
		readonly numbers: Int32Array;
		readonly style: number;
		readonly column: number;
		readonly columns: number;
	},
): number {
	let column = into.column;
	for (const {segment} of segmenter.segment(text)) {
		const width = textWidth(segment);
		if (width === 0) {
			continue;
		}
		if (column + width > into.columns) {
			break;
		}
		for (let offset = 0; offset < width; offset++) {
			into.glyphs[column + offset] = offset === 0 ? segment : '';
			into.numbers[column + offset] = into.style;
		}
		column += width;
	}
	return column;
}
