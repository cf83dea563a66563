import * as z from 'zod';

/** Most rows of a table that is read: more peers than any torrent may have. */
const maxRows = 20_000;
const maxColumns = 500;

function fromJson(value: number | string | null | undefined): number {
	return value === null || value === undefined ? Number.NaN : Number(value);
}

/** Reads a table into an array of the columns that this version has; what the other did not know is NaN. */
export function tableSchema(columns: readonly string[]) {
	const cell = z.union([z.number(), z.null(), z.enum(['Infinity', '-Infinity'])]);
	return z
		.object({
			columns: z.array(z.string().max(100)).max(maxColumns),
			rows: z.array(z.array(cell).max(maxColumns)).max(maxRows),
		})
		.transform(table => {
			const places = columns.map(name => table.columns.indexOf(name));
			return Float64Array.from(
				table.rows.flatMap(row => places.map(place => fromJson(row[place]))),
			);
		});
}
