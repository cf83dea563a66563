import test from 'ava';
import {arrange, focusPane} from '../../../source/ui/layout/arrange.js';
import {footerLine} from '../../../source/ui/layout/footer-line.js';
import {headLines} from '../../../source/ui/layout/head-lines.js';
import {paneLines} from '../../../source/ui/layout/pane-frame.js';
import {pageArea, pageLines} from '../../../source/ui/pages/page-lines.js';
import {pageContent} from '../../../source/ui/pages/pages.js';
import {panes} from '../../../source/ui/panes/panes.js';
import {editLine} from '../../../source/ui/state/line-editor.js';
import {openingState, paneIds, type ScreenState} from '../../../source/ui/state/screen-state.js';
import {textWidth} from '../../../source/ui/text/text-width.js';
import {createLook} from '../../../source/ui/theme/look.js';
import {fakeStore, frameOf, nextSnapshot, plain} from '../fake/fake-frame.js';
import {hostile} from '../fake/hostile-names.js';

const sizes = [
	[400, 120],
	[240, 64],
	[200, 50],
	[140, 40],
	[120, 35],
	[80, 24],
	[76, 22],
	[60, 15],
	[59, 15],
	[40, 12],
	[36, 9],
	[25, 8],
	[20, 6],
] as const;

const looks = [createLook('dark', 256, false), createLook('none', 0, true)];

test('at every size every line is exactly as wide as its place, strangers’ names or not', async t => {
	for (const swarm of [{}, {torrents: 0}, {torrents: 40, peers: 45}, hostile]) {
		const {store} = await fakeStore(swarm);
		for (const [columns, rows] of sizes) {
			for (const focus of paneIds) {
				const size = {columns, rows};
				const screen = focusPane(openingState(), size, focus);
				for (const look of looks) {
					const frame = frameOf(store, size, {screen, look});
					const {head, footer, lines} = arrange(screen, size, store.state.torrents.size);
					const where = `${columns}×${rows} ${focus}`;
					for (const line of headLines(frame, head.width, head.height)) {
						t.is(textWidth(plain(line)), columns, `head at ${where}`);
					}
					if (footer.height > 0) {
						t.is(textWidth(plain(footerLine(frame, columns))), columns, `footer at ${where}`);
					}
					for (const placed of lines.flat()) {
						const drawn = paneLines(frame, placed, panes[placed.id]);
						t.is(drawn.length, placed.rect.height, `${placed.id} at ${where}`);
						for (const line of drawn) {
							t.is(
								textWidth(plain(line)),
								placed.rect.width,
								`${placed.id} at ${where}: ${plain(line)}`,
							);
							t.notRegex(plain(line), /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
						}
					}
				}
			}
		}
	}
});

test('at every size every page and prompt is exactly as wide as its place', async t => {
	const {store} = await fakeStore(hostile);
	store.select({peerId: 1});
	await nextSnapshot(store);
	const {renderTable} = await import('../../../source/ui/table.js');
	const pages: ReadonlyArray<ScreenState['page']> = [
		{kind: 'peer', peerId: 1, top: 0},
		{kind: 'peer', peerId: 999, top: 0},
		{kind: 'tracker', url: 'http://tracker.example/announce', top: 3, draw: renderTable},
	];
	const help = {kind: 'help', top: 5, draw: renderTable, filter: ''} as const;
	for (const [columns, rows] of sizes) {
		// The help's tables take a while.
		const hasHelp = [200, 80, 20].includes(columns);
		for (const page of hasHelp ? [...pages, help] : pages) {
			const frame = frameOf(store, {columns, rows}, {screen: {page}, look: looks[0]!});
			const place = arrange(frame.screen, frame.size, 3);
			const content = pageContent(frame, pageArea(place));
			t.not(content, null);
			const drawn = content === null ? [] : pageLines(frame, content, page?.top ?? 0, place);
			t.is(drawn.length, place.body.height);
			for (const line of drawn) {
				t.is(textWidth(plain(line)), columns, `${page?.kind} at ${columns}×${rows}`);
			}
		}
		for (const kind of ['filter', 'add', 'command'] as const) {
			for (const text of ['', 'so', `add ${'日本'.repeat(60)}`]) {
				const prompt = {kind, line: editLine(text), before: '', choice: -1, stem: '', choices: []};
				const frame = frameOf(store, {columns, rows}, {screen: {prompt}});
				t.is(
					textWidth(plain(footerLine(frame, columns))),
					columns,
					`${kind} ${text} at ${columns}`,
				);
			}
		}
	}
});

test('20×6 tells progress and headline', async t => {
	const {store} = await fakeStore();
	const frame = frameOf(store, {columns: 20, rows: 6});
	const head = headLines(frame, 20, 3).map(plain);
	t.regex(head[0] ?? '', /^\d+\.\d% ubun/);
	t.regex(head[2] ?? '', /^\d+ of \d+ peers sendi/);
});
