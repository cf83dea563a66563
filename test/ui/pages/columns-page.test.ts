import test, {type ExecutionContext} from 'ava';
import {arrange} from '../../../source/ui/layout/arrange.js';
import {pageArea} from '../../../source/ui/pages/page-lines.js';
import {pageContent} from '../../../source/ui/pages/pages.js';
import type {Size} from '../../../source/ui/terminal/terminal.js';
import {plain} from '../fake/fake-frame.js';
import {FakeScreen} from '../fake/fake-screen.js';

async function opened(t: ExecutionContext, size?: Size): Promise<FakeScreen> {
	const screen = await FakeScreen.open({}, size);
	t.teardown(() => screen.controller.close());
	screen.type('c');
	return screen;
}

/** The page's rows: a mark where the column is shown, its name, and whether it has room. */
function rows({frame}: FakeScreen): readonly string[] {
	const place = arrange(frame.screen, frame.size, frame.store.torrents.size);
	return pageContent(frame, pageArea(place))?.lines.map(line => plain(line).trimEnd()) ?? [];
}

function head(screen: FakeScreen): string {
	return screen.pane('peers')[1] ?? '';
}

test('c lists the columns of the pane, those that are shown first', async t => {
	const screen = await opened(t);
	t.regex(rows(screen)[0] ?? '', /^ {2}✓ address +where the peer is/);
	t.regex(rows(screen).at(-1) ?? '', /^ {4}\w+ /);
	screen.type('\x1B');
	t.is(screen.frame.screen.page, null);
});

test('Space hides a column and shows it again, and the cursor stays on it', async t => {
	const screen = await opened(t);
	screen.type('j ');
	t.notRegex(head(screen), /client/);
	const place = rows(screen).findIndex(line => /^ {4}client /.test(line));
	t.true(place > 1);
	t.like(screen.frame.screen.page, {selected: place});
	screen.type(' ');
	t.regex(head(screen), /client/);
});

test('] and [ move a column, as far as there are others', async t => {
	const screen = await opened(t);
	screen.type('j]');
	t.regex(head(screen), /address +flags +client/);
	screen.type('[[[[');
	t.regex(head(screen), /client +address +flags/);
	t.like(screen.frame.screen.page, {selected: 0});
});

test('the last column stays, and u brings the usual ones back', async t => {
	const screen = await opened(t);
	screen.type('\x1B');
	screen.type(':columns down\rc ');
	t.deepEqual(screen.frame.screen.lists.peers.columns, ['down']);
	screen.type('u');
	t.is(screen.frame.screen.lists.peers.columns, null);
	t.regex(head(screen), /address +client +flags/);
});

test('what was chosen is kept, and the usual columns need no keeping', async t => {
	const screen = await opened(t);
	screen.type('j ');
	t.regex(screen.done.at(-1) ?? '', /^keep \{"peers":\{"columns":\["address","flags"/);
	screen.type('u');
	t.is(screen.done.at(-1), 'keep {}');
});

test('a column that has no room says so', async t => {
	const screen = await opened(t, {columns: 80, rows: 24});
	t.true(rows(screen).some(line => /✓ client .*\(no room for it at this width\)$/.test(line)));
});

test('a pane without columns says so', async t => {
	const screen = await opened(t);
	screen.type('\x1B');
	screen.type('7c');
	t.is(screen.frame.screen.page, null);
	t.regex(screen.footer, /Log has no columns/);
});
