import type {CalmTable} from '../ui/table.js';
import type {FlagValues} from './flags.js';
import {isAsciiOnly} from './progress-bar.js';

/** A small, calm table: cells are already escaped. */
export type Table = CalmTable;

/** A table of more rows is written as plain columns: drawing it would take longer than reading it. */
const mostDrawnRows = 1000;

/** Columns straightened by spaces alone, as far as a string's length is its width. */
function plainColumns({columns, rows}: Table): string {
	const all = [columns.map(({title}) => title), ...rows];
	const widths = columns.map((_, at) =>
		all.reduce((width, row) => Math.max(width, row[at]?.length ?? 0), 0),
	);
	const pad = (cell: string, at: number): string =>
		columns[at]?.isNumber ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
	return all.map(row => row.map(pad).join('  ').trimEnd()).join('\n');
}

/** Writes tables on stdout, as wide as its terminal; what draws them is loaded here. Tables without rows are left out. */
export async function printTables(tables: readonly Table[], flags: FlagValues): Promise<void> {
	const {renderTable} = await import('../ui/table.js');
	const {columns: width} = process.stdout;
	const options = {...(width && {width}), isAscii: isAsciiOnly(flags.ascii)};
	const texts = tables
		.filter(({rows}) => rows.length > 0)
		.map(table =>
			table.rows.length > mostDrawnRows ? plainColumns(table) : renderTable(table, options),
		);
	process.stdout.write(`${texts.join('\n\n')}\n`);
}
