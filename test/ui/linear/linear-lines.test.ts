import test from 'ava';
import {linearLines} from '../../../source/ui/linear/linear-lines.js';
import {fakeFrame, fakeStore, frameOf} from '../fake/fake-frame.js';
import {hostile} from '../fake/hostile-names.js';

test('the torrent, what holds it up, and the selected peer are sentences', async t => {
	const [first, why, pane, row] = linearLines(await fakeFrame());
	t.regex(
		first ?? '',
		/^ubuntu-26\.04-desktop-amd64\.iso: \d+\.\d% done, down [\d.]+ MB\/s, up [\d.]+ kB\/s, \dm\d\ds left$/,
	);
	t.is(why, 'Why: 7 of 11 peers sending');
	t.regex(pane ?? '', /^Pane 2, Peers: 11 connected, .*8 unchoked us/);
	t.regex(
		row ?? '',
		/^1 of 12: address b 11\.7\.13\.2:6882, client Transmission 4\.0\.5, .*can download yes, pipeline \d+\/\d+/,
	);
});

test('every pane can be read, and nothing is drawn in it', async t => {
	const {store} = await fakeStore(hostile);
	for (const focus of [
		'torrents',
		'pipeline',
		'pieces',
		'sources',
		'files',
		'log',
		'why',
	] as const) {
		const frame = frameOf(store, undefined, {screen: {focus}});
		for (const line of linearLines(frame)) {
			t.notRegex(line, /[\p{Cc}─-▟⠀-⣿]/u, line);
		}
	}
});

test('a peer’s page is read field by field', async t => {
	const frame = await fakeFrame({}, undefined, {screen: {page: {kind: 'peer', peerId: 1, top: 0}}});
	const lines = linearLines(frame);
	t.true(lines.some(line => line.startsWith('Page: 11.7.13.2:6882')));
	t.true(lines.some(line => line.includes('choking_us=false, we_interested=true')));
	t.true(lines.includes('pieces it has 2680'));
	t.true(lines.some(line => /^round trip \S+/.test(line)));
});

test('a question comes with its answers', async t => {
	const question = {
		text: 'Remove it?',
		details: ['The files stay.'],
		answers: [{key: 'y', words: 'remove', run() {}}],
	};
	const lines = linearLines(await fakeFrame({}, undefined, {screen: {question}}));
	t.deepEqual(lines.slice(-2), ['Question: Remove it? The files stay.', 'y: remove']);
});

test('without torrents that is what is said', async t => {
	t.is(linearLines(await fakeFrame({torrents: 0}))[0], 'unchoke: no torrents');
});

test('the finding and the column under the cursor are said', async t => {
	const {store, port} = await fakeStore();
	const finding = {
		id: 'E29b',
		severity: 'warn',
		since: 0,
		headline: 'Still choked',
		evidence: [{text: 'three peers choke us'}],
		actions: [],
		reference: '',
	} as const;
	port.tell({type: 'findings', torrentId: 1, epochMs: 0, findings: [finding], changes: []});
	const frame = frameOf(store, undefined, {screen: {focus: 'why'}});
	t.is(linearLines(frame).at(-1), '1 of 2: headline Still choked');
	const page = {kind: 'columns', pane: 'peers', selected: 1, top: 0} as const;
	const columns = linearLines(frameOf(store, undefined, {screen: {page}}));
	t.regex(columns.at(-1) ?? '', /^2 of \d+: ✓ client its program, as it says/);
});
