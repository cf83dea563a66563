import test, {type ExecutionContext} from 'ava';
import {selectedPeer} from '../../../source/ui/panes/peer-list.js';
import {selectedTorrentId} from '../../../source/ui/panes/torrent-list.js';
import {FakeScreen} from '../fake/fake-screen.js';

const escapeKey = '\x1B';

function opened(t: ExecutionContext, screen: FakeScreen): FakeScreen {
	t.teardown(() => screen.controller.close());
	return screen;
}

test('s sorts by the next column, < by the one before, S the other way round', async t => {
	const screen = opened(t, await FakeScreen.open());
	const sort = () => screen.frame.screen.lists.peers.sort;
	t.is(sort().column, 'can');
	screen.type('s');
	t.deepEqual(sort(), {column: 'pipeline', isDescending: true});
	screen.type('<');
	t.deepEqual(sort(), {column: 'can', isDescending: false});
	screen.type('S');
	t.deepEqual(sort(), {column: 'can', isDescending: true});
});

test('marks make an action work on all of them', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('   ');
	t.is(screen.frame.screen.lists.peers.marked.size, 3);
	screen.type('x');
	t.is(screen.told.length, 3);
	t.true(screen.told.every(each => each.startsWith('kick 1 ')));
	t.is(screen.footer, ' 3 peers: hung up');
	screen.type(escapeKey);
	t.is(screen.frame.screen.lists.peers.marked.size, 0);
});

test('a peer that has left is connected to again by its address', async t => {
	const screen = opened(t, await FakeScreen.open());
	const address = selectedPeer(screen.frame)?.identity?.address;
	screen.type('\rx');
	await screen.snapshot();
	screen.type('r');
	t.is(screen.footer, ` ${address}: connecting again`);
});

test('bans are listed, and lifted by a name or by an address of its host', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type(':bans\r');
	t.is(screen.footer, ' nobody is banned');
	screen.port.torrents[0]!.bans.push('10.6.6.6', '127.0.0.1:7000');
	await screen.snapshot();
	screen.type(':bans\r');
	t.is(screen.footer, ' banned: 10.6.6.6, 127.0.0.1:7000');
	screen.type(':unban 10.6.6.66:1\r');
	t.is(screen.footer, ' 10.6.6.66:1 is not banned');
	screen.type(':unban 10.6.6.6:1\r:unban 127.0.0.1:7000\r');
	t.deepEqual(
		screen.port.intents.flatMap(intent => (intent.type === 'unban' ? [intent.address] : [])),
		['10.6.6.6', '127.0.0.1:7000'],
	);
});

test('p pauses what runs and lets go on what is paused', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('p');
	await screen.snapshot();
	screen.type('p');
	t.deepEqual(screen.told, ['pause 1', 'resume 1']);
});

test('removing asks, and only yes removes', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('d');
	t.regex(screen.frame.screen.question?.text ?? '', /^Remove ubuntu/);
	screen.type('xj');
	t.not(screen.frame.screen.question, null);
	screen.type('n');
	t.is(screen.frame.screen.question, null);
	screen.type('d');
	screen.type(escapeKey);
	t.deepEqual(screen.told, []);
	screen.type('Dy');
	t.deepEqual(screen.told, ['removeTorrent 1']);
	t.like(screen.port.intents.at(-1), {withData: true});
	await screen.snapshot();
	t.is(selectedTorrentId(screen.frame), 2);
});

test('peers and trackers are added from the command line, checked', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type(':peer [::1]:6881\r');
	t.like(screen.port.intents.at(-1), {type: 'addPeer', host: '::1', port: 6881});
	screen.type(':peer 10.0.0.1\r');
	t.regex(screen.footer, /a peer is HOST:PORT/);
	screen.type(':tracker udp://t.example:1\r');
	t.like(screen.port.intents.at(-1), {type: 'addTracker', url: 'udp://t.example:1'});
	screen.type(':tracker nonsense\r');
	t.regex(screen.footer, /a tracker is/);
	t.is(screen.port.intents.length, 2);
});

test('+ gives a pane the whole screen, Escape takes it back', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('8+');
	t.is(screen.pane('why').length, 48);
	t.deepEqual(screen.pane('peers'), []);
	screen.type(escapeKey);
	t.true(screen.pane('peers').length > 0);
});

test('limits go down and up a ladder and off its end', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('[');
	await screen.snapshot();
	t.is(screen.store.state.settings.maxDown, 100_000_000);
	screen.type('[');
	await screen.snapshot();
	t.is(screen.store.state.settings.maxDown, 50_000_000);
	screen.type(']');
	await screen.snapshot();
	screen.type(']');
	await screen.snapshot();
	t.is(screen.store.state.settings.maxDown, 0);
	t.is(screen.footer, ' no download limit');
});

test('file priorities change with one key, a folder’s for all in it', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('6');
	await screen.snapshot();
	screen.type('j');
	screen.type('\x1B[C');
	t.like(screen.port.intents.at(-1), {type: 'filePriority', files: [0], priority: 7});
	screen.type('gj');
	screen.type(':priority skip\r');
	t.like(screen.port.intents.at(-1), {files: [0], priority: 0});
	screen.type('g');
	screen.type('\x1B[D');
	t.like(screen.port.intents.at(-1), {files: [0, 1, 2, 3]});
});

test('a folder shuts and opens', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('6');
	const rows = () =>
		screen
			.pane('files')
			.slice(2, -1)
			.filter(line => /\w/.test(line)).length;
	t.is(rows(), 6);
	screen.type('jj\r');
	t.is(rows(), 4);
	screen.type('\r');
	t.is(rows(), 6);
});

test('y copies the peer’s address, or the torrent’s hash', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('y1y');
	t.is(screen.done[0], `copy ${selectedPeer(screen.frame)?.identity?.address}`);
	t.is(screen.done[1], `copy ${'1'.padStart(40, 'a')}`);
});

test('a help bundle is of the selected torrent, with its addresses or without', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type(':bundle ~/help me.txt\r:bundle-redacted b\r:bundle\r');
	const torrentId = screen.store.state.torrents.id(0);
	t.deepEqual(screen.done, [
		`bundle ${JSON.stringify({torrentId, path: '~/help me.txt', isRedacted: false})}`,
		`bundle ${JSON.stringify({torrentId, path: 'b', isRedacted: true})}`,
		`bundle ${JSON.stringify({torrentId, path: '', isRedacted: false})}`,
	]);
});

test('what a finding says leads to its peer, and its action runs', async t => {
	const screen = opened(t, await FakeScreen.open());
	const address = screen.store.state.peerIdentities.get(5)?.address ?? '';
	const findings = [
		{
			id: 'E29b',
			severity: 'warn',
			since: 0,
			headline: 'Still choked by all 3 useful peers',
			evidence: [{text: `${address} chokes us`, peer: address}],
			actions: [
				{label: 'ask the trackers for more peers', command: ':announce'},
				{label: 'add a tracker', command: ':tracker '},
			],
			reference: 'R8',
		},
	] as const;
	screen.port.tell({type: 'findings', torrentId: 1, epochMs: 0, findings, changes: []});
	screen.type('w');
	t.regex(screen.pane('why')[1] ?? '', /Still choked by all 3 useful peers/);
	t.regex(screen.pane('torrents')[2] ?? '', /Still choked by all 3 useful peers/);
	screen.type('jj\r');
	t.deepEqual(screen.told, ['announce 1']);
	screen.type('j\r');
	t.regex(screen.footer, /^:tracker/);
	screen.type(escapeKey);
	screen.type('gj\r');
	t.like(screen.frame.screen.page, {kind: 'peer', peerId: 5});
});

test('what a finding says of a peer that went leads to what the log has of it', async t => {
	const screen = opened(t, await FakeScreen.open({logEvery: 1}));
	const gone = '192.0.2.99:6881';
	const finding = {
		id: 'E14b',
		severity: 'warn',
		since: 0,
		headline: 'Peer list is stale',
		evidence: [{text: `${gone}: connection refused`, peer: gone}],
		actions: [],
		reference: 'guide',
	} as const;
	screen.port.tell({type: 'findings', torrentId: 1, epochMs: 0, findings: [finding], changes: []});
	screen.type('wj\r');
	t.is(screen.frame.screen.page, null);
	t.is(screen.frame.screen.focus, 'log');
	t.is(screen.frame.screen.lists.log.filter, gone);
	t.regex(screen.footer, /192\.0\.2\.99:6881 is not connected any more/);
});

test('an evidence leads to its piece in the map, to its file, and to its tracker', async t => {
	const screen = opened(t, await FakeScreen.open());
	const path = screen.store.state.torrentIdentities.get(1)?.files[1]?.path ?? '';
	const findings = [
		{
			id: 'E27',
			severity: 'warn',
			since: 0,
			headline: 'Missing pieces: nobody has them',
			evidence: [
				{text: 'Nobody has piece 17', piece: 17},
				{text: `Incomplete without it: ${path}`, path},
				{text: 'the tracker knows of no seed', tracker: 'udp://other.example:6969/announce'},
				{text: 'a folder that is no file of it', path: '/somewhere/else'},
			],
			actions: [],
			reference: '',
		},
	] as const;
	screen.port.tell({type: 'findings', torrentId: 1, epochMs: 0, findings, changes: []});
	screen.type('wj');
	t.regex(screen.pane('why').at(-1) ?? '', /Enter goes there/);
	screen.type('\r');
	t.like(screen.frame.screen, {focus: 'pieces', piece: 17});
	screen.type('wj\r');
	t.is(screen.frame.screen.focus, 'files');
	t.is(screen.frame.screen.lists.files.selected, 1);
	screen.type('wj\r');
	t.is(screen.frame.screen.focus, 'sources');
	t.is(screen.frame.screen.lists.sources.selected, 'udp://other.example:6969/announce');
	screen.type('wj\r');
	t.is(screen.frame.screen.focus, 'why');
	t.notRegex(screen.pane('why').at(-1) ?? '', /Enter/);
});

test('the log stands still while it is scrolled back, and follows again at its end', async t => {
	const screen = opened(t, await FakeScreen.open({logEvery: 1}));
	for (let count = 0; count < 60; count++) {
		await screen.snapshot();
	}
	screen.type('7');
	t.regex(screen.pane('log').at(-1) ?? '', /following/);
	screen.type('kkk');
	const before = screen.pane('log').slice(1, -1);
	await screen.snapshot();
	t.deepEqual(screen.pane('log').slice(1, -1), before);
	t.regex(screen.pane('log').at(-1) ?? '', /frozen, 4 newer/);
	screen.type('jj');
	t.regex(screen.pane('log').at(-1) ?? '', /frozen, 2 newer/);
	screen.type('G');
	t.regex(screen.pane('log').at(-1) ?? '', /following/);
	screen.type('g');
	t.regex(screen.pane('log')[1] ?? '', /event 0/);
});

test('the log can be cut down to a level, a peer and words', async t => {
	const screen = opened(t, await FakeScreen.open({logEvery: 1}));
	for (let count = 0; count < 30; count++) {
		await screen.snapshot();
	}
	const rows = () =>
		screen
			.pane('log')
			.slice(1, -1)
			.filter(line => line.includes('event'));
	screen.type('7l');
	t.true(rows().length > 0 && rows().every(line => line.includes('warn:')));
	screen.type(':log-level info\r');
	screen.type('/event 2\r');
	t.true(rows().length > 0 && rows().every(line => line.includes('2')));
});

test('columns and orders that a person chose are kept, and hold on the next screen', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('jj');
	screen.type(':sort down\r');
	screen.type(':columns address down can\r');
	const kept = screen.done.at(-1)?.replace('keep ', '') ?? '';
	t.deepEqual(JSON.parse(kept), {
		peers: {
			columns: ['address', 'down', 'can'],
			sort: {column: 'down', isDescending: true},
		},
	});
	t.is(screen.done.length, 2);
	const next = opened(t, await FakeScreen.open({}, undefined, JSON.parse(kept)));
	t.regex(next.pane('peers')[1] ?? '', /address +down▾ +can download/);
	next.type(':columns nonsense\r');
	t.regex(next.footer, /no column nonsense; there are address, client/);
});

test('the question names one peer or several, and a no is answered too', async t => {
	const screen = opened(t, await FakeScreen.open());
	const details = () => screen.frame.screen.question?.details[0];
	screen.type('B');
	t.regex(details() ?? '', /^It is refused/);
	screen.type('n');
	t.is(screen.footer, ' nothing was banned');
	screen.type('*B');
	t.regex(details() ?? '', /^They are refused/);
	screen.type('n');
	t.deepEqual(screen.told, []);
});
