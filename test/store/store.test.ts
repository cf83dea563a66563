import test from 'ava';
import type {EngineEvent} from '../../source/store/engine-port.js';
import type {Timers} from '../../source/store/snapshot-puller.js';
import {SwarmStore} from '../../source/store/store.js';
import {SilentPort} from './silent-port.js';

const stoppedTime: Timers = {set: () => undefined, clear() {}, now: () => 0};

function opened() {
	const port = new SilentPort();
	return {port, store: new SwarmStore({port, timers: stoppedTime})};
}

const torrent = {
	torrentId: 1,
	name: 'a',
	infoHash: 'aa',
	infoHashV2: null,
	dir: '/tmp',
	length: 1,
	pieceLength: 1,
	pieceCount: 1,
	isPrivate: false,
	files: [],
	trackers: [],
	webSeeds: [],
	comment: null,
	createdBy: null,
	createdAt: null,
};

function peer(peerId: number, torrentId = 1): EngineEvent {
	return {
		type: 'peer',
		peer: {torrentId, peerId, address: `10.0.0.${peerId}:1`, client: '', remotePeerId: ''},
	};
}

function peerClosed(peerId: number): EngineEvent {
	return {
		type: 'peerClosed',
		epochMs: 0,
		torrentId: 1,
		peerId,
		address: `10.0.0.${peerId}:1`,
		reason: 'closed-by-peer',
		detail: '',
		lifeMs: 5,
		isHandshaken: true,
	};
}

test('a snapshot is pulled at the start and not again before it came', t => {
	const {port, store} = opened();
	t.is(port.pulls, 1);
	store.select({torrentId: 3});
	t.is(port.pulls, 1);
	port.tellSnapshot(0, []);
	t.is(port.pulls, 2);
	t.deepEqual(port.intents.at(-1), {
		type: 'pull',
		query: {torrentId: 3, peerId: null, withPieces: false},
	});
});

test('selecting what is selected asks for nothing', t => {
	const {port, store} = opened();
	port.tellSnapshot(0, []);
	store.select({torrentId: null});
	t.is(port.pulls, 1);
});

test('rows that did not change stay the same objects over snapshots', t => {
	const {port, store} = opened();
	port.tellSnapshot(0, [{id: 1, connected: 2}], [{id: 5, downBytes: 1}, {id: 6}]);
	const before = store.state;
	const [five, six] = [before.detail?.peers.rowOf(5), before.detail?.peers.rowOf(6)];
	const one = before.torrents.rowOf(1);
	port.tellSnapshot(250, [{id: 1, connected: 2}], [{id: 6}, {id: 5, downBytes: 2}]);
	t.is(store.state.torrents.rowOf(1), one);
	t.is(store.state.detail?.peers.rowOf(6), six);
	t.not(store.state.detail?.peers.rowOf(5), five);
	t.is(store.state.now, 250);
});

test('events before the store was there are not lost', t => {
	const store = new SwarmStore({
		port: new SilentPort(),
		timers: stoppedTime,
		initialEvents: [{type: 'ready', listenPort: 6881, message: null}],
	});
	t.deepEqual(store.state.engine, {kind: 'ready', listenPort: 6881, message: null});
});

test('an engine that crashed says so', t => {
	const {port, store} = opened();
	port.tellEvents({type: 'crashed', message: 'it broke', stack: 'at …'});
	t.like(store.state.engine, {kind: 'crashed', message: 'it broke'});
});

test('peers come and go with their words, and the reason is kept', t => {
	const {port, store} = opened();
	port.tellEvents(peer(1), peer(2));
	const both = store.state.peerIdentities;
	port.tellEvents(peerClosed(1));
	t.deepEqual([...store.state.peerIdentities.keys()], [2]);
	t.deepEqual([...both.keys()], [1, 2]);
	t.like(store.state.closedPeers[0], {peerId: 1, reason: 'closed-by-peer'});
});

test('closed connections are kept up to a bound', t => {
	const {port, store} = opened();
	for (let id = 0; id < 1200; id++) {
		port.tellEvents(peerClosed(id));
	}
	t.is(store.state.closedPeers.length, 500);
	t.is(store.state.closedPeers.at(-1)?.peerId, 1199);
});

test('a map in which nothing changed stays the same object', t => {
	const {port, store} = opened();
	port.tellEvents(peer(1));
	const {peerIdentities, torrentErrors} = store.state;
	port.tellEvents(
		{type: 'torrentState', torrentId: 1, state: 'downloading', error: null},
		peerClosed(77),
	);
	t.is(store.state.peerIdentities, peerIdentities);
	t.is(store.state.torrentErrors, torrentErrors);
});

test('a torrent’s error stands until its state changes', t => {
	const {port, store} = opened();
	port.tellEvents({type: 'torrentState', torrentId: 1, state: 'error', error: 'Disk full: /x'});
	t.is(store.state.torrentErrors.get(1), 'Disk full: /x');
	port.tellEvents({type: 'torrentState', torrentId: 1, state: 'downloading', error: null});
	t.is(store.state.torrentErrors.get(1), undefined);
});

test('a torrent that is removed takes its peers and findings along', t => {
	const {port, store} = opened();
	port.tellEvents({type: 'torrentAdded', torrent}, peer(1), peer(2, 9));
	port.tellEvents({type: 'findings', torrentId: 1, epochMs: 0, findings: [], changes: []});
	t.deepEqual(store.state.findings.get(1), []);
	port.tellEvents({type: 'torrentRemoved', torrentId: 1});
	t.is(store.state.torrentIdentities.size, 0);
	t.is(store.state.findings.size, 0);
	t.deepEqual([...store.state.peerIdentities.keys()], [2]);
});

test('a log line is counted and can be read', t => {
	const {port, store} = opened();
	port.tellEvents({
		type: 'log',
		epochMs: 1,
		level: 'warn',
		name: 'x',
		torrentId: null,
		peerId: null,
		address: null,
		text: 'hello',
	});
	t.is(store.state.logTotal, 1);
	t.is(store.state.log.line(0)?.text, 'hello');
});

test('adding resolves with the torrent or with the sentence why not', async t => {
	const {port, store} = opened();
	const first = store.add({metainfo: new Uint8Array(), dir: '.'});
	const second = store.add({metainfo: new Uint8Array(), dir: '.'});
	port.tellEvents(
		{type: 'addResult', requestId: 2, torrentId: null, error: 'not a torrent', isUsage: true},
		{type: 'addResult', requestId: 1, torrentId: 4, error: null, isUsage: false},
	);
	t.deepEqual(await first, {torrentId: 4});
	t.deepEqual(await second, {error: 'not a torrent', isUsage: true});
});

test('the histories of torrents that are gone go too', t => {
	const {port, store} = opened();
	port.tellSnapshot(0, [{id: 1, downBytesPerSecond: 5}, {id: 2}]);
	port.tellSnapshot(1000, [{id: 1, downBytesPerSecond: 6}]);
	t.deepEqual([...store.state.histories.keys()], [1]);
	t.deepEqual([...(store.state.histories.get(1)?.down.newest(5) ?? [])], [5, 6]);
});

test('a closed store hears nothing', t => {
	const {port, store} = opened();
	store.close();
	port.tellSnapshot(99, []);
	t.is(store.state.sequence, -1);
	t.is(port.pulls, 1);
});
