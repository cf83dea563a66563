import {type Column, type PlacedColumn, placeColumns, type SizedColumn} from '../columns/column.js';
import {type Frame, selectedPlace} from '../state/frame.js';
import type {ListState, RowKey} from '../state/screen-state.js';
import type {Look} from '../theme/look.js';
import type {ListModel} from './list-model.js';
import type {Area, PaneContent} from './pane.js';

/** Columns before the first: the mark of a row. */
export const markWidth = 2;

/** Rows above the first one of a list: its head, which gives way where only two rows are seen and both are needed. */
export function headHeight(height: number, count: number): number {
	return height > 2 || count < height ? 1 : 0;
}

/** The part of a list that is visible: from `top` on, moved as little as possible to hold the selected place. */
export function visibleTop(top: number, selected: number, count: number, height: number): number {
	const most = Math.max(0, count - height);
	const least = Math.min(most, Math.max(0, selected - height + 1));
	return Math.min(Math.max(top, least), most, Math.max(0, selected));
}

/** Draws a list: head, rows, the selected one marked over the whole width. */
export function listContent<Item, Source>(
	frame: Frame,
	area: Area,
	model: ListModel<Item, Source>,
): PaneContent {
	const list = frame.screen.lists[model.id];
	const {look} = frame;
	const keys = model.keys(frame);
	const height = area.height - headHeight(area.height, keys.length);
	const placed = placeColumns(model.columns, area.width - markWidth, list.columns);
	const selected = selectedPlace(keys, list);
	const top = visibleTop(list.top, selected, keys.length, height);
	const width = area.width - markWidth;
	const lines: string[] = [];
	if (height < area.height) {
		lines.push(' '.repeat(markWidth) + headLine(placed, width, list, look));
	}
	for (const [offset, key] of keys.slice(top, top + height).entries()) {
		const item = model.item(frame, key);
		if (item !== undefined) {
			const cells = joinCells(placed, width, each => each.column.cell(item, each.width, look));
			const line = markCell(list, key, look) + cells;
			lines.push(paintRow(line, top + offset === selected, area, look));
		}
	}
	if (keys.length === 0 && height > 0) {
		const words = list.filter === '' ? model.emptyWords(frame) : `nothing matches ${list.filter}`;
		lines.push(look.paint('faint', look.foreign(`  ${words}`, area.width)));
	}
	return {lines, note: noteOf(list, selected, keys.length, model.total(frame))};
}

/** The cells of a line at their places, with blanks between them and up to the width. */
function joinCells<Each extends SizedColumn>(
	placed: ReadonlyArray<PlacedColumn<Each>>,
	width: number,
	cell: (placed: PlacedColumn<Each>) => string,
): string {
	let line = '';
	let x = 0;
	for (const each of placed) {
		line += ' '.repeat(each.x - x) + cell(each);
		x = each.x + each.width;
	}
	return line + ' '.repeat(Math.max(0, width - x));
}

/** The titles. The arrow of the order goes into the gap behind a title that fills its column. */
function headLine<Item, Source>(
	placed: ReadonlyArray<PlacedColumn<Column<Item, Source>>>,
	width: number,
	{sort}: ListState,
	look: Look,
): string {
	let line = '';
	let x = 0;
	for (const [index, each] of placed.entries()) {
		const {column} = each;
		const isSorted = column.id === sort.column;
		const arrow = sort.isDescending ? look.glyphs.sortDown : look.glyphs.sortUp;
		const room = (placed[index + 1]?.x ?? width) - each.x;
		const title = isSorted ? column.title.slice(0, room - 1) + arrow : column.title;
		const taken = isSorted ? Math.max(each.width, Math.min(room, title.length)) : each.width;
		const text = look.place(title, taken, {align: column.align ?? 'left'});
		line += ' '.repeat(each.x - x) + look.paint(isSorted ? 'title' : 'head', text);
		x = each.x + taken;
	}
	return line + ' '.repeat(Math.max(0, width - x));
}

function markCell(list: ListState, key: RowKey, look: Look): string {
	return list.marked.has(key) ? look.paint('marked', `${look.glyphs.mark} `) : '  ';
}

/** The selected row stands on another ground; where there are no colours it is inverse, or underlined. */
export function paintRow(line: string, isSelected: boolean, area: Area, look: Look): string {
	if (!isSelected) {
		return line;
	}
	return look.paint(area.isFocused ? 'selected' : 'remembered', line);
}

function noteOf(list: ListState, selected: number, shown: number, total: number): string {
	const parts: string[] = [];
	if (list.filter !== '') {
		parts.push(`/${list.filter} ${shown} of ${total}`);
	}
	if (list.marked.size > 0) {
		parts.push(`${list.marked.size} marked`);
	}
	if (shown > 0) {
		parts.push(`${selected + 1}/${shown}`);
	}
	return parts.join('  ');
}
