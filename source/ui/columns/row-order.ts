import type {RowKey, SortOrder} from '../state/screen-state.js';
import type {Column} from './column.js';

/** What is needed to put the rows of a list in order. */
export interface OrderOptions<Item, Source> {
	readonly source: Source;
	/** How many rows the source has. */
	readonly size: number;
	readonly keyOf: (source: Source, place: number) => RowKey;
	/** The words of a row that a filter looks in. */
	readonly wordsOf: (source: Source, place: number) => string;
	readonly columns: ReadonlyArray<Column<Item, Source>>;
	readonly sort: SortOrder;
	readonly filter: string;
}

/** The keys of the rows that pass the filter, in the order of the sort; equal rows keep the engine's order. */
export function orderRows<Item, Source>(options: OrderOptions<Item, Source>): readonly RowKey[] {
	const {source, size, keyOf, wordsOf, sort} = options;
	const matches = filterOf(options.filter);
	const places: number[] = [];
	for (let place = 0; place < size; place++) {
		if (matches === undefined || matches(wordsOf(source, place))) {
			places.push(place);
		}
	}
	const order = options.columns.find(column => column.id === sort.column)?.order;
	if (order === undefined) {
		const keys = places.map(place => keyOf(source, place));
		return sort.isDescending ? keys.reverse() : keys;
	}
	const sign = sort.isDescending ? -1 : 1;
	return places
		.map(place => ({place, value: order(source, place)}))
		.sort((a, b) => sign * compare(a.value, b.value) || a.place - b.place)
		.map(({place}) => keyOf(source, place));
}

/** What is not known (NaN) comes last in both directions of most lists: it counts as less than everything. */
function compare(a: number | string, b: number | string): number {
	if (typeof a === 'string' && typeof b === 'string') {
		return a < b ? -1 : a > b ? 1 : 0;
	}
	const left = Number.isNaN(a) ? Number.NEGATIVE_INFINITY : Number(a);
	const right = Number.isNaN(b) ? Number.NEGATIVE_INFINITY : Number(b);
	return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * A filter as a test: every word must stand somewhere in the row, a word after `!` must not; letters' case does not
 * count. Undefined for the empty filter, which lets everything through.
 */
export function filterOf(filter: string): ((words: string) => boolean) | undefined {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	if (words.length === 0) {
		return undefined;
	}
	return row => {
		const text = row.toLowerCase();
		return words.every(word =>
			word.startsWith('!') && word.length > 1 ? !text.includes(word.slice(1)) : text.includes(word),
		);
	};
}
