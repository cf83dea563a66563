import type {Column, SizedColumn} from '../columns/column.js';
import type {Frame} from '../state/frame.js';
import type {PaneId, RowKey} from '../state/screen-state.js';

/**
 * A list that a pane shows: which rows there are and in which order, what a row is drawn from, and its columns. Moving,
 * sorting, filtering and marking work on this, whatever the rows are.
 */
export interface ListModel<Item, Source> {
	readonly id: PaneId;
	readonly columns: ReadonlyArray<Column<Item, Source>>;
	/** The keys of the rows that pass the filter, in order. The same array as long as nothing changed. */
	keys(frame: Frame): readonly RowKey[];
	/** How many rows there are without the filter. */
	total(frame: Frame): number;
	item(frame: Frame, key: RowKey): Item | undefined;
	/** What stands there instead of rows. */
	emptyWords(frame: Frame): string;
}

/** A list whose rows are nobody's business. */
export interface AnyList {
	readonly id: PaneId;
	readonly columns: ReadonlyArray<
		SizedColumn & {
			readonly title: string;
			readonly help: string;
			readonly isDescendingFirst?: boolean;
			readonly order?: unknown;
		}
	>;
	keys(frame: Frame): readonly RowKey[];
	total(frame: Frame): number;
	/** The cells of a row in its columns' titles, painted, as wide as they like. */
	cells(frame: Frame, key: RowKey): ReadonlyArray<readonly [title: string, cell: string]>;
}

/** Columns that a cell gets which is read and not looked at. */
const readWidth = 60;

/** Forgets what the rows of a list are. */
export function anyList<Item, Source>(model: ListModel<Item, Source>): AnyList {
	return {
		id: model.id,
		columns: model.columns,
		keys: frame => model.keys(frame),
		total: frame => model.total(frame),
		cells(frame, key) {
			const item = model.item(frame, key);
			return item === undefined
				? []
				: model.columns.map(({title, cell, width}) => [
						title,
						cell(item, Math.max(width, readWidth), frame.look),
					]);
		},
	};
}
