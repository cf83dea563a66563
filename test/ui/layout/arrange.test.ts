import test from 'ava';
import {arrange, focusPane, layoutFor, type Rect} from '../../../source/ui/layout/arrange.js';
import {layouts} from '../../../source/ui/layout/layouts.js';
import {openingState, paneIds} from '../../../source/ui/state/screen-state.js';

const widths = [20, 25, 36, 40, 59, 60, 76, 80, 100, 120, 139, 140, 160, 180, 200, 240, 400];
const heights = [6, 8, 9, 12, 14, 15, 22, 24, 35, 40, 44, 50, 64, 90, 120];

/** How often each cell of a screen is covered. */
function coverage(rects: readonly Rect[], columns: number, rows: number): Uint8Array {
	const cells = new Uint8Array(columns * rows);
	for (const rect of rects) {
		for (let y = rect.y; y < rect.y + rect.height; y++) {
			for (let x = rect.x; x < rect.x + rect.width; x++) {
				cells[y * columns + x] = (cells[y * columns + x] ?? 0) + 1;
			}
		}
	}
	return cells;
}

test('at every size head, panes and footer cover the screen once', t => {
	for (const columns of widths) {
		for (const rows of heights) {
			for (const focus of paneIds) {
				for (const isZoomed of [false, true]) {
					const size = {columns, rows};
					const lesson = focus === 'why' ? 'Look at this. '.repeat(20) : null;
					const screen = {...focusPane(openingState(), size, focus), isZoomed, lesson};
					const {head, lesson: lessonRect, footer, lines} = arrange(screen, size, 3);
					const rects = [head, lessonRect, footer, ...lines.flat().map(placed => placed.rect)];
					const cells = coverage(rects, columns, rows);
					t.true(
						cells.every(count => count === 1),
						`${columns}×${rows} ${focus}`,
					);
				}
			}
		}
	}
});

test('the pane in focus is on the screen, whatever the size', t => {
	for (const columns of widths) {
		for (const rows of heights) {
			for (const focus of paneIds) {
				const size = {columns, rows};
				const {lines} = arrange(focusPane(openingState(), size, focus), size, 3);
				const placed = lines.flat().filter(each => each.isFocused);
				t.deepEqual(
					placed.map(each => each.id),
					[focus],
					`${columns}×${rows}`,
				);
				t.true((placed[0]?.rect.height ?? 0) >= 2, `${columns}×${rows} ${focus}`);
			}
		}
	}
});

test('200×50 shows torrents, peers, pipeline and why together', t => {
	const {lines} = arrange(openingState(), {columns: 200, rows: 50}, 3);
	t.deepEqual(
		lines.flat().map(placed => placed.id),
		['torrents', 'peers', 'pipeline', 'pieces', 'why'],
	);
});

test('below 60×15 one pane is shown at a time', t => {
	for (const size of [
		{columns: 59, rows: 50},
		{columns: 200, rows: 14},
		{columns: 20, rows: 6},
	]) {
		t.is(arrange(openingState(), size, 3).lines.flat().length, 1);
	}
});

test('a pane stays in its place when another takes the keys', t => {
	const size = {columns: 200, rows: 50};
	const log = focusPane(openingState(), size, 'log');
	const why = focusPane(log, size, 'why');
	t.deepEqual(
		arrange(why, size, 3)
			.lines.flat()
			.map(placed => placed.id),
		['torrents', 'log', 'pipeline', 'pieces', 'why'],
	);
});

test('equal inputs give the same arrangement', t => {
	const size = {columns: 200, rows: 50};
	const screen = openingState();
	t.is(arrange(screen, size, 3), arrange({...screen, notice: null}, size, 3));
});

test('each layout has all eight panes', t => {
	for (const layout of layouts) {
		const ids = layout.lines.flatMap(line => line.places.flatMap(place => place.panes));
		t.deepEqual([...new Set(ids)].sort(), [...paneIds].sort(), layout.name);
	}
	t.is(layoutFor({columns: 1, rows: 1}).name, 'tiny');
});
