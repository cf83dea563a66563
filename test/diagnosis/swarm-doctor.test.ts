import test from 'ava';
import {SwarmDoctor, type TorrentReport} from '../../source/diagnosis/swarm-doctor.js';
import type {EngineEvent} from '../../source/store/engine-port.js';
import {defaultSettings} from '../../source/store/settings.js';
import {failingTracker, tracker} from './metrics-fixture.js';
import {peerAppeared, peerClosed, snapshot, type TorrentFixture} from './snapshot-fixture.js';

/** One second of a story: the torrent, and what happened since the second before. */
type Second = TorrentFixture & {readonly events?: readonly EngineEvent[]};

/** What was said during a story. */
interface Told {
	/** `65 appeared E29b warn`, in order. */
	readonly changes: readonly string[];
	/** Every line that stood for the torrent, headline or phase. */
	readonly lines: ReadonlySet<string>;
	readonly last: TorrentReport;
}

/** Plays a story second by second, with the columns that are true of any running torrent. */
function tell(seconds: number, story: (second: number) => Second, timeScale = 1): Told {
	const doctor = new SwarmDoctor({...defaultSettings, diagnosisTimeScale: timeScale});
	const changes: string[] = [];
	const lines = new Set<string>();
	let last: TorrentReport | undefined;
	for (let second = 0; second <= seconds; second++) {
		const {events = [], ...fixture} = story(second);
		doctor.handleMessage({type: 'events', events});
		const engine = {
			dhtAgeMs: second * 1000,
			dhtNodes: 60,
			udpPacketsOut: second,
			udpPacketsIn: second,
		};
		[last] = doctor.handleMessage(
			snapshot(second * 1000, [{trackers: [tracker()], ...fixture}], engine),
		);
		lines.add(last!.headline?.headline ?? last!.phase);
		for (const {state, finding} of last!.changes) {
			changes.push(`${second} ${state} ${finding.id} ${finding.severity}`);
		}
	}
	return {changes, lines, last: last!};
}

function severities({changes}: Told): string[] {
	return [...new Set(changes.map(change => change.split(' ')[3]!))];
}

const seed = {availability: 3, isSeed: 1, piecesKnown: 1000, piecesWanted: 1000, amInterested: 1};

test('a download that begins slowly and then runs shows no finding, and its phases in words', t => {
	const told = tell(120, second => {
		const downBytes = Math.max(0, second - 20) * 1e6;
		return {
			row: {
				downBytes,
				downBytesPerSecond: downBytes > 0 ? 1e6 : 0,
				haveWantedBytes: downBytes,
				dialSuccesses: second > 5 ? 2 : 0,
				candidates: 8,
				candidatesUntried: 8,
			},
			peers:
				second < 8
					? []
					: [
							{
								...seed,
								handshakeAt: 8000,
								peerChoking: second < 12 ? 1 : 0,
								outstanding: second < 12 ? 0 : 20,
								oldestRequestAt: second * 1000 - 100,
							},
						],
		};
	});
	t.deepEqual(told.changes, []);
	t.true(told.lines.has('Connecting: 8 addresses known'));
	t.true(told.lines.has('Waiting to be unchoked by 1 peer'));
});

test('half of the connections failing is info', t => {
	const told = tell(200, second => ({
		row: {
			dialSuccesses: Math.floor(second / 10),
			dialTimeouts: Math.floor(second / 20),
			dialRefusals: Math.floor(second / 20),
			downBytes: second * 1000,
			downBytesPerSecond: 1000,
		},
		peers: [{...seed, outstanding: 5, handshakeAt: 0, oldestRequestAt: second * 1000}],
	}));
	t.deepEqual(severities(told), ['info']);
	t.is(told.last.headline?.id, 'E14c');
});

test('peers that choke at first are info, and the words say that it is normal', t => {
	const told = tell(80, second => ({
		peers: [
			{
				...seed,
				handshakeAt: 2000,
				peerChoking: second < 40 ? 1 : 0,
				outstanding: second < 40 ? 0 : 10,
				oldestRequestAt: second * 1000,
			},
		],
		row: {downBytes: Math.max(0, second - 40) * 1000, downBytesPerSecond: second < 40 ? 0 : 1000},
	}));
	t.deepEqual(told.changes, ['5 appeared E29a info', '40 gone E29a info']);
	t.true(told.lines.has('Waiting to be unchoked by 1 peer: normal for 30–60 s'));
});

test('a swarm that never unchokes is info, then a warning, then an error, one after the other', t => {
	const told = tell(330, () => ({
		peers: [1, 2, 3].map(() => ({...seed, handshakeAt: 2000, peerChoking: 1})),
	}));
	t.deepEqual(told.changes, [
		'5 appeared E29a info',
		'62 gone E29a info',
		'62 appeared E29b warn',
		'302 gone E29b warn',
		'302 appeared E29c error',
	]);
	t.is(told.last.headline?.headline, 'Nobody unchokes us: 3 useful peers choking for 5m 28s');
});

test('the same story a hundred times faster tells the same findings', t => {
	const told = tell(4, () => ({peers: [{...seed, handshakeAt: 0, peerChoking: 1}]}), 0.01);
	t.deepEqual(told.changes, ['1 appeared E29b warn', '3 gone E29b warn', '3 appeared E29c error']);
});

test('silent peers are named although each is dropped at 60 s', t => {
	const told = tell(75, second => ({
		events:
			second === 0
				? [1, 2, 3].map(id => peerAppeared(id))
				: second === 60
					? [1, 2, 3].map(id => peerClosed(id, {reason: 'silent-after-handshake', lifeMs: 60_000}))
					: [],
		row: {dialSuccesses: 3},
		peers: second < 60 ? [1, 2, 3].map(() => ({handshakeAt: 0})) : [],
	}));
	t.deepEqual(told.changes, ['61 appeared E25 warn']);
});

test('every attempt failing is always told, by refusal, by silence and mixed', t => {
	const after = (row: (tries: number) => NonNullable<TorrentFixture['row']>) =>
		tell(60, second => ({row: row(Math.floor(second / 3))})).last.headline?.id;
	t.is(
		after(tries => ({dialTimeouts: tries})),
		'E14',
	);
	t.is(
		after(tries => ({dialRefusals: tries})),
		'E14b',
	);
	t.is(
		after(tries => ({dialTimeouts: tries, dialRefusals: Math.floor(tries / 4)})),
		'E14b',
	);
});

test('peers that take the connection and never answer are told as constant timeouts', t => {
	const told = tell(90, second => ({
		row: {dialSuccesses: Math.ceil(second / 10)},
		events:
			second > 0 && second % 10 === 0
				? [peerClosed(second, {reason: 'handshake-timeout', isHandshaken: false, lifeMs: 10_000})]
				: [],
	}));
	t.is(told.last.headline?.id, 'E23');
	t.regex(told.last.headline!.headline, /deadline has elapsed/u);
});

test('a tracker that works again ends the finding', t => {
	const told = tell(60, second => ({
		trackers: [second < 30 ? failingTracker({failures: second}) : tracker()],
	}));
	t.deepEqual(told.changes, ['7 appeared E09 error', '40 gone E09 error']);
});

test('each torrent has its own report and one that is gone has none', t => {
	const doctor = new SwarmDoctor(defaultSettings);
	const both = doctor.handleMessage(snapshot(0, [{id: 1}, {id: 2, state: 'paused'}]));
	t.deepEqual(
		both.map(({torrentId, phase}) => [torrentId, phase]),
		[
			[1, 'Looking for peers: no tracker and no DHT to ask'],
			[2, 'Paused'],
		],
	);
	t.deepEqual(
		doctor.handleMessage(snapshot(1000, [{id: 2}])).map(({torrentId}) => torrentId),
		[2],
	);
	t.deepEqual(doctor.handleMessage({...snapshot(2000, [{}]), allPeers: null}), []);
});

test('a finding is plain data: it survives JSON as it is', t => {
	const {last} = tell(70, () => ({peers: [{...seed, handshakeAt: 0, peerChoking: 1}]}));
	t.is(last.findings.length, 1);
	t.deepEqual(JSON.parse(JSON.stringify(last.findings)), last.findings);
});
