import {arrange, type PlacedPane} from '../layout/arrange.js';
import {innerArea} from '../layout/pane-frame.js';
import {pageArea} from '../pages/page-lines.js';
import {pageContent} from '../pages/pages.js';
import {headHeight, visibleTop} from '../panes/list-content.js';
import {logLines, logRowCount} from '../panes/log-pane.js';
import {lists} from '../panes/panes.js';
import {selectedDetail} from '../panes/peer-list.js';
import {pieceMapSize} from '../panes/pieces-pane.js';
import {type Frame, selectedPlace} from './frame.js';
import {changeList, type Page, type PaneId, type ScreenState} from './screen-state.js';

/** How far to move: rows, cells of a map, pages, or to an end. */
export type Step =
	| {readonly rows: number}
	| {readonly cells: number}
	| {readonly pages: number}
	| 'first'
	| 'last';

/** The panes on the screen now, in reading order. */
export function placedPanes(frame: Frame): readonly PlacedPane[] {
	return arrange(frame.screen, frame.size, frame.store.torrents.size).lines.flat();
}

/** The rows a pane shows at once; 1 when it is not on the screen. */
function visibleRows(frame: Frame, pane: PaneId): number {
	const placed = placedPanes(frame).find(each => each.id === pane);
	if (placed === undefined) {
		return 1;
	}
	const height = innerArea(placed).height;
	const list = lists[pane];
	const head = list?.columns.length ? headHeight(height, list.keys(frame).length) : 0;
	return Math.max(1, height - head);
}

/** The screen after a step in the pane in focus, or in the page that is open. */
export function move(frame: Frame, step: Step): ScreenState {
	const {screen} = frame;
	if (screen.page !== null) {
		return movePage(frame, screen.page, step);
	}
	if (screen.focus === 'pieces') {
		return movePiece(frame, step);
	}
	return screen.focus === 'log' ? moveLog(frame, step) : moveList(frame, screen.focus, step);
}

/** The cursor in the piece map: a row is a line of the map. */
function movePiece(frame: Frame, step: Step): ScreenState {
	const {screen} = frame;
	const count = selectedDetail(frame)?.pieces?.length ?? 0;
	const placed = placedPanes(frame).find(each => each.id === 'pieces');
	if (count === 0 || placed === undefined) {
		return screen;
	}
	const {width, height, piecesPerCell} = pieceMapSize(count, innerArea(placed));
	const cell = Math.floor((screen.piece ?? 0) / piecesPerCell);
	const last = Math.ceil(count / piecesPerCell) - 1;
	const wanted =
		typeof step === 'string'
			? stepFrom(cell, step, height, last)
			: 'cells' in step
				? cell + step.cells
				: cell + width * stepFrom(0, step, height, 0);
	const next = wanted < 0 || wanted > last ? cell : wanted;
	return {...screen, piece: screen.piece === null ? 0 : next * piecesPerCell};
}

function movePage(frame: Frame, page: Page, step: Step): ScreenState {
	const area = pageArea(arrange(frame.screen, frame.size, frame.store.torrents.size));
	const count = pageContent(frame, area)?.lines.length ?? 0;
	const last = Math.max(0, count - area.height);
	if (page.kind === 'columns') {
		const wanted = stepFrom(page.selected, step, area.height, count - 1);
		const selected = Math.min(count - 1, Math.max(0, wanted));
		const top = visibleTop(page.top, selected, count, area.height);
		return {...frame.screen, page: {...page, selected, top}};
	}
	const top = Math.min(last, Math.max(0, stepFrom(page.top, step, area.height, last)));
	return {...frame.screen, page: {...page, top}};
}

function moveList(frame: Frame, pane: PaneId, step: Step): ScreenState {
	const {screen} = frame;
	const keys = lists[pane]?.keys(frame) ?? [];
	if (keys.length === 0) {
		return screen;
	}
	const list = screen.lists[pane];
	const rows = visibleRows(frame, pane);
	const place = Math.min(
		keys.length - 1,
		Math.max(0, stepFrom(selectedPlace(keys, list), step, rows, keys.length - 1)),
	);
	const top = visibleTop(list.top, place, keys.length, rows);
	return changeList(screen, pane, {selected: keys[place] ?? null, place, top});
}

/** Scrolls a pane without leaving the visible rows with the selection. */
export function scroll(frame: Frame, pane: PaneId, rows: number): ScreenState {
	const {screen} = frame;
	if (pane === 'log') {
		return moveLog(frame, {rows});
	}
	const keys = lists[pane]?.keys(frame) ?? [];
	if (keys.length === 0) {
		return screen;
	}
	const list = screen.lists[pane];
	const height = visibleRows(frame, pane);
	const before = selectedPlace(keys, list);
	const shown = visibleTop(list.top, before, keys.length, height);
	const top = Math.min(Math.max(0, keys.length - height), Math.max(0, shown + rows));
	const place = Math.min(Math.max(before, top), top + height - 1, keys.length - 1);
	return changeList(screen, pane, {selected: keys[place] ?? null, place, top});
}

/** The log has no selected row: it scrolls, and stands still until it is back at its end. */
function moveLog(frame: Frame, step: Step): ScreenState {
	const {screen, store} = frame;
	const rows = visibleRows(frame, 'log');
	const end = screen.log.end ?? store.logTotal;
	if (step === 'last') {
		return {...screen, log: {...screen.log, end: null}};
	}
	const distance = step === 'first' ? -store.logTotal : stepFrom(0, step, rows, 0);
	const next =
		distance < 0 ? logEndBefore(frame, end, -distance) : logEndAfter(frame, end, distance);
	return {...screen, log: {...screen.log, end: next >= store.logTotal ? null : next}};
}

/** Goes back over lines that are shown (filters leave lines out), but never past the first screenful. */
function logEndBefore(frame: Frame, end: number, lines: number): number {
	const area = logArea(frame);
	const shown = logLines(frame, end, lines + area.height);
	let count = 0;
	let rows = 0;
	while (count < shown.length && (rows < area.height || count < shown.length - lines)) {
		const line = shown[count++];
		rows += line === undefined ? 0 : logRowCount(line, area, frame.look);
	}
	const last = shown[count - 1];
	return last === undefined ? end : last.number + 1;
}

function logArea(frame: Frame): {readonly width: number; readonly height: number} {
	const placed = placedPanes(frame).find(each => each.id === 'log');
	return placed === undefined ? {width: 1, height: 1} : innerArea(placed);
}

function logEndAfter(frame: Frame, end: number, lines: number): number {
	const {store} = frame;
	const newer = logLines(frame, store.logTotal, store.logTotal - end);
	const place = newer.findIndex(line => line.number >= end);
	const last = place === -1 ? undefined : newer[place + lines - 1];
	return last === undefined ? store.logTotal : last.number + 1;
}

function stepFrom(place: number, step: Step, rows: number, last: number): number {
	if (step === 'first') {
		return 0;
	}
	if (step === 'last') {
		return last;
	}
	if ('pages' in step) {
		return place + step.pages * Math.max(1, rows - 1);
	}
	return place + ('rows' in step ? step.rows : step.cells);
}
