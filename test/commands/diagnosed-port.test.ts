import test from 'ava';
import {DiagnosedPort} from '../../source/commands/diagnosed-port.js';
import type {EngineEvent, EngineMessage, SnapshotQuery} from '../../source/store/engine-port.js';
import {defaultSettings} from '../../source/store/settings.js';
import {peerAppeared, snapshot, type TorrentFixture} from '../diagnosis/snapshot-fixture.js';
import {SilentPort} from '../store/silent-port.js';

const query: SnapshotQuery = {torrentId: 3, peerId: null, withPieces: true};

function opened(settings = defaultSettings) {
	const port = new SilentPort();
	const time = {now: 0};
	const diagnosed = new DiagnosedPort({port, settings, now: () => time.now});
	const messages: EngineMessage[] = [];
	diagnosed.listen(message => messages.push(message));
	const events = (): EngineEvent[] =>
		messages.flatMap(message => (message.type === 'events' ? message.events : []));
	return {
		port,
		diagnosed,
		time,
		messages,
		events,
		/** A snapshot a second, from a second to another. */
		play: (from: number, to: number, torrent: TorrentFixture) => {
			for (let second = from; second <= to; second++) {
				port.tell(snapshot(second * 1000, [torrent]));
			}
		},
		of: <Type extends EngineEvent['type']>(type: Type) =>
			events().filter((event): event is Extract<EngineEvent, {type: Type}> => event.type === type),
	};
}

test('a finding is told as it comes and goes, in events and in the log', t => {
	const {play, of} = opened();
	play(0, 4, {state: 'paused'});
	t.deepEqual(of('findings'), []);
	play(5, 6, {state: 'paused'});
	const [first, ...others] = of('findings');
	t.is(first?.torrentId, 1);
	t.is(first?.epochMs, 5000);
	t.deepEqual(
		first?.changes.map(({state, finding}) => [state, finding.id]),
		[['appeared', 'E01']],
	);
	t.is(first?.findings[0]?.id, 'E01');
	t.deepEqual(others, [], 'what it says stays the same');
	play(7, 29, {state: 'checking'});
	t.deepEqual(of('findings').at(-1)?.findings, []);
	t.is(of('findings').at(-1)?.changes[0]?.state, 'gone');
	t.deepEqual(
		of('log').map(({name, level, torrentId}) => [name, level, torrentId]),
		[
			['finding-appeared', 'info', 1],
			['finding-gone', 'info', 1],
		],
	);
	t.regex(of('log')[0]!.text, /^E01 Not running/);
});

test('a finding whose figures change is told again, without being a change', t => {
	const {play, of} = opened();
	const peers = [
		{id: 1, state: 2, availability: 3, piecesWanted: 5, amInterested: 1, peerChoking: 1},
	];
	const choked = {row: {connected: 1, wantedFromPeers: 1, availabilityKnown: 1}, peers};
	play(0, 20, choked);
	const about = of('findings').filter(({findings}) => findings.some(({id}) => id === 'E29a'));
	t.true(about.length > 5);
	t.is(about.filter(({changes}) => changes.length > 0).length, 1);
});

test('after whatever somebody does the next pull looks at every peer', t => {
	const {port, diagnosed, time} = opened();
	const isWide = () => {
		diagnosed.send({type: 'pull', query});
		const sent = port.intents.at(-1);
		return sent?.type === 'pull' && sent.query.withAllPeers === true;
	};
	t.true(isWide());
	time.now = 250;
	t.false(isWide());
	diagnosed.send({type: 'resume', torrentId: 1});
	t.true(isWide());
	t.false(isWide());
});

test('nothing is told while nothing is found', t => {
	const {play, events} = opened();
	play(0, 29, {state: 'checking'});
	t.deepEqual(events(), []);
});

test('the message of the engine comes before what the diagnoses say of it', t => {
	const {play, messages} = opened();
	play(0, 5, {state: 'paused'});
	t.deepEqual(
		messages.slice(-2).map(({type}) => type),
		['snapshot', 'events'],
	);
});

test('a log level leaves out the lines below it, and nothing else', t => {
	const {play, of, diagnosed} = opened();
	diagnosed.send({type: 'logLevel', level: 'warn'});
	play(0, 6, {state: 'paused'});
	t.deepEqual(of('log'), []);
	t.true(of('findings').length > 0);
});

test('once a second a pull asks for all peers, and otherwise for what it asked for', t => {
	const {port, diagnosed, time} = opened();
	for (const now of [0, 250, 500, 750, 980, 1230]) {
		time.now = now;
		diagnosed.send({type: 'pull', query});
	}
	t.deepEqual(
		port.intents.map(intent => intent.type === 'pull' && intent.query.withAllPeers),
		[true, undefined, undefined, undefined, true, undefined],
	);
	t.true(port.intents.every(intent => intent.type === 'pull' && intent.query.torrentId === 3));
});

test('where the time is scaled down the diagnoses look more often', t => {
	const {port, diagnosed, time} = opened({...defaultSettings, diagnosisTimeScale: 0.2});
	for (const now of [0, 100, 200]) {
		time.now = now;
		diagnosed.send({type: 'pull', query});
	}
	t.deepEqual(
		port.intents.map(intent => intent.type === 'pull' && intent.query.withAllPeers),
		[true, undefined, true],
	);
});

test('other intents, and a question for all peers, go through as they are', t => {
	const {port, diagnosed} = opened();
	diagnosed.send({type: 'pause', torrentId: 1});
	diagnosed.send({type: 'pull', query: {...query, withAllPeers: true}});
	t.deepEqual(port.intents, [
		{type: 'pause', torrentId: 1},
		{type: 'pull', query: {...query, withAllPeers: true}},
	]);
});

test('the log gets the diagnostics of all peers once an interval, which may change', t => {
	const {port, play, of, messages} = opened({...defaultSettings, diagnosticsInterval: 2000});
	const torrent = {peers: [{id: 1}], row: {pieceCount: 2, havePieces: 1}};
	const told = () =>
		of('log')
			.filter(({name}) => name === 'diagnostics' || name === 'statistics')
			.splice(0);
	port.tellEvents(peerAppeared(1));
	play(0, 1, torrent);
	t.deepEqual(told(), []);
	play(2, 3, torrent);
	t.deepEqual(
		told().map(({name, level, torrentId, peerId, address, text}) => [
			name,
			level,
			torrentId,
			peerId,
			address,
			text.split('\n')[0]!.replace(/ \d.*/, ''),
		]),
		[
			['diagnostics', 'info', 1, null, null, '=== PEER CONNECTION DIAGNOSTICS ==='],
			['diagnostics', 'info', 1, 1, '10.0.0.1:6881', 'Peer'],
			['diagnostics', 'info', 1, null, null, '==========================='],
			['statistics', 'info', 1, null, null, 'Progress:'],
			['statistics', 'info', 1, null, null, 'Pipeline:'],
			['statistics', 'info', 1, null, null, 'Peers:'],
		],
	);
	messages.splice(0);
	port.tellEvents({type: 'settings', settings: {...defaultSettings, diagnosticsInterval: 4000}});
	play(4, 5, torrent);
	t.deepEqual(told(), []);
	play(6, 6, torrent);
	t.is(told().length, 6);
});
