import type {Align} from '../text/fit-text.js';
import type {Look} from '../theme/look.js';

/**
 * A column of a list, as data: the same table draws the head and the rows, sorts, answers `:columns` and stands in the
 * help. `Item` is a row as its cells need it, `Source` what all rows of a snapshot are read from when sorting.
 */
export interface Column<Item, Source> {
	readonly id: string;
	readonly title: string;
	/** What it shows, for the help. */
	readonly help: string;
	/** The fewest columns of the terminal it is worth showing in. */
	readonly width: number;
	/** The width it is glad of: columns that are only nice to have give way to it. */
	readonly wish?: number;
	/** The width it gets along with where otherwise only one column would stand. */
	readonly tight?: number;
	/** Its part of the width that is left over; 0 when absent. */
	readonly grow?: number;
	/** It never gets wider than this. */
	readonly most?: number;
	readonly align?: Align;
	/** 1 stays longest when the terminal is narrow. */
	readonly importance: number;
	/** Shown only when asked for by name. */
	readonly isExtra?: boolean;
	/** The cell: painted, and exactly `width` columns wide. */
	readonly cell: (item: Item, width: number, look: Look) => string;
	/** What the row at a place is sorted by; a column without it cannot be sorted by. */
	readonly order?: (source: Source, place: number) => number | string;
	/** The direction that is wanted first. */
	readonly isDescendingFirst?: boolean;
}

/** What is needed of a column to find its place. */
export interface SizedColumn {
	readonly id: string;
	readonly width: number;
	readonly wish?: number;
	readonly tight?: number;
	readonly grow?: number;
	readonly most?: number;
	readonly importance: number;
	readonly isExtra?: boolean;
}

/** A column with its place in a line. */
export interface PlacedColumn<Each extends SizedColumn> {
	readonly column: Each;
	readonly x: number;
	readonly width: number;
}

/**
 * The columns that fit in a width, the least important dropped first, and what is left over given to those that grow.
 * `chosen` are ids in the user's order; null takes all but the extra ones.
 */
export function placeColumns<Each extends SizedColumn>(
	columns: readonly Each[],
	width: number,
	chosen: readonly string[] | null,
): ReadonlyArray<PlacedColumn<Each>> {
	const wanted =
		chosen === null
			? columns.filter(column => column.isExtra !== true)
			: chosen.flatMap(id => columns.filter(column => column.id === id));
	// A person's own choice stands as long as it fits.
	const fitting = dropUntilFit(wanted, width, chosen === null);
	const kept = fitting.length === 1 ? (tightPair(wanted, width) ?? fitting) : fitting;
	const gap = gapFor(kept, width);
	const widths = growWidths(kept, width - gap * (kept.length - 1));
	let x = 0;
	return kept.map((column, index) => {
		const placed = {column, x, width: widths[index] ?? column.width};
		x += placed.width + gap;
		return placed;
	});
}

/** The two most important columns as narrow as they bear, where both fit so. */
function tightPair<Each extends SizedColumn>(
	columns: readonly Each[],
	width: number,
): readonly Each[] | undefined {
	const pair = columns
		.filter(column => column.tight !== undefined)
		.toSorted((a, b) => a.importance - b.importance)
		.slice(0, 2)
		.map(column => ({...column, width: column.tight ?? column.width}));
	return pair.length === 2 && least(pair) + 1 <= width ? pair : undefined;
}

/** Columns of this importance and less stand only where the others have the width they wish for. */
const niceToHave = 8;

function dropUntilFit<Each extends SizedColumn>(
	columns: readonly Each[],
	width: number,
	hasWishes: boolean,
): readonly Each[] {
	let kept = columns;
	while (kept.length > 1) {
		const worst = Math.max(...kept.map(column => column.importance));
		const needed = hasWishes && worst >= niceToHave ? wished(kept) : least(kept);
		if (needed + kept.length - 1 <= width) {
			break;
		}
		const place = kept.findLastIndex(column => column.importance === worst);
		kept = kept.filter((_, index) => index !== place);
	}
	return kept;
}

function wished(columns: readonly SizedColumn[]): number {
	return columns.reduce((sum, column) => sum + (column.wish ?? column.width), 0);
}

function least(columns: readonly SizedColumn[]): number {
	return columns.reduce((sum, column) => sum + column.width, 0);
}

/** Two blanks between columns where there is room, else one. */
function gapFor(columns: readonly SizedColumn[], width: number): number {
	return wished(columns) + 2 * (columns.length - 1) <= width ? 2 : 1;
}

function growWidths(columns: readonly SizedColumn[], width: number): readonly number[] {
	const widths = columns.map(column => Math.min(column.width, width));
	let left = width - least(columns);
	for (const [index, column] of columns.entries()) {
		const part = Math.max(0, Math.min(left, (column.wish ?? 0) - column.width));
		widths[index] = (widths[index] ?? 0) + part;
		left -= part;
	}
	let growing = columns.flatMap((column, index) => ((column.grow ?? 0) > 0 ? [index] : []));
	while (left > 0 && growing.length > 0) {
		const total = growing.reduce((sum, index) => sum + (columns[index]?.grow ?? 0), 0);
		const before = left;
		for (const index of growing) {
			const column = columns[index];
			const room = (column?.most ?? Number.POSITIVE_INFINITY) - (widths[index] ?? 0);
			const part = Math.min(left, room, Math.ceil((before * (column?.grow ?? 0)) / total));
			widths[index] = (widths[index] ?? 0) + part;
			left -= part;
		}
		growing = growing.filter(
			index => (widths[index] ?? 0) < (columns[index]?.most ?? Number.POSITIVE_INFINITY),
		);
	}
	return widths;
}
