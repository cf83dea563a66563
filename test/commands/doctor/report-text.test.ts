import test from 'ava';
import {peersTable} from '../../../source/commands/doctor/peer-tables.js';
import {plainLook} from '../../../source/commands/doctor/plain-look.js';
import {reportText} from '../../../source/commands/doctor/report-text.js';
import type {TorrentColumn} from '../../../source/store/columns.js';
import type {Finding} from '../../../source/store/finding.js';
import {defaultSettings} from '../../../source/store/settings.js';
import {StateKeeper} from '../../../source/store/state-keeper.js';
import {
	peerAppeared,
	peerClosed,
	snapshot,
	torrentAdded,
} from '../../diagnosis/snapshot-fixture.js';

const finding: Finding = {
	id: 'E29c',
	severity: 'error',
	since: 30_000,
	headline: 'Nobody unchokes us',
	evidence: [{text: '10.0.0.1:6881: \u001B[2Jchoking us for 5m'}],
	actions: [
		{label: 'Announce again', command: ':announce'},
		{label: 'Open the port', command: null},
	],
	reference: 'R8',
};

function state(
	held: readonly Finding[] = [],
	peers = 1,
	row: Partial<Record<TorrentColumn, number>> = {},
) {
	const keeper = new StateKeeper(defaultSettings);
	const ids = Array.from({length: peers}, (_, at) => at + 1);
	keeper.handleMessage({
		type: 'events',
		events: [
			torrentAdded(),
			...ids.map(peerAppeared),
			peerClosed(90, {reason: 'wrong-infohash', detail: 'aa'}),
			peerClosed(91, {reason: 'connect-refused', lifeMs: 0, isHandshaken: false}),
			{type: 'findings', torrentId: 1, epochMs: 0, findings: held, changes: []},
		],
	});
	const rows = ids.map(id => ({
		id,
		state: 2,
		piecesKnown: 500,
		piecesWanted: id,
		notReadyReason: 5,
		outstanding: 3,
		target: 16,
	}));
	keeper.handleMessage(snapshot(60_000, [{peers: rows, row}]));
	return keeper.state;
}

const layout = {look: plainLook(false), width: 120, rows: 10};

test('the checklist, the findings with all there is to them, and the tables', t => {
	const text = reportText(state([finding]), 1, layout);
	t.regex(text, /^Checklist\n {2}✓ Torrent {5}show: 100 MB/);
	t.regex(text, /\n {2}■ Choking /);
	t.regex(text, /\nFindings\n {2}■ E29c Nobody unchokes us\n/);
	t.regex(text, /\n {9}→ Announce again \(:announce\)\n {9}→ Open the port\n {9}for 30s; see R8\n/);
	t.regex(text, /10\.0\.0\.1:6881 +│ .*choking us +│ +3\/16 /);
	t.regex(text, /10\.0\.0\.90:6881 +│ answered with another info hash \(aa\) +│ +3s │ yes/);
	t.regex(text, /10\.0\.0\.91:6881 +│ connection refused +│ never stood │ no/);
});

test('nothing of a stranger reaches the terminal as it is', t => {
	t.notRegex(reportText(state([finding]), 1, layout), /[\u0000-\u0009\u000B-\u001F]/);
});

test('without findings it says so, or where the way to the first byte ends', t => {
	t.regex(
		reportText(state(), 1, layout),
		/Findings\n {2}none so far; the way to the first byte ends at Addresses: none known yet/,
	);
	const whole = state([], 1, {downBytes: 7});
	t.regex(reportText(whole, 1, layout), /Findings\n {2}none: nothing that stands in the way/);
});

test('a narrow terminal gets fewer columns and broken lines, none of them too wide', t => {
	const text = reportText(state([finding]), 1, {...layout, width: 60});
	t.true(
		text.split('\n').every(each => each.length <= 60),
		text,
	);
	t.regex(text, /10\.0\.0\.1:6881/);
});

test('ASCII marks tell the same apart', t => {
	const text = reportText(state([finding]), 1, {...layout, look: plainLook(true)});
	t.regex(text, /\n {2}\+ Torrent /);
	t.regex(text, /\n {2}X Choking /);
	t.regex(text, /\n {2}- DHT /);
	t.regex(text, /^[\u0020-\u007E\n]+$/);
});

test('of many peers the table has some, and says how many more there are', t => {
	const {rows} = peersTable(state([], 30), 1, {rows: 10, width: 120});
	t.is(rows.length, 11);
	t.deepEqual(rows[10], ['and 20 more']);
	t.is(rows[0]![0], '10.0.0.30:6881');
});
