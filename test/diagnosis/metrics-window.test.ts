import test from 'ava';
import type {Metrics} from '../../source/diagnosis/metrics.js';
import {MetricsWindow} from '../../source/diagnosis/metrics-window.js';
import {SwarmDoctor} from '../../source/diagnosis/swarm-doctor.js';
import {engineColumns, torrentColumns} from '../../source/store/columns.js';
import type {EngineEvent, Snapshot} from '../../source/store/engine-port.js';
import {defaultSettings} from '../../source/store/settings.js';
import {tracker} from './metrics-fixture.js';
import {
	peerAppeared,
	peerClosed,
	snapshot,
	type TorrentFixture,
	torrentAdded,
} from './snapshot-fixture.js';

/** The metrics of all torrents at a snapshot, each by its id. */
function take(window: MetricsWindow, told: Snapshot): ReadonlyMap<number, Metrics> {
	return new Map(window.handleSnapshot(told));
}

/** A window that is told events and then one torrent's snapshot. */
class Told {
	readonly window = new MetricsWindow(defaultSettings);

	tell(now: number, fixture: TorrentFixture, ...events: EngineEvent[]): Metrics {
		for (const event of events) {
			this.window.handleEvent(event);
		}
		return take(this.window, snapshot(now, [fixture])).get(1)!;
	}
}

test('a row and its part become metrics under full names', t => {
	const metrics = new Told().tell(
		20_000,
		{
			row: {
				startedAt: 5000,
				haveWantedPieces: 10,
				candidates: 9,
				candidatesUntried: 4,
				downBytesPerSecond: 77,
				distributedCopies: 1.5,
				isEndgame: 1,
				missingSpaceBytes: 12,
				metadataPeers: 2,
			},
			peers: [{availability: 3, piecesKnown: 1000, piecesWanted: 990, amInterested: 1}],
			trackers: [tracker(), tracker({state: 'disabled'})],
			unavailable: [3, 4],
		},
		torrentAdded({isPrivate: true}),
		peerAppeared(1),
	);
	t.like(metrics, {
		now: 20_000,
		timeScale: 1,
		torrent: {state: 'downloading', isPrivate: true, dir: '/downloads', runningForMs: 15_000},
		progress: {haveWantedPieces: 10, wantedPieces: 1000, distributedCopies: 1.5, isEndgame: true},
		candidates: {known: 9, untried: 4},
		rates: {downBytesPerSecond: 77},
		disk: {missingSpaceBytes: 12, failure: null},
		metadata: {offering: 2},
	});
	t.is(metrics.peers.withWanted, 1);
	t.is(metrics.peerRows.address(0), '10.0.0.1:6881');
	t.is(metrics.sources.trackers.length, 1, 'the disabled one is left out');
	t.deepEqual(metrics.missing.pieces, [3, 4]);
});

test('a private torrent has neither DHT nor PEX, whatever the settings', t => {
	const told = (isPrivate: boolean) => {
		const window = new MetricsWindow(defaultSettings);
		window.handleEvent(torrentAdded({isPrivate}));
		return take(window, snapshot(0, [{}], {dhtAgeMs: 9000, dhtNodes: 7})).get(1)!.sources;
	};
	t.like(told(false), {dht: {isOn: true, ageMs: 9000, nodes: 7}, pex: {isOn: true}});
	t.like(told(true), {dht: {isOn: false}, pex: {isOn: false}});
});

test('a setting that changes holds from the next snapshot on', t => {
	const told = new Told();
	const settings = {...defaultSettings, trackers: false, dht: false, diagnosisTimeScale: 0.1};
	t.is(told.tell(0, {trackers: [tracker()]}).sources.trackers.length, 1);
	const metrics = told.tell(1000, {trackers: [tracker()]}, {type: 'settings', settings});
	t.is(metrics.sources.trackers.length, 0);
	t.is(metrics.timeScale, 0.1);
});

test('the time scale shrinks what counts as settled and the window of the engine', t => {
	const at = (scale: number) => {
		const window = new MetricsWindow({...defaultSettings, diagnosisTimeScale: scale});
		const peers = [{handshakeAt: 0}];
		take(window, snapshot(0, [{peers}], {udpPacketsOut: 0}));
		take(window, snapshot(1000, [{peers}], {udpPacketsOut: 30}));
		const settled = take(window, snapshot(9000, [{peers}], {udpPacketsOut: 30})).get(1)!;
		const late = take(window, snapshot(40_000, [{peers}], {udpPacketsOut: 30})).get(1)!;
		return [settled.peers.settled, settled.engine.udp.packetsOut, late.engine.udp.packetsOut];
	};
	t.deepEqual(at(1), [0, 30, 30]);
	t.deepEqual(at(0.1), [1, 30, 0]);
});

test('closes are counted in the window and forgotten after it', t => {
	const told = new Told();
	const closed = [2, 3, 4].map(id => peerClosed(id));
	t.is(told.tell(1000, {}, ...closed).closes.count, 3);
	t.is(told.tell(300_000, {}).closes.count, 3);
	t.is(told.tell(301_001, {}).closes.count, 0);
});

test('a peer that left with pieces we lack is a source until we have as many more', t => {
	const told = new Told();
	told.tell(0, {peers: [{piecesWanted: 5}], row: {haveWantedPieces: 100}}, peerAppeared(1));
	const left = told.tell(1000, {row: {haveWantedPieces: 101}}, peerClosed(1));
	t.is(left.closes.leftWithWanted, 1);
	t.is(told.tell(2000, {row: {haveWantedPieces: 105}}).closes.leftWithWanted, 0);
});

test('a liar and the pieces that failed are remembered', t => {
	const failed = (...peers: string[]): EngineEvent => ({
		type: 'pieceFailed',
		torrentId: 1,
		index: 9,
		peers,
	});
	const {corruption} = new Told().tell(
		0,
		{},
		failed('10.0.0.1:6881', '10.0.0.2:6881'),
		failed('10.0.0.1:6881'),
		peerClosed(1, {reason: 'sent-corrupt-data'}),
	);
	t.deepEqual(corruption.liars, ['10.0.0.1:6881']);
	t.deepEqual(corruption.pieces, [
		{index: 9, failures: 2, peers: ['10.0.0.1:6881', '10.0.0.2:6881']},
	]);
});

test('the sentence of a torrent’s error comes with its state', t => {
	const error = 'Cannot write /downloads/x: read-only file system';
	const {torrent} = new Told().tell(
		0,
		{state: 'error'},
		{type: 'torrentState', torrentId: 1, state: 'error', error},
	);
	t.like(torrent, {state: 'error', error});
});

test('starting again begins the counters and clocks anew', t => {
	const told = new Told();
	const endgame = {isEndgame: 1, dialTimeouts: 20};
	told.tell(0, {row: {startedAt: 0, ...endgame}});
	t.is(told.tell(90_000, {row: {startedAt: 0, ...endgame}}).clocks.endgameStuckForMs, 90_000);
	const {clocks, dials} = told.tell(91_000, {
		row: {startedAt: 90_500, isEndgame: 1, dialTimeouts: 2},
	});
	t.is(clocks.endgameStuckForMs, 0);
	t.is(dials.timeouts, 2);
});

test('a snapshot without every torrent’s part changes nothing', t => {
	const window = new MetricsWindow(defaultSettings);
	window.handleEvent(peerClosed(1));
	t.is(take(window, {...snapshot(0, [{}]), allPeers: null}).size, 0);
	t.is(take(window, snapshot(1000, [{}])).get(1)!.closes.count, 1);
});

test('what other torrents reached counts for all, what they lost does not', t => {
	const window = new MetricsWindow(defaultSettings);
	const metrics = take(
		window,
		snapshot(60_000, [
			{id: 1, row: {dialTimeouts: 3}},
			{id: 2, row: {dialSuccesses: 4, utpDialSuccesses: 1, incomingConnections: 2}},
			{id: 3, state: 'paused'},
		]),
	);
	const {engine, dials} = metrics.get(1)!;
	t.is(engine.tcpSuccesses, 3);
	t.is(engine.incomingConnections, 2);
	t.is(engine.queue.running, 2);
	t.is(dials.successes, 0);
});

test('a torrent that is gone is forgotten, even when an event of it comes late', t => {
	const window = new MetricsWindow(defaultSettings);
	window.handleEvent(peerClosed(1));
	t.deepEqual([...take(window, snapshot(0, [{id: 1}, {id: 2}])).keys()], [1, 2]);
	t.deepEqual([...take(window, snapshot(1000, [{id: 2}])).keys()], [2]);
	window.handleEvent(peerClosed(2));
	t.deepEqual([...take(window, snapshot(2000, [{id: 2}])).keys()], [2]);
	const back = take(window, snapshot(3000, [{id: 1}])).get(1)!;
	t.is(back.closes.count, 0);
});

test('events without a snapshot do not pile up', t => {
	const window = new MetricsWindow(defaultSettings);
	take(window, snapshot(0, [{}]));
	for (let peerId = 0; peerId < 5000; peerId++) {
		window.handleEvent(peerClosed(peerId));
	}
	t.is(take(window, snapshot(1000, [{}])).get(1)!.closes.count, 512);
});

test('what the engine does not know yet raises no finding', t => {
	const doctor = new SwarmDoctor(defaultSettings);
	const row = Object.fromEntries(
		torrentColumns.slice(2).map(name => [name, name === 'startedAt' ? 0 : Number.NaN]),
	);
	const engine = Object.fromEntries(engineColumns.map(name => [name, Number.NaN]));
	for (let second = 0; second < 400; second++) {
		const peers = [
			{availability: 3, piecesKnown: 9, piecesWanted: 9, amInterested: 1, outstanding: 1},
		];
		const given = snapshot(second * 1000, [{row, peers, trackers: [tracker()]}], engine);
		t.deepEqual(doctor.handleMessage(given)[0]!.findings, [], `${second}`);
	}
});
