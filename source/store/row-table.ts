/** One decoded row: every column's number by name. */
export type Row<Column extends string> = {readonly [Name in Column]: number};

/** The place of each column in its list. */
export type ColumnIndex<Column extends string> = {readonly [Name in Column]: number};

const known = new WeakMap<readonly string[], ColumnIndex<string>>();

/** Turns a list of columns into name → place; once for each list. */
export function indexColumns<const Column extends string>(
	columns: readonly Column[],
): ColumnIndex<Column> {
	let index: ColumnIndex<string> | undefined = known.get(columns);
	if (index === undefined) {
		index = Object.fromEntries(columns.map((name, place) => [name, place]));
		known.set(columns, index);
	}
	return index;
}

/**
 * The rows of one snapshot over its Float64Array (see `columns.ts`). Nothing is decoded until it is asked for: two
 * thousand peers cost a sort over one column and the thirty rows on screen. A row in which no number changed since the
 * snapshot before is the same object as then, so that whoever draws it can see at a glance that there is nothing to do.
 */
export class RowTable<Column extends string> {
	readonly columns: readonly Column[];
	/** Rows in the table. */
	readonly size: number;
	readonly #numbers: Float64Array;
	readonly #places: ColumnIndex<Column>;
	readonly #before: ReadonlyMap<number, Row<Column>>;
	readonly #decoded = new Map<number, Row<Column>>();
	#placeOfId: Map<number, number> | undefined;

	/** `previous` is the table of the snapshot before; only its decoded rows are kept, never the table itself. */
	constructor(columns: readonly Column[], numbers: Float64Array, previous?: RowTable<Column>) {
		this.columns = columns;
		this.#numbers = numbers;
		this.size = Math.floor(numbers.length / columns.length);
		this.#places = indexColumns(columns);
		this.#before = previous === undefined ? new Map() : previous.#decoded;
	}

	/** The number at a row and column, without decoding the row. */
	value(row: number, column: Column): number {
		return this.#numbers[row * this.columns.length + this.#places[column]] ?? Number.NaN;
	}

	/** The id (first column) of a row. */
	id(row: number): number {
		return this.#numbers[row * this.columns.length] ?? Number.NaN;
	}

	/** The row of an id, -1 when it is not here. */
	indexOf(id: number): number {
		if (this.#placeOfId === undefined) {
			this.#placeOfId = new Map();
			for (let row = 0; row < this.size; row++) {
				this.#placeOfId.set(this.id(row), row);
			}
		}
		return this.#placeOfId.get(id) ?? -1;
	}

	/** The row as an object; the same object as long as nothing in it changes. */
	row(index: number): Row<Column> {
		const id = this.id(index);
		const known = this.#decoded.get(id);
		if (known !== undefined) {
			return known;
		}
		const before = this.#before.get(id);
		const row =
			before !== undefined && this.#isUnchanged(before, index) ? before : this.#decode(index);
		this.#decoded.set(id, row);
		return row;
	}

	/** The row of an id, undefined when it is not here. */
	rowOf(id: number): Row<Column> | undefined {
		const index = this.indexOf(id);
		return index === -1 ? undefined : this.row(index);
	}

	#decode(index: number): Row<Column> {
		const row: Record<string, number> = {};
		const offset = index * this.columns.length;
		for (const [place, name] of this.columns.entries()) {
			row[name] = this.#numbers[offset + place] ?? Number.NaN;
		}
		return row as Row<Column>;
	}

	#isUnchanged(before: Row<Column>, index: number): boolean {
		const offset = index * this.columns.length;
		return this.columns.every((name, place) =>
			Object.is(before[name], this.#numbers[offset + place]),
		);
	}
}
