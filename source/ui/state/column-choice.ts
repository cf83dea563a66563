import {lists} from '../panes/panes.js';
import {changeList, type PaneId, type ScreenState} from './screen-state.js';

/** The ids of the columns that are shown where there is room, in their order. */
export function shownColumns(screen: ScreenState, pane: PaneId): readonly string[] {
	return screen.lists[pane].columns ?? usualColumns(pane);
}

/** All columns as the chooser lists them: those shown in their order, then the others. */
export function allColumns(screen: ScreenState, pane: PaneId): readonly string[] {
	const shown = shownColumns(screen, pane);
	const known = (lists[pane]?.columns ?? []).map(column => column.id);
	return [...shown.filter(id => known.includes(id)), ...known.filter(id => !shown.includes(id))];
}

/** The screen with a column shown or not; the last one stays. */
export function toggleColumn(screen: ScreenState, pane: PaneId, id: string): ScreenState {
	const shown = shownColumns(screen, pane);
	const next = shown.includes(id) ? shown.filter(each => each !== id) : [...shown, id];
	return next.length === 0 ? screen : withColumns(screen, pane, next);
}

/** The screen with a shown column one place earlier or later. */
export function moveColumn(
	screen: ScreenState,
	pane: PaneId,
	{id, step}: {readonly id: string; readonly step: 1 | -1},
): ScreenState {
	const shown = [...shownColumns(screen, pane)];
	const from = shown.indexOf(id);
	const to = from + step;
	if (from === -1 || to < 0 || to >= shown.length) {
		return screen;
	}
	shown.splice(from, 1);
	shown.splice(to, 0, id);
	return withColumns(screen, pane, shown);
}

/** The screen with these columns; the usual ones are not a choice that needs to be kept. */
export function withColumns(
	screen: ScreenState,
	pane: PaneId,
	ids: readonly string[],
): ScreenState {
	const isUsual = ids.length === 0 || ids.join() === usualColumns(pane).join();
	return changeList(screen, pane, {columns: isUsual ? null : ids});
}

function usualColumns(pane: PaneId): readonly string[] {
	return (lists[pane]?.columns ?? [])
		.filter(column => column.isExtra !== true)
		.map(column => column.id);
}
