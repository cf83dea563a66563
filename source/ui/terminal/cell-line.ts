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

/** An empty row of plain blanks. */
export function blankCells(columns: number): MutableCellLine {
	return {glyphs: new Array<string>(columns).fill(' '), styles: new Int32Array(columns)};
}

/** A row while it is put together. */
export interface MutableCellLine extends CellLine {
	readonly glyphs: string[];
}

/** Puts a painted line (text and SGR sequences, nothing else) into a row from a column on; returns the column after it. */
export function putLine(
	line: string,
	into: MutableCellLine,
	start: number,
	styles: Styles,
): number {
	const columns = into.glyphs.length;
	const pen = new Pen();
	let style = 0;
	let column = start;
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
			into.glyphs[column] = line[index] ?? ' ';
			into.styles[column] = style;
			column++;
			index++;
			continue;
		}
		const end = textEnd(line, index);
		column = putGraphemes(line.slice(index, end), into, column, style);
		index = end;
	}
	return column;
}

/** The end of the text from `index` on: the next escape sequence. */
function textEnd(line: string, index: number): number {
	const end = line.indexOf('\x1B', index);
	return end === -1 ? line.length : end;
}

/** Puts text that needs looking at grapheme by grapheme; returns the column after it. */
function putGraphemes(text: string, into: MutableCellLine, start: number, style: number): number {
	let column = start;
	for (const {segment} of segmenter.segment(text)) {
		const width = textWidth(segment);
		if (width === 0) {
			continue;
		}
		if (column + width > into.glyphs.length) {
			break;
		}
		for (let offset = 0; offset < width; offset++) {
			into.glyphs[column + offset] = offset === 0 ? segment : '';
			into.styles[column + offset] = style;
		}
		column += width;
	}
	return column;
}

/** Half a wide character is none: where something was put over one half, the other becomes a blank. */
export function mendHalves({glyphs}: MutableCellLine): void {
	for (let column = 0; column < glyphs.length; column++) {
		if (glyphs[column] === '' && textWidth(glyphs[column - 1] ?? '') < 2) {
			glyphs[column] = ' ';
		} else if (glyphs[column + 1] !== '' && textWidth(glyphs[column] ?? '') > 1) {
			glyphs[column] = ' ';
		}
	}
}
