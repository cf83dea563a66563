import stringWidth from 'string-width';
import type {FlagValues} from './flags.js';

/** A column of a table. */
export interface Column {
	readonly title: string;
	/** Stands to the right. */
	readonly isNumber?: boolean;
}

/** A small, calm table: cells are already escaped. */
export interface Table {
	readonly columns: readonly Column[];
	readonly rows: ReadonlyArray<readonly string[]>;
}

function renderTable({columns, rows}: Table): string {
	const titles = columns.map(column => column.title);
	const widths = columns.map((_, at) =>
		Math.max(...[titles, ...rows].map(row => stringWidth(row[at] ?? ''))),
	);
	return [titles, ...rows]
		.map(row =>
			columns
				.map(({isNumber}, at) => {
					const cell = row[at] ?? '';
					const padding = ' '.repeat(widths[at]! - stringWidth(cell));
					return isNumber ? padding + cell : cell + padding;
				})
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}

/** How tables are written on stdout. */
export async function openTables(
	_flags: FlagValues,
): Promise<(tables: readonly Table[]) => string> {
	return tables => `${tables.map(renderTable).join('\n\n')}\n`;
}
