/** A row as an object; `NaN` where there is nothing. */
export type NumberRow<Column extends string> = {readonly [Name in Column]: number};

/** Writes rows of a table one after another into an array that is then transferred (store's `columns.ts`). */
export class RowWriter<Column extends string> {
	readonly numbers: Float64Array<ArrayBuffer>;
	readonly #columns: readonly Column[];
	#at = 0;

	/** @param rows how many rows will be written, at most */
	constructor(columns: readonly Column[], rows: number) {
		this.#columns = columns;
		this.numbers = new Float64Array(columns.length * rows);
	}

	write(row: NumberRow<Column>): void {
		for (const column of this.#columns) {
			this.numbers[this.#at++] = row[column];
		}
	}

	/** The rows written so far. */
	get written(): Float64Array<ArrayBuffer> {
		return this.#at === this.numbers.length ? this.numbers : this.numbers.slice(0, this.#at);
	}
}
