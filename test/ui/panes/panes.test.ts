import test from 'ava';
import type {Finding} from '../../../source/store/finding.js';
import {panes} from '../../../source/ui/panes/panes.js';
import type {PaneId, ScreenState} from '../../../source/ui/state/screen-state.js';
import {fakeFrame, fakeStore, frameOf, nextSnapshot, plain} from '../fake/fake-frame.js';

const area = {width: 120, height: 20, isFocused: true};

async function lines(id: PaneId): Promise<readonly string[]> {
	return panes[id].content(await fakeFrame(), area).lines.map(plain);
}

test('the torrents stand with what they do', async t => {
	const [head, first] = await lines('torrents');
	t.regex(head ?? '', /^ {2}name +done .* why +$/);
	t.regex(first ?? '', /^ {2}ubuntu-.* 40\.\d % .*7 of 11 peers sending/);
});

test('the peers’ border counts how far each connection has come', async t => {
	const {counters} = panes.peers.content(await fakeFrame(), area);
	t.deepEqual(
		counters?.map(counter => counter.text),
		[
			'11 connected',
			'10 told what they have',
			'9 have what we want',
			'8 unchoked us',
			'7 asked',
			'7 sending',
		],
	);
});

test('the pipeline says what became of requests and draws the pieces in flight block by block', async t => {
	const [facts, ...rest] = await lines('pipeline');
	t.regex(
		facts ?? '',
		/^\d+ out · \d+ sent · \d+ answered · 3 timed out · 0 twice · depth at most \d+/,
	);
	const pieces = rest.filter(line => /#\d+ /.test(line));
	t.true(pieces.length >= 4);
	// Every block of a piece is here (▄), asked of a peer (its letter) or missing.
	for (const piece of pieces) {
		t.regex(piece, /#\d+ +\d+\/64 [▄a-zA-Z·]{32,64} *$/);
	}
});

test('what comes in and what is asked for stand as graphs, both where there is room', async t => {
	const {store} = await fakeStore({}, 12);
	const frame = frameOf(store);
	const drawn = (width: number, height: number) =>
		panes.pipeline
			.content(frame, {width, height, isFocused: false})
			.lines.map(line => plain(line).trimEnd())
			.join('\n');
	t.regex(drawn(60, 14), /^ *\d+ MB .* \d{3,}.*\n +down .* out /m);
	t.regex(drawn(100, 14), /^ *\d+ MB [\s\S]*^ +down [\s\S]*^ +out /m);
	t.notRegex(drawn(36, 7), /MB/);
	for (const line of panes.pipeline.content(frame, {width: 61, height: 14, isFocused: false})
		.lines) {
		t.is(plain(line).length, 61);
	}
});

test('without a torrent no pane has anything to say', async t => {
	const frame = await fakeFrame({torrents: 0});
	for (const id of ['pipeline', 'pieces', 'why'] as const) {
		t.deepEqual(panes[id].content(frame, area).lines, []);
	}
	const words = plain(panes.torrents.content(frame, area).lines[1] ?? '');
	t.regex(words, /press a, or paste the path or the URL of a \.torrent/);
});

test('the pieces are counted over their map', async t => {
	const {counters, lines: drawn, note} = panes.pieces.content(await fakeFrame(), area);
	t.regex(counters?.[0]?.text ?? '', /^1\d{3}\/2680$/);
	t.is(counters?.[1]?.text, '8 in flight');
	t.is(note, '2 pieces a cell');
	t.regex(plain(drawn.at(-1) ?? ''), /^█ have {3}╋ in flight {3}× nobody has it {3}▁▇ missing/);
});

test('each tracker stands with its last words, and each kind of source with what it gave', async t => {
	const all = (await lines('sources')).join('\n');
	t.regex(all, /http:\/\/tracker\.example\/announce +working +41 +7 +48/);
	t.regex(all, /udp:\/\/other\.example:6969\/announce +timeout ×3 .*no answer \(dea/);
	t.regex(all, /tracker +48 +9 +6/);
	t.regex(all, /DHT: 112 nodes answered/);
});

test('the selected tracker’s message stands whole under the list', async t => {
	const frame = await fakeFrame();
	const url = 'udp://other.example:6969/announce';
	const sources = {...frame.screen.lists.sources, selected: url};
	const screen = {...frame.screen, lists: {...frame.screen.lists, sources}};
	const {words} = panes.sources.content({...frame, screen}, area);
	t.is(words, 'no answer (deadline has elapsed)');
});

test('the files stand as a tree with priority and progress', async t => {
	const all = await lines('files');
	t.regex(all[1] ?? '', /^ {2}ubuntu-26.*iso\/ +normal /);
	t.regex(all[2] ?? '', /^ {4}readme\.txt +normal /);
	t.regex(all[3] ?? '', /^ {4}disk\/ +normal /);
	t.regex(all[4] ?? '', /^ {6}image-1\.iso +normal /);
});

test('a block of diagnostics is one line in the log until it is unfolded or looked for', async t => {
	const {store, port} = await fakeStore();
	const tell = (text: string, peerId: number | null, name = 'diagnostics') =>
		port.tell({
			...{type: 'log', epochMs: 0, level: 'info', name, torrentId: 1, text, peerId},
			address: peerId === null ? null : `10.0.0.${peerId}:1`,
		});
	tell('=== PEER CONNECTION DIAGNOSTICS ===', null);
	tell('Peer 10.0.0.1:1:\n  Can download: true', 1);
	tell('Peer 10.0.0.2:1:\n  Can download: false', 2);
	tell('===========================', null);
	tell('something happened', null, 'other');
	const drawn = (log: Partial<ScreenState['log']>, filter = '') => {
		const frame = frameOf(store);
		const lists = {...frame.screen.lists, log: {...frame.screen.lists.log, filter}};
		const screen = {...frame.screen, lists, log: {...frame.screen.log, ...log}};
		return panes.log.content({...frame, screen}, area).lines.map(line => plain(line).trimEnd());
	};
	const folded = drawn({});
	t.regex(
		folded.at(-2) ?? '',
		/^\d\d:\d\d:\d\d === PEER CONNECTION DIAGNOSTICS === 2 peers, 1 can download \(Enter unfolds\)$/,
	);
	t.regex(folded.at(-1) ?? '', /something happened$/);
	const unfolded = drawn({isUnfolded: true});
	t.regex(unfolded.at(-7) ?? '', /^\d\d:\d\d:\d\d === PEER CONNECTION DIAGNOSTICS ===$/);
	t.regex(unfolded.at(-6) ?? '', /^\d\d:\d\d:\d\d Peer 10\.0\.0\.1:1:$/);
	t.regex(unfolded.at(-5) ?? '', /^ {9} *Can download: true$/);
	t.regex(unfolded.at(-2) ?? '', /^\d\d:\d\d:\d\d =+$/);
	t.true(drawn({peerId: 2}).some(line => line.includes('Can download: false')));
	t.true(drawn({}, 'Can').some(line => line.includes('Can download: false')));
});

test('a long line in the log goes on under itself, and where only few rows are seen it is cut', async t => {
	const {store, port} = await fakeStore();
	const text = `${'many words '.repeat(12)}end`;
	port.tell({
		type: 'log',
		epochMs: 0,
		level: 'info',
		name: 'long',
		torrentId: 1,
		peerId: null,
		address: null,
		text,
	});
	const drawn = panes.log.content(frameOf(store), {...area, width: 60}).lines.map(plain);
	t.regex(drawn.at(-3) ?? '', /^\d\d:\d\d:\d\d many words/);
	t.regex(drawn.at(-1) ?? '', /^ {9}.*words end *$/);
	const few = panes.log.content(frameOf(store), {...area, width: 60, height: 3}).lines.map(plain);
	t.regex(few.at(-1) ?? '', /^\d\d:\d\d:\d\d many words.*…$/);
});

function finding(id: string, severity: Finding['severity'], headline: string): Finding {
	return {
		id,
		severity,
		since: 0,
		headline,
		evidence: [{text: 'its evidence'}],
		actions: [{label: 'do something', command: ':announce'}],
		reference: '',
	};
}

test('findings stand in their order with evidence and actions, severity in a glyph of its own', async t => {
	const {store, port} = await fakeStore();
	const findings = [
		finding('E03', 'error', 'Disk full'),
		finding('E14c', 'info', 'Normal failures'),
	];
	port.tell({type: 'findings', torrentId: 1, epochMs: 0, findings, changes: []});
	const drawn = panes.why.content(frameOf(store), {...area, height: 30}).lines.map(plain);
	t.regex(drawn[0] ?? '', /^■ Disk full .*\d[smhd]\S* ago$/);
	t.regex(drawn[1] ?? '', /^ {4}its evidence/);
	t.regex(drawn[2] ?? '', /^ {2}→ do something/);
	t.regex(drawn[3] ?? '', /^• Normal failures/);
	t.true(drawn.some(line => /^unchoked us +8 /.test(line)));
});

test('a long finding wraps, and the selected row is seen whole', async t => {
	const {store, port} = await fakeStore();
	const long = finding(
		'E29b',
		'warn',
		'Still choked by all 14 useful peers, the best of them for 4 minutes',
	);
	const findings = [
		{...long, evidence: Array.from({length: 9}, (_, n) => ({text: `evidence ${n}`}))},
	];
	port.tell({type: 'findings', torrentId: 1, epochMs: 0, findings, changes: []});
	const narrow = {width: 40, height: 6, isFocused: true};
	const drawn = (selected: string) => {
		const frame = frameOf(store);
		const why = {...frame.screen.lists.why, selected};
		const screen = {...frame.screen, lists: {...frame.screen.lists, why}};
		return panes.why.content({...frame, screen}, narrow);
	};
	t.regex(
		drawn('E29b').lines.map(plain).join('\n'),
		/^▲ Still choked by all 14 .* ago\n {2}useful .*\n {2}them for 4 minutes/,
	);
	const frame = frameOf(store);
	const tiny = panes.why.content(frame, {width: 20, height: 2, isFocused: true}).lines.map(plain);
	t.deepEqual(tiny, ['▲ Still choked by   ', '  all 14 useful     ']);
	const end = drawn('E29b action 0');
	t.regex(plain(end.lines.at(-1) ?? ''), /^ {2}→ do something/);
	t.is(end.words, 'Enter runs :announce');
	for (const line of end.lines) {
		t.is(plain(line).length, 40);
	}
});

test('the steps towards a block give way to the findings, the most telling ones last', async t => {
	const frame = await fakeFrame();
	const steps = (height: number) =>
		panes.why
			.content(frame, {...area, height})
			.lines.slice(2)
			.map(line => plain(line).slice(0, 20).trim());
	t.deepEqual(steps(20), [
		'connected',
		'told what they have',
		'have pieces',
		'have what we want',
		'unchoked us',
		'can be asked',
		'asked now',
	]);
	t.deepEqual(steps(5), ['connected', 'have what we want', 'asked now']);
	t.deepEqual(steps(3), []);
});

test('a torrent that is seeded counts the steps towards a block for the peers', async t => {
	const {store, port} = await fakeStore();
	const torrent = port.torrents[0]!;
	torrent.state = 'seeding';
	torrent.peers[0]?.set({uploadQueue: 3, peerInterested: 1, amChoking: 0});
	await nextSnapshot(store);
	const row = store.state.torrents.rowOf(1);
	const drawn = panes.why.content(frameOf(store), area).lines.slice(2).map(plain);
	t.deepEqual(
		drawn.map(line => line.slice(0, 20).trim()),
		['connected', 'interested in us', 'unchoked by us', 'asking us', 'receiving'],
	);
	t.is(Number(drawn[0]?.slice(20, 25)), row?.connected ?? -1);
	t.is(Number(drawn[1]?.slice(20, 25)), row?.interestedInUs ?? -1);
	t.is(Number(drawn[3]?.slice(20, 25)), 1);
});

test('findings that go on outside the pane are said to, and how long each has held', async t => {
	const {store, port} = await fakeStore();
	const findings = [finding('E29a', 'warn', 'Waiting'), finding('E14c', 'info', 'Normal failures')];
	port.tell({type: 'findings', torrentId: 1, epochMs: 0, findings, changes: []});
	const content = (height: number, selected: string | null = null) => {
		const frame = frameOf(store);
		const why = {...frame.screen.lists.why, selected};
		const screen = {...frame.screen, lists: {...frame.screen.lists, why}};
		return panes.why.content({...frame, screen}, {width: 58, height, isFocused: true});
	};
	t.is(content(20).note, '');
	t.is(content(3).note, '▾ 3 lines below, 1 more finding');
	t.is(content(3, 'E14c').note, '▴ 1  ▾ 2 lines below');
	t.is(content(3, 'E14c action 0').note, '▴ 3');
	t.regex(content(20).words ?? '', /^E29a holds since \d\d:\d\d:\d\d$/);
});
