import {blankCells, type CellLine, mendHalves, putLine} from './cell-line.js';
import {isOverLine, type LineHandles} from './line-handles.js';
import {cursorTo, cursorToColumn, sequences} from './sequences.js';
import {Styles} from './styles.js';

/** Equal cells up to this many between two changed ones are written again: cheaper than moving the cursor. */
const longestGap = 4;

/** Blanks up to the end of the line, this many or more, are erased with one sequence. */
const leastErased = 4;

/**
 * Writes frames to a terminal cell by cell: only what differs from the frame before, with the fewest cursor moves and
 * style changes it can easily find. Ink alone rewrites a line from its first change on, which was 6.6 KB a frame
 * at 200×50 with 30 changing peers; this is about a third of that, and nothing when nothing changed.
 */
export class FrameWriter {
	readonly #styles = new Styles();
	readonly #handles: LineHandles;
	#columns: number;
	#rows: number;
	#lines: Array<string | undefined> = [];
	#cells: Array<CellLine | undefined> = [];
	#isUnknown = false;

	/** A terminal of this size, cleared. `handles` are the characters in the frames that stand for lines. */
	constructor(columns: number, rows: number, handles: LineHandles) {
		this.#handles = handles;
		this.#columns = columns;
		this.#rows = rows;
	}

	/** The terminal has another size now: its content is unknown. */
	resize(columns: number, rows: number): void {
		this.#columns = columns;
		this.#rows = rows;
		this.forget();
	}

	/** The terminal's content is unknown: the next frame clears it and draws everything. */
	forget(): void {
		this.#lines = [];
		this.#cells = [];
		this.#isUnknown = true;
	}

	/** What to write so that the terminal shows the frame; empty when it already does. */
	draw(frame: string): string {
		const lines = frame.split('\n');
		let output = '';
		const cursor = {column: -1, row: -1, style: 0};
		for (let row = 0; row < this.#rows; row++) {
			const line = lines[row] ?? '';
			if (this.#lines[row] === line) {
				continue;
			}
			const cells = this.#readRow(line);
			output += this.#drawLine(row, cells, this.#cells[row], cursor);
			this.#lines[row] = line;
			this.#cells[row] = cells;
		}
		if (output === '' && !this.#isUnknown) {
			return '';
		}
		const clear = this.#isUnknown ? sequences.resetStyle + sequences.clear : '';
		this.#isUnknown = false;
		const reset = this.#styles.transition(cursor.style, 0);
		return sequences.beginFrame + clear + output + reset + sequences.endFrame;
	}

	/** The cells of a row: the lines whose characters stand in it, each from its column on, those that lie over last. */
	#readRow(text: string): CellLine {
		const row = blankCells(this.#columns);
		const over: Array<readonly [column: number, line: string]> = [];
		let column = 0;
		for (const character of text) {
			const codePoint = character.codePointAt(0) ?? 0;
			const line = this.#handles.lineOf(codePoint);
			if (line !== undefined && isOverLine(codePoint)) {
				over.push([column, line]);
			} else if (line !== undefined) {
				putLine(line, row, column, this.#styles);
			}
			column++;
		}
		for (const [start, line] of over) {
			putLine(line, row, start, this.#styles);
		}
		if (over.length > 0) {
			mendHalves(row);
		}
		return row;
	}

	#drawLine(row: number, next: CellLine, before: CellLine | undefined, cursor: Cursor): string {
		let output = '';
		let column = 0;
		const end = blankFrom(next);
		while (column < this.#columns) {
			if (isSame(next, before, column)) {
				column++;
				continue;
			}
			// Never start on the second half of a wide character.
			const start = next.glyphs[column] === '' ? column - 1 : column;
			if (start >= end && this.#columns - start >= leastErased) {
				output += this.#move(cursor, start, row) + this.#style(cursor, 0) + sequences.eraseLineEnd;
				break;
			}
			const stop = this.#runEnd({next, before, start, end});
			output += this.#move(cursor, start, row) + this.#text(next, start, stop, cursor);
			column = stop;
		}
		return output;
	}

	/** The end of a run of changed cells, short gaps included. */
	#runEnd({next, before, start, end}: Run): number {
		let stop = start + 1;
		for (let column = start + 1; column < this.#columns; column++) {
			if (!isSame(next, before, column)) {
				stop = column + 1;
			} else if (column - stop >= longestGap) {
				break;
			}
		}
		while (next.glyphs[stop] === '') {
			stop++;
		}
		return stop > end && start < end && this.#columns - end >= leastErased ? end : stop;
	}

	#text(line: CellLine, start: number, stop: number, cursor: Cursor): string {
		let output = '';
		for (let column = start; column < stop; column++) {
			const glyph = line.glyphs[column] ?? ' ';
			if (glyph === '') {
				continue;
			}
			output += this.#move(cursor, column, cursor.row);
			output += this.#style(cursor, line.styles[column] ?? 0) + glyph;
			const width = line.glyphs[column + 1] === '' ? 2 : 1;
			// Terminals disagree on the width of what is not one plain character: say where the next one stands.
			cursor.column = width === 1 && glyph.length === 1 ? column + 1 : -1;
		}
		if (cursor.column === this.#columns) {
			cursor.column = -1;
		}
		return output;
	}

	#move(cursor: Cursor, column: number, row: number): string {
		if (cursor.row === row && cursor.column === column) {
			return '';
		}
		const sequence = cursor.row === row ? cursorToColumn(column) : cursorTo(column, row);
		cursor.row = row;
		cursor.column = column;
		return sequence;
	}

	#style(cursor: Cursor, style: number): string {
		const sequence = this.#styles.transition(cursor.style, style);
		cursor.style = style;
		return sequence;
	}
}

interface Run {
	readonly next: CellLine;
	readonly before: CellLine | undefined;
	readonly start: number;
	/** From here on the line is blank. */
	readonly end: number;
}

interface Cursor {
	/** -1: not known. */
	column: number;
	row: number;
	style: number;
}

/** Whether a cell stays as it is. What was not drawn yet is blank: the screen was cleared. */
function isSame(next: CellLine, before: CellLine | undefined, column: number): boolean {
	return before === undefined
		? next.glyphs[column] === ' ' && next.styles[column] === 0
		: next.glyphs[column] === before.glyphs[column] &&
				next.styles[column] === before.styles[column];
}

/** The column from which on a line is plain blanks. */
function blankFrom(line: CellLine): number {
	let column = line.glyphs.length;
	while (column > 0 && line.glyphs[column - 1] === ' ' && line.styles[column - 1] === 0) {
		column--;
	}
	return column;
}
