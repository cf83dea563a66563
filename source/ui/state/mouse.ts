import {placeColumns} from '../columns/column.js';
import {focusPane, type PlacedPane} from '../layout/arrange.js';
import {innerArea, innerOrigin} from '../layout/pane-frame.js';
import {headHeight, markWidth, visibleTop} from '../panes/list-content.js';
import {lists} from '../panes/panes.js';
import {selectedDetail} from '../panes/peer-list.js';
import {pieceMapSize} from '../panes/pieces-pane.js';
import {whyRowAt} from '../panes/why-pane.js';
import {type Frame, selectedPlace} from './frame.js';
import {move, placedPanes, scroll} from './move.js';
import {changeList, type ScreenState} from './screen-state.js';

/** The screen after a click: a row is selected, a column's head sorts, and again the other way round. */
export function clickAt(frame: Frame, column: number, row: number): ScreenState {
	const {screen} = frame;
	const placed = paneAt(frame, column, row);
	if (screen.page !== null || screen.question !== null || placed === undefined) {
		return screen;
	}
	const focused = focusPane(screen, frame.size, placed.id);
	const list = lists[placed.id];
	const origin = innerOrigin(placed);
	if (placed.id === 'why') {
		const key = whyRowAt(frame, innerArea(placed), row - origin.y)?.key;
		const place = list?.keys(frame).indexOf(key ?? '') ?? -1;
		return key === undefined ? focused : changeList(focused, 'why', {selected: key, place});
	}
	if (placed.id === 'pieces') {
		const at = {x: column - origin.x, y: row - origin.y};
		return {...focused, piece: pieceAt(frame, placed, at) ?? screen.piece};
	}
	if (list === undefined || row < origin.y) {
		return focused;
	}
	const hasHead = list.columns.length > 0;
	const {height} = innerArea(placed);
	const line = row - origin.y - (hasHead ? headHeight(height, list.keys(frame).length) : 0);
	return line < 0
		? sortAt({...frame, screen: focused}, placed, column - origin.x - markWidth)
		: selectAt({...frame, screen: focused}, placed, line);
}

/** The piece that a cell of the map stands for; the first of them where it stands for several. */
function pieceAt(
	frame: Frame,
	placed: PlacedPane,
	{x, y}: {readonly x: number; readonly y: number},
): number | undefined {
	const count = selectedDetail(frame)?.pieces?.length ?? 0;
	const {width, height, piecesPerCell} = pieceMapSize(count, innerArea(placed));
	const piece = (y * width + x) * piecesPerCell;
	const isOnMap = x >= 0 && x < width && y >= 0 && y < height && piece < count;
	return isOnMap ? piece : undefined;
}

/** The screen after the wheel turned over a pane. */
export function scrollAt(frame: Frame, column: number, row: number, rows: number): ScreenState {
	if (frame.screen.page !== null) {
		return move(frame, {rows});
	}
	const placed = paneAt(frame, column, row);
	return placed === undefined ? frame.screen : scroll(frame, placed.id, rows);
}

function paneAt(frame: Frame, column: number, row: number): PlacedPane | undefined {
	return placedPanes(frame).find(
		({rect}) =>
			column >= rect.x &&
			column < rect.x + rect.width &&
			row >= rect.y &&
			row < rect.y + rect.height,
	);
}

function selectAt(frame: Frame, placed: PlacedPane, line: number): ScreenState {
	const {screen} = frame;
	const list = screen.lists[placed.id];
	const model = lists[placed.id];
	const keys = model?.keys(frame) ?? [];
	const inner = innerArea(placed).height;
	const height = inner - (model?.columns.length ? headHeight(inner, keys.length) : 0);
	const place = visibleTop(list.top, selectedPlace(keys, list), keys.length, height) + line;
	const key = keys[place];
	return key === undefined ? screen : changeList(screen, placed.id, {selected: key, place});
}

function sortAt(frame: Frame, placed: PlacedPane, x: number): ScreenState {
	const {screen} = frame;
	const list = screen.lists[placed.id];
	const columns = lists[placed.id]?.columns ?? [];
	const width = innerArea(placed).width - markWidth;
	const hit = placeColumns(columns, width, list.columns).find(
		each => x >= each.x && x < each.x + each.width,
	)?.column;
	if (hit?.order === undefined) {
		return screen;
	}
	const isDescending =
		hit.id === list.sort.column ? !list.sort.isDescending : (hit.isDescendingFirst ?? false);
	return changeList(screen, placed.id, {sort: {column: hit.id, isDescending}, top: 0});
}
