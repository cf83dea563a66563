import {placeColumns} from '../columns/column.js';
import {arrange} from '../layout/arrange.js';
import {innerArea} from '../layout/pane-frame.js';
import {markWidth} from '../panes/list-content.js';
import {lists, panes} from '../panes/panes.js';
import {allColumns, shownColumns} from '../state/column-choice.js';
import type {Frame} from '../state/frame.js';
import type {PaneId} from '../state/screen-state.js';
import type {PageView} from './page-content.js';

/** Which columns a list shows, and in which order: chosen with a cursor, and kept for the next time. */
export const columnsPage: PageView<'columns'> = (frame, {pane, selected}, {width}) => {
	const {look, screen} = frame;
	const shown = shownColumns(screen, pane);
	const fitting = fittingColumns(frame, pane);
	const columns = lists[pane]?.columns ?? [];
	const lines = allColumns(screen, pane).map((id, place) => {
		const column = columns.find(each => each.id === id);
		const isShown = shown.includes(id);
		const mark = isShown ? look.glyphs.check : ' ';
		const state = isShown && !fitting.includes(id) ? ' (no room for it at this width)' : '';
		const text = `  ${mark} ${id.padEnd(12)} ${column?.help ?? ''}${state}`;
		const line = look.paint(isShown ? 'text' : 'faint', look.place(text, width));
		return place === selected ? look.paint('selected', line) : line;
	});
	return {title: `Columns of ${panes[pane].title}`, lines};
};

/** The columns that have room where the list stands now. */
function fittingColumns(frame: Frame, pane: PaneId): readonly string[] {
	const {screen, size, store} = frame;
	const placed = arrange(screen, size, store.torrents.size)
		.lines.flat()
		.find(each => each.id === pane);
	const width = placed === undefined ? size.columns : innerArea(placed).width;
	return placeColumns(
		lists[pane]?.columns ?? [],
		width - markWidth,
		shownColumns(screen, pane),
	).map(each => each.column.id);
}
