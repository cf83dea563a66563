import {renderToString, Text} from 'ink';
import {createContext, Fragment, use} from 'react';
import {type InkTableProps, Table, type TablePartProps} from './ink-table.js';
import {fitText} from './text/fit-text.js';
import {textWidth} from './text/text-width.js';
import {wrapWords} from './text/wrap-words.js';

/** A small, calm table. Cells are fit to stand in a terminal already. */
export interface CalmTable {
	readonly columns: ReadonlyArray<{
		readonly title: string;
		/** Stands to the right. */
		readonly isNumber?: boolean;
		/** Sentences: what has no room goes on in the next line instead of being cut. */
		readonly isProse?: boolean;
	}>;
	readonly rows: ReadonlyArray<readonly string[]>;
}

/** How a table is drawn. */
export interface TableOptions {
	/** Columns of the terminal; the widest columns of the table give way. No limit when absent. */
	readonly width?: number;
	readonly isAscii?: boolean;
}

/** Draws a table as text. */
export type DrawTable = (table: CalmTable, options: TableOptions) => string;

/** No column gets narrower than this. */
const leastWidth = 8;

/** Draws a table with `ink-table` as lines of text, ending without a line break. For what stands still: it is too slow for more. */
export function renderTable(table: CalmTable, options: TableOptions = {}): string {
	const widths = columnWidths(table, options.width ?? Number.POSITIVE_INFINITY);
	const width = widths.reduce((sum, each) => sum + each + 3, 1);
	// Titles may be equal or empty, so columns go by their number.
	const columns = table.columns.map((_, index) => String(index));
	const data = table.rows
		.flatMap(row => rowLines(row, table.columns, widths))
		.map(row => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? ''])));
	const shape = {columns: table.columns, widths, isAscii: options.isAscii ?? false};
	const element = (
		<ShapeContext value={shape}>
			<RuledTable columns={columns} data={data} header={Head} cell={Cell} skeleton={Lines} />
		</ShapeContext>
	);
	return renderToString(element, {columns: width});
}

/** A row as the lines it takes: one, or as many as its longest prose. */
function rowLines(
	row: readonly string[],
	columns: CalmTable['columns'],
	widths: readonly number[],
): ReadonlyArray<readonly string[]> {
	const cells = columns.map(({isProse}, at) =>
		isProse === true ? wrapWords((row[at] ?? '').trim(), widths[at] ?? 0) : [row[at] ?? ''],
	);
	const height = Math.max(1, ...cells.map(lines => lines.length));
	return Array.from({length: height}, (_, line) => cells.map(lines => lines[line] ?? ''));
}

/** As `ink-table` draws it, but with a rule under the head only. */
class RuledTable extends Table {
	constructor(props: InkTableProps) {
		super(props);
		const rule = this.separator;
		this.separator = row => (row.key.endsWith('-0') ? rule(row) : <Fragment key={row.key} />);
	}
}

/**
 * The true widths. `ink-table` takes a string's length for its width; the parts below put every cell into the columns it
 * really needs, so that CJK and emoji stand straight too.
 */
const ShapeContext = createContext<{
	readonly columns: CalmTable['columns'];
	readonly widths: readonly number[];
	readonly isAscii: boolean;
}>({columns: [], widths: [], isAscii: false});

function Head({column = 0}: TablePartProps) {
	const {columns} = use(ShapeContext);
	return (
		<Text bold>
			<Content text={columns[column]?.title ?? ''} column={column} />
		</Text>
	);
}

function Cell({children, column = 0}: TablePartProps) {
	return (
		<Text>
			<Content text={String(children).trim()} column={column} />
		</Text>
	);
}

function Content({text, column}: {readonly text: string; readonly column: number}) {
	const {columns, widths, isAscii} = use(ShapeContext);
	const align = columns[column]?.isNumber === true ? 'right' : 'left';
	const ellipsis = isAscii ? '~' : '…';
	return ` ${fitText(text, widths[column] ?? 0, {align, cut: 'middle', ellipsis})} `;
}

function Lines({children, column}: TablePartProps) {
	const {widths, isAscii} = use(ShapeContext);
	const text = isAscii ? asciiLines(String(children)) : String(children);
	const isBetween = column === undefined;
	return (
		<Text dimColor>{isBetween ? text : text.charAt(0).repeat((widths[column] ?? 0) + 2)}</Text>
	);
}

/** The lines of a table in ASCII. */
function asciiLines(text: string): string {
	return text
		.replace(/─/g, '-')
		.replace(/│/g, '|')
		.replace(/[┌┐└┘├┤┬┴┼]/g, '+');
}

/** The width of each column: what it needs, the widest ones cut down until the table fits. */
function columnWidths({columns, rows}: CalmTable, width: number): readonly number[] {
	const widths = columns.map(({title}, index) =>
		Math.max(textWidth(title), ...rows.map(row => textWidth((row[index] ?? '').trim()))),
	);
	let excess = widths.reduce((sum, each) => sum + each + 3, 1) - width;
	while (excess > 0 && Number.isFinite(excess)) {
		const widest = Math.max(...widths);
		const next = Math.max(leastWidth, ...widths.filter(each => each < widest));
		const index = widths.indexOf(widest);
		if (widest <= leastWidth) {
			break;
		}
		const cut = Math.min(excess, Math.max(1, widest - next));
		widths[index] = widest - cut;
		excess -= cut;
	}
	return widths;
}
