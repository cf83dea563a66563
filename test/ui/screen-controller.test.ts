import {setImmediate as turn} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {arrange} from '../../source/ui/layout/arrange.js';
import {headLines} from '../../source/ui/layout/head-lines.js';
import {selectedPeer} from '../../source/ui/panes/peer-list.js';
import {selectedTorrentId} from '../../source/ui/panes/torrent-list.js';
import {plain} from './fake/fake-frame.js';
import {FakeScreen} from './fake/fake-screen.js';

const escapeKey = '\x1B';

function opened(t: ExecutionContext, screen: FakeScreen): FakeScreen {
	t.teardown(() => screen.controller.close());
	return screen;
}

test('keys move the selection, and the ends hold', async t => {
	const screen = opened(t, await FakeScreen.open());
	const place = () =>
		screen
			.pane('peers')
			.at(-1)
			?.match(/(\d+)\/12/)?.[1];
	screen.type('jj');
	t.is(place(), '3');
	screen.type('k');
	t.is(place(), '2');
	screen.type('G');
	t.is(place(), '12');
	screen.type('j');
	t.is(place(), '12');
	screen.type('gk');
	t.is(place(), '1');
});

test('the selection stays on its row when the order changes', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('jjj');
	const before = selectedPeer(screen.frame)?.row.id;
	screen.type(':sort address\r');
	t.is(selectedPeer(screen.frame)?.row.id, before);
	screen.type('S');
	t.is(selectedPeer(screen.frame)?.row.id, before);
	await screen.snapshot();
	t.is(selectedPeer(screen.frame)?.row.id, before);
});

test('when the selected row goes, the one in its place takes over for good', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type(':sort address\r');
	screen.type('gjj');
	const keys = screen
		.pane('peers')
		.slice(2, 14)
		.map(line => line.slice(6, 24).trim());
	screen.type('x');
	await screen.snapshot();
	t.is(selectedPeer(screen.frame)?.identity?.address, keys[3]);
	screen.type('S');
	t.is(selectedPeer(screen.frame)?.identity?.address, keys[3]);
});

test('another torrent is selected: its peers are asked for and shown', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('1j');
	t.is(selectedTorrentId(screen.frame), 2);
	t.is(screen.store.state.query.torrentId, 2);
	await screen.snapshot();
	screen.type('\r');
	t.is(screen.frame.screen.focus, 'peers');
	t.is(selectedPeer(screen.frame)?.identity?.torrentId, 2);
});

test('a filter works while it is typed, stays on Enter, and goes on Escape', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('/snub');
	t.is(screen.pane('peers').filter(line => /^│.*snubbed/.test(line)).length, 1);
	t.regex(screen.pane('peers').at(-1) ?? '', /\/snub 1 of 12/);
	t.regex(screen.footer, /^\/snub/);
	screen.type('\r');
	t.is(screen.frame.screen.lists.peers.filter, 'snub');
	screen.type('/x');
	screen.type(escapeKey);
	t.is(screen.frame.screen.lists.peers.filter, 'snub');
	screen.type(escapeKey);
	t.is(screen.frame.screen.lists.peers.filter, '');
});

test('a message goes with the next key', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type(':fly\r');
	t.regex(screen.footer, /there is no command fly/);
	screen.type('j');
	t.is(screen.frame.screen.notice, null);
});

test('a start with a torrent does not say that there is none', async t => {
	const screen = opened(t, await FakeScreen.open({torrents: 0}));
	t.true(screen.pane('torrents').some(line => line.includes('no torrents yet')));
	screen.controller.context.change(state => ({...state, awaited: 1}));
	t.true(screen.pane('torrents').some(line => line.includes('opening…')));
	t.false(screen.pane('torrents').some(line => line.includes('no torrents yet')));
});

test('q quits, and Ctrl-C twice quits at once', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('\x03');
	t.is(screen.footer, ' Ctrl-C again quits at once; q quits when all is saved');
	screen.now = 3000;
	screen.type('\x03');
	t.deepEqual(screen.done, []);
	screen.now = 4000;
	screen.type('\x03');
	screen.type('q');
	t.deepEqual(screen.done, ['end interrupt', 'end quit']);
});

test('a frozen screen stands still while the swarm moves on', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('f');
	const peers = screen.pane('peers');
	const pipeline = screen.pane('pipeline');
	for (let count = 0; count < 8; count++) {
		await screen.snapshot();
	}
	t.deepEqual(screen.pane('peers'), peers);
	t.deepEqual(screen.pane('pipeline'), pipeline);
	screen.type('f');
	t.notDeepEqual(screen.pane('peers'), peers);
	t.notDeepEqual(screen.pane('pipeline'), pipeline);
});

test('Enter opens a peer’s page, which asks for its detail, and Escape closes it', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('\r');
	const page = screen.frame.screen.page;
	t.is(page?.kind, 'peer');
	t.is(screen.store.state.query.peerId, page?.kind === 'peer' ? page.peerId : null);
	t.true(screen.store.state.query.withPieces);
	screen.type('x');
	t.is(screen.told.length, 1);
	screen.type(escapeKey);
	t.is(screen.frame.screen.page, null);
	t.is(screen.store.state.query.peerId, null);
});

test('pieces are asked for only while something shows them', async t => {
	const screen = opened(t, await FakeScreen.open({}, {columns: 40, rows: 12}));
	t.false(screen.store.state.query.withPieces);
	screen.type('4');
	t.true(screen.store.state.query.withPieces);
});

test('a click selects a row and takes the keys there, a click on a head sorts', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('\x1B[<0;10;5M\x1B[<0;10;5m');
	t.is(screen.frame.screen.focus, 'torrents');
	t.is(selectedTorrentId(screen.frame), 2);
	const head = screen.pane('peers')[1] ?? '';
	const column = head.indexOf('received') + 1;
	const click = `\x1B[<0;${column};9M`;
	screen.type(click);
	t.deepEqual(screen.frame.screen.lists.peers.sort, {column: 'received', isDescending: true});
	screen.type(click);
	t.deepEqual(screen.frame.screen.lists.peers.sort, {column: 'received', isDescending: false});
});

test('the wheel scrolls the pane under it', async t => {
	const screen = opened(t, await FakeScreen.open({peers: 60}));
	const first = screen.pane('peers')[2];
	screen.type('\x1B[<65;10;15M');
	t.not(screen.pane('peers')[2], first);
	screen.type('\x1B[<64;10;15M');
	t.is(screen.pane('peers')[2]?.slice(0, 24), first?.slice(0, 24));
});

test('while the terminal is stalled no frame is made, and then one of the present', async t => {
	const screen = opened(t, await FakeScreen.open());
	let frames = 0;
	screen.controller.frames.subscribe(() => frames++);
	screen.canDraw = false;
	for (let count = 0; count < 20; count++) {
		screen.now += 250;
		await screen.snapshot();
		screen.type('j');
	}
	t.is(frames, 0);
	screen.canDraw = true;
	screen.now += 250;
	screen.controller.present();
	await Promise.resolve();
	t.is(frames, 1);
	t.is(screen.controller.frames.getState().store.sequence, screen.store.state.sequence);
});

test('many keys at once make one frame', async t => {
	const screen = opened(t, await FakeScreen.open());
	await new Promise(resolve => setTimeout(resolve, 30));
	screen.now += 1000;
	let frames = 0;
	screen.controller.frames.subscribe(() => frames++);
	screen.type('jjjjjjjj');
	await Promise.resolve();
	t.is(frames, 1);
	t.is(screen.controller.frames.getState().screen.lists.peers.selected !== null, true);
});

test('an intent goes out at once with the next question, so that its effect is in the next snapshot', async t => {
	const screen = opened(t, await FakeScreen.open());
	const before = screen.store.state.sequence;
	screen.type('p');
	while (screen.store.state.sequence === before) {
		await turn();
	}
	t.regex(screen.pane('torrents')[2] ?? '', /paused/);
});

test('a connection that ended stays with its reason where there is room', async t => {
	const screen = opened(t, await FakeScreen.open());
	const address = selectedPeer(screen.frame)?.identity?.address ?? '';
	t.false(screen.pane('peers').some(line => line.includes('gone lately')));
	screen.type('x');
	await screen.snapshot();
	const pane = screen.pane('peers');
	const head = pane.findIndex(line => line.includes('gone lately'));
	t.regex(pane[head + 1] ?? '', / 0s ago +kicked by the user after 1s/);
	t.true(pane[head + 1]?.includes(address));
	t.is(pane.length, screen.pane('peers').length);
});

test('the cursor in the piece map says all of its piece', async t => {
	const screen = opened(t, await FakeScreen.open());
	const words = () => screen.pane('pieces').find(line => line.includes('#'));
	screen.type('4');
	t.is(words(), undefined);
	screen.type('j');
	t.regex(words() ?? '', /^│ #0 · \w+/);
	const [first] = screen.pane('pieces').slice(1);
	t.is(first?.[2], '◆');
	screen.type('ll');
	t.true((screen.frame.screen.piece ?? 0) > 0);
	screen.type('hh');
	t.is(screen.frame.screen.piece, 0);
	screen.type('h');
	t.is(screen.frame.screen.piece, 0);
	screen.type('G');
	t.regex(words() ?? '', /#26\d\d · .* · \d+ peers? ha(s|ve) it/);
	screen.type(escapeKey);
	t.is(screen.frame.screen.piece, null);
});

test('a click in the piece map selects a piece', async t => {
	const screen = opened(t, await FakeScreen.open());
	const lines = screen.pane('pieces');
	const {frame} = screen;
	const placed = arrange(frame.screen, frame.size, 3)
		.lines.flat()
		.find(each => each.id === 'pieces');
	t.true(lines.length > 4);
	const {x, y} = placed?.rect ?? {x: 0, y: 0};
	screen.type(`\x1B[<0;${x + 3 + 5};${y + 2}M`);
	t.is(screen.frame.screen.focus, 'pieces');
	const piece = screen.frame.screen.piece ?? 0;
	t.true(piece >= 5 && piece % 5 === 0);
	screen.type(`\x1B[<0;${x + 3};${y + 2}M`);
	t.is(screen.frame.screen.piece, 0);
});

test('on a page the keys of lists do nothing', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('\r');
	const {lists} = screen.frame.screen;
	screen.type('sS<>/+');
	t.is(screen.frame.screen.lists, lists);
	t.is(screen.frame.screen.prompt, null);
	t.false(screen.frame.screen.isZoomed);
});

test('o shows what the selected peer did, and in the log everything again', async t => {
	const screen = opened(t, await FakeScreen.open());
	const selected = selectedPeer(screen.frame);
	screen.type('o');
	t.is(screen.frame.screen.focus, 'log');
	t.is(screen.frame.screen.log.peerId, selected?.row.id ?? 0);
	t.true(
		screen
			.pane('log')
			.at(-1)
			?.includes(selected?.identity?.address ?? '?'),
	);
	screen.type('o');
	t.is(screen.frame.screen.log.peerId, null);
});

test('the selected peer’s letters are spelled out under the list', async t => {
	const screen = opened(t, await FakeScreen.open());
	t.regex(screen.pane('peers').at(-1) ?? '', /^╰─ D we want, it lets us: downloading · /);
});

test('marks of peers that are gone go with them', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('   ');
	t.regex(screen.pane('peers').at(-1) ?? '', /3 marked/);
	screen.type('x');
	await screen.snapshot();
	await screen.snapshot();
	t.notRegex(screen.pane('peers').at(-1) ?? '', /marked/);
	t.is(screen.frame.screen.lists.peers.marked.size, 0);
});

test('where there is no footer, what is typed and what is answered still have a line', async t => {
	const screen = opened(t, await FakeScreen.open({}, {columns: 20, rows: 6}));
	const footer = () => arrange(screen.frame.screen, screen.frame.size, 3).footer;
	t.is(footer().height, 0);
	screen.type(':ann');
	t.like(footer(), {y: 5, height: 1});
	screen.type('\r');
	t.is(footer().height, 1);
	t.regex(screen.footer, /asking|ubuntu/);
});

test('where there is nothing to sort or to filter the keys do nothing, and the commands say so', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('3sS<>/');
	t.is(screen.frame.screen.prompt, null);
	t.is(screen.footer, ' / does nothing here; ? shows the keys');
	screen.type('k');
	t.notRegex(screen.footer, /filter|sort/);
	screen.type(':sort\r');
	t.is(screen.footer.trim(), 'this pane has no order');
	screen.type(':filter x\r');
	t.is(screen.footer.trim(), 'there is nothing to filter in this pane');
});

test('a frozen screen says so at every size', async t => {
	for (const size of [
		{columns: 200, rows: 50},
		{columns: 20, rows: 6},
	]) {
		const screen = opened(t, await FakeScreen.open({}, size));
		screen.type('f');
		const {frame} = screen;
		const {head} = arrange(frame.screen, frame.size, 3);
		t.regex(headLines(frame, head.width, head.height).join('\n'), /frozen/);
	}
});

test('where not all keys have room the footer keeps those that lead on and out', async t => {
	const footer = async (columns: number, keys = '') => {
		const screen = opened(t, await FakeScreen.open({}, {columns, rows: 12}));
		screen.type(keys);
		return screen.footer;
	};
	t.is(await footer(40), ' ? help  Tab pane  Enter open  q quit');
	t.is(
		await footer(80),
		' ? help  / filter  Tab pane  Enter open  w why  p pause  : command  q quit',
	);
	t.is(await footer(40, '\r'), ' ? help  Esc back  o its log  q quit');
});

test('a limit that is set stands in the head, where there is room for it', async t => {
	const screen = opened(t, await FakeScreen.open({}, {columns: 120, rows: 35}));
	const head = (width: number) => plain(headLines(screen.frame, width, 1)[0] ?? '');
	t.notRegex(head(120), / of /);
	screen.type(':set maxDown=1000000\r');
	screen.port.tell({
		type: 'settings',
		settings: {...screen.store.state.settings, maxDown: 1_000_000},
	});
	t.regex(head(120), /B\/s of 1\.0 MB\/s {2}↑/);
	t.is(head(120).length, 120);
	t.notRegex(head(76), / of /);
});

test('the arrow of the order never takes a letter of a title', async t => {
	for (const columns of [120, 200]) {
		const screen = opened(t, await FakeScreen.open({}, {columns, rows: 50}));
		for (const id of ['oldest', 'wants', 'pipeline', 'down']) {
			screen.type(`:sort ${id}\r`);
			const [, head = ''] = screen.pane('peers');
			t.regex(head, new RegExp(`${id}[▴▾]`), `${id} at ${columns}`);
			t.is(head.length, columns);
		}
	}
});
