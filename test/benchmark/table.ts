import stringWidth from 'string-width';

/** What a part of the benchmark found: one row a measured thing, ready to print or to be kept as JSON. */
export interface Table {
	/** What was measured, how much of it, and against what. */
	readonly title: string;
	/** In order; a row lacks what could not be measured. */
	readonly columns: readonly string[];
	readonly rows: ReadonlyArray<Readonly<Record<string, string | number>>>;
	/** How to read it, a line each. */
	readonly notes?: readonly string[];
}

/** How a benchmark is to run; each part takes what concerns it. */
export interface BenchmarkOptions {
	/** Runs of each thing; tables show medians. */
	readonly runs: number;
	/** Payload of a run. */
	readonly sizeMiB: number;
	/** Names of the clients to compare; undefined for all that are installed. */
	readonly clients: readonly string[] | undefined;
	/** Who is at the other end: our own near-free program, or libtorrent. */
	readonly farSide: 'blast' | 'libtorrent';
	/** A folder for payloads and downloads, in memory unless asked otherwise; whoever runs a part removes what it put there. */
	readonly dir: string;
	/** Tells how far it is, on stderr. */
	readonly progress: (line: string) => void;
}

/** One part of `npm run benchmark`: a module of this folder exports it under the name `run`. */
export type RunBenchmark = (options: BenchmarkOptions) => Promise<Table>;

/** The middle of some numbers; NaN of none. */
export function median(numbers: readonly number[]): number {
	const sorted = numbers.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1
		? sorted[middle]!
		: ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** Three digits that matter: 0.123, 1.23, 12.3, 123, 1230. */
export function threeDigits(value: number): string {
	if (!Number.isFinite(value)) {
		return '–';
	}

	const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
	return value.toFixed(digits);
}

/** The table as text: words to the left, numbers to the right. */
export function formatTable({title, columns, rows, notes = []}: Table): string {
	const cells = rows.map(row =>
		columns.map(column => {
			const value = row[column] ?? '';
			return typeof value === 'number' ? threeDigits(value) : value;
		}),
	);
	const widths = columns.map((column, at) =>
		Math.max(stringWidth(column), ...cells.map(row => stringWidth(row[at]!))),
	);
	const line = (texts: readonly string[]): string =>
		texts
			.map((text, at) => {
				const space = ' '.repeat(widths[at]! - stringWidth(text));
				return at === 0 ? text + space : space + text;
			})
			.join('  ')
			.trimEnd();
	return [title, line(columns), ...cells.map(line), ...notes].join('\n');
}
