import {remembered} from '../state/frame.js';
import type {PaneId, ScreenState} from '../state/screen-state.js';
import type {Size} from '../terminal/terminal.js';
import {type Layout, type Line, layouts} from './layouts.js';
import {lessonRows} from './lesson-lines.js';

/** Where something stands, in cells from the upper left corner of the screen. */
export interface Rect {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** A pane and where it stands, borders included. */
export interface PlacedPane {
	readonly id: PaneId;
	readonly placeId: string;
	readonly rect: Rect;
	readonly isFocused: boolean;
	readonly hasBorders: boolean;
}

/** A whole screen. Equal inputs give the same object. */
export interface Arrangement {
	readonly layout: Layout;
	readonly head: Rect;
	/** Under the head; without a height where there is none. */
	readonly lesson: Rect;
	/** Everything between head and footer: where pages stand. */
	readonly body: Rect;
	readonly footer: Rect;
	/** Panes by line, from the top. */
	readonly lines: ReadonlyArray<readonly PlacedPane[]>;
}

/** The roomiest layout that fits. */
export function layoutFor({columns, rows}: Size): Layout {
	const found = layouts.find(each => columns >= each.leastColumns && rows >= each.leastRows);
	return found ?? layouts[layouts.length - 1]!;
}

/** The place of a layout that a pane stands in, with the pane shown there now. */
function placeOf(layout: Layout, pane: PaneId): string | undefined {
	const places = layout.lines.flatMap(line => line.places);
	return places.find(place => place.panes.includes(pane))?.id;
}

/** The screen with a pane in focus, and brought to the front of its place. */
export function focusPane(screen: ScreenState, size: Size, pane: PaneId): ScreenState {
	const place = placeOf(layoutFor(size), pane);
	return {
		...screen,
		focus: pane,
		shown: place === undefined ? screen.shown : {...screen.shown, [place]: pane},
	};
}

/** Where everything stands. */
export function arrange(screen: ScreenState, size: Size, torrentCount: number): Arrangement {
	const {focus, isZoomed, shown, lesson} = screen;
	// Where there is no line for them, what is typed and what is answered take the last one.
	const hasWords = screen.prompt !== null || screen.notice !== null;
	const hasFooter = layoutFor(size).hasFooter || hasWords;
	return arrangeOnce(size, viewOf(focus, isZoomed, shown, lesson), torrentCount, hasFooter);
}

/** What of the screen's state decides where things stand. */
type View = Pick<ScreenState, 'focus' | 'isZoomed' | 'shown' | 'lesson'>;

const viewOf = remembered(
	(
		focus: View['focus'],
		isZoomed: View['isZoomed'],
		shown: View['shown'],
		lesson: View['lesson'],
	): View => ({focus, isZoomed, shown, lesson}),
);

const arrangeOnce = remembered(
	(
		size: Size,
		{focus, isZoomed, shown, lesson}: View,
		torrentCount: number,
		hasFooter: boolean,
	): Arrangement => {
		const {columns, rows} = size;
		const layout = layoutFor(size);
		const headRows = Math.min(layout.headRows, rows);
		const footerRows = hasFooter ? 1 : 0;
		const lineRows = isZoomed ? 0 : lessonRows(lesson, size);
		const body = {
			x: 0,
			y: headRows + lineRows,
			width: columns,
			height: Math.max(0, rows - headRows - lineRows - footerRows),
		};
		const context = {layout, focus, shown};
		const only = {
			id: focus,
			placeId: 'zoom',
			rect: body,
			isFocused: true,
			hasBorders: layout.hasBorders,
		};
		return {
			layout,
			head: {x: 0, y: 0, width: columns, height: headRows},
			lesson: {x: 0, y: headRows, width: columns, height: lineRows},
			body,
			footer: {x: 0, y: rows - footerRows, width: columns, height: footerRows},
			lines: isZoomed ? [[only]] : placeLines(context, body, torrentCount),
		};
	},
);

interface Context {
	readonly layout: Layout;
	readonly focus: PaneId;
	readonly shown: ScreenState['shown'];
}

function placeLines(
	context: Context,
	body: Rect,
	torrentCount: number,
): ReadonlyArray<readonly PlacedPane[]> {
	const {lines} = context.layout;
	const fixed = lines.map(line => fixedHeight(line, torrentCount, body.height));
	const rest = Math.max(0, body.height - fixed.reduce((sum, height) => sum + height, 0));
	let y = body.y;
	return lines.map((line, index) => {
		const height = line.height === 'rest' ? rest : (fixed[index] ?? 0);
		const placed = placeLine(line, {...body, y, height}, context);
		y += height;
		return placed;
	});
}

/** Rows of a line, 0 for the one that takes the rest. To fit the torrents are borders, a head, and a row a torrent. */
function fixedHeight({height}: Line, torrentCount: number, rows: number): number {
	if (height === 'rest') {
		return 0;
	}
	return 'share' in height
		? Math.round(rows * height.share)
		: Math.min(height.fit[1], Math.max(height.fit[0], torrentCount + 3));
}

function placeLine(line: Line, rect: Rect, {layout, focus, shown}: Context): readonly PlacedPane[] {
	const total = line.places.reduce((sum, place) => sum + place.share, 0);
	let share = 0;
	return line.places.map(place => {
		const x = Math.round((rect.width * share) / total);
		share += place.share;
		const id = paneIn(place.id, place.panes, focus, shown);
		return {
			id,
			placeId: place.id,
			rect: {...rect, x, width: Math.round((rect.width * share) / total) - x},
			isFocused: id === focus,
			hasBorders: layout.hasBorders,
		};
	});
}

/** The focused pane wins its place, else the one last shown there. A pane of another layout may have been. */
function paneIn(
	place: string,
	panes: readonly PaneId[],
	focus: PaneId,
	shown: ScreenState['shown'],
): PaneId {
	if (panes.includes(focus)) {
		return focus;
	}
	const last = shown[place];
	return last !== undefined && panes.includes(last) ? last : panes[0]!;
}
