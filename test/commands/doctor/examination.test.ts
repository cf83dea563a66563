import test from 'ava';
import {
	Examination,
	type ExaminationOptions,
	type ExaminationReport,
} from '../../../source/commands/doctor/examination.js';
import type {PendingRule} from '../../../source/diagnosis/diagnostician.js';
import type {EngineEvent} from '../../../source/store/engine-port.js';
import type {Finding} from '../../../source/store/finding.js';
import {defaultSettings} from '../../../source/store/settings.js';
import {snapshot, type TorrentFixture, torrentAdded} from '../../diagnosis/snapshot-fixture.js';
import {SilentPort} from '../../store/silent-port.js';
import {ManualTimers} from '../session.js';

const torrent = {metainfo: new Uint8Array(1), dir: '/downloads'};
const infoHash = '00'.repeat(20);

const error: Finding = {
	id: 'E08',
	severity: 'error',
	since: 0,
	headline: 'No',
	evidence: [],
	actions: [],
	reference: '',
};

function findings(held: readonly Finding[], state?: 'appeared' | 'gone'): EngineEvent {
	const changes = state === undefined ? [] : [{state, finding: error}];
	return {type: 'findings', torrentId: 1, epochMs: 0, findings: held, changes};
}

function begun(change: Partial<ExaminationOptions> = {}) {
	const port = new SilentPort();
	const timers = new ManualTimers();
	const told: string[] = [];
	const report: ExaminationReport = {
		handleLook: ({elapsedMs}) => told.push(`look ${elapsedMs}`),
		handleFinding: ({state, finding}) => told.push(`${state} ${finding.id}`),
	};
	const pending: PendingRule[] = [];
	const examination = new Examination({
		port,
		timers,
		settings: {...defaultSettings, refresh: 1},
		torrent,
		infoHash,
		forMs: 60_000,
		pending: () => pending,
		reports: [report],
		...change,
	});
	return {
		port,
		timers,
		told,
		pending,
		examination,
		end: examination.run(),
		second: (fixture: TorrentFixture = {}) => {
			timers.advance(1000);
			port.tell(snapshot(timers.now(), [fixture]));
		},
	};
}

test('it adds the torrent, looks at it alone, and tells what it sees', t => {
	const {port, told, second} = begun();
	t.deepEqual(
		port.intents.filter(({type}) => type === 'addTorrent'),
		[{type: 'addTorrent', requestId: 0, torrent}],
	);
	second();
	t.deepEqual(told, []);
	port.tellEvents(torrentAdded());
	second();
	t.deepEqual(told, ['look 2000']);
	const pull = port.intents.findLast(intent => intent.type === 'pull');
	t.like(pull, {query: {torrentId: 1, withAllPeers: true}});
});

test('it ends when it is sure, and not while a rule has its time coming', async t => {
	const {port, pending, second, end, examination} = begun();
	port.tellEvents(torrentAdded());
	second();
	port.tellEvents(findings([error], 'appeared'));
	pending.push({id: 'E03', severity: 'error', change: 'appears', dueMs: 5000});
	for (let at = 0; at < 10; at++) {
		second();
	}
	pending.pop();
	second();
	t.deepEqual(await end, {kind: 'sure'});
	t.is(examination.last?.elapsedMs, 12_000);
	t.deepEqual(examination.findings, [error]);
});

test('a swarm in which blocks come second after second is sure to be healthy', async t => {
	const {port, second, end} = begun();
	port.tellEvents(torrentAdded());
	for (let at = 1; at <= 5; at++) {
		second({row: {blocksReceived: at}});
	}
	// A pause begins the count anew.
	for (let at = 0; at < 5; at++) {
		second({row: {blocksReceived: 5}});
	}
	for (let at = 6; at <= 16; at++) {
		second({row: {blocksReceived: at}});
	}
	t.deepEqual(await end, {kind: 'sure'});
});

test('its time is up', async t => {
	const {timers, end} = begun();
	timers.advance(60_000);
	timers.advance(2000);
	t.deepEqual(await end, {kind: 'time'});
});

test('however short the time is, there is one look', async t => {
	const {port, timers, second, end, examination} = begun({forMs: 500});
	timers.advance(500);
	t.is(examination.last, null);
	port.tellEvents(torrentAdded());
	second();
	timers.advance(0);
	t.deepEqual(await end, {kind: 'time'});
	t.is(examination.last?.elapsedMs, 1500);
});

test('a finding that is about to appear when the time is up is waited for, once', async t => {
	const {port, timers, pending, second, end} = begun();
	port.tellEvents(torrentAdded());
	pending.push({id: 'E29b', severity: 'warn', change: 'appears', dueMs: 5000});
	for (let at = 0; at < 60; at++) {
		second();
	}
	let isOver = false;
	void end.then(() => {
		isOver = true;
	});
	timers.advance(5999);
	await Promise.resolve();
	t.false(isOver);
	timers.advance(1);
	t.deepEqual(await end, {kind: 'time'});
});

test('a finding that takes longer is not waited for', async t => {
	const {port, timers, pending, second, end} = begun();
	port.tellEvents(torrentAdded());
	second();
	pending.push({id: 'E29b', severity: 'warn', change: 'appears', dueMs: 5001});
	timers.advance(59_000);
	t.deepEqual(await end, {kind: 'time'});
});

test('findings that are there at the first look are told then, later ones as they come and go', t => {
	const {port, told, second} = begun();
	port.tellEvents(torrentAdded(), findings([], 'appeared'), findings([error]));
	second();
	port.tellEvents(findings([], 'gone'));
	t.deepEqual(told, ['appeared E08', 'look 1000', 'gone E08']);
});

test('what another engine runs is not added, and the time alone ends it', async t => {
	const {port, timers, second, end} = begun({torrent: null, pending: undefined} as never);
	t.false(port.intents.some(({type}) => type === 'addTorrent'));
	port.tellEvents(torrentAdded(), findings([error]));
	for (let at = 0; at < 59; at++) {
		second();
	}
	timers.advance(1000);
	t.deepEqual(await end, {kind: 'time'});
});

test('a torrent that is refused, a crash and a signal end it', async t => {
	const refused = begun();
	refused.port.tellEvents({
		type: 'addResult',
		requestId: 0,
		torrentId: null,
		error: 'no',
		isUsage: true,
	});
	t.deepEqual(await refused.end, {kind: 'refused', error: 'no', isUsage: true});
	const crashed = begun();
	crashed.port.tellEvents({type: 'crashed', message: 'a', stack: 'b'});
	t.deepEqual(await crashed.end, {kind: 'crashed', message: 'a', stack: 'b'});
	const stopped = begun();
	stopped.examination.stop('interrupted');
	t.deepEqual(await stopped.end, {kind: 'interrupted'});
	t.is(stopped.examination.last, null);
});
