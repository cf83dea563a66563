import test from 'ava';
import type {SessionReport} from '../../source/commands/download-session.js';
import type {SessionTorrent} from '../../source/commands/session-torrent.js';
import {defaultSettings} from '../../source/store/settings.js';
import {added, sampleSession, stateCode} from './session.js';

/** Lets what waits for promises go on. */
const turn = () => new Promise(resolve => setImmediate(resolve));

const downloading = stateCode('downloading');
const seeding = stateCode('seeding');

test('a session ends when everything is complete, after a snapshot that shows it', async t => {
	const heard: string[] = [];
	const report: SessionReport = {
		handleAdded: torrent => heard.push(`added ${torrent.torrentId}`),
		handleSnapshot: (_, {torrents}) => heard.push(`snapshot ${torrents[0]?.row?.havePieces}`),
		handleComplete: torrent => heard.push(`complete ${torrent.row?.havePieces}`),
	};
	const {port, end} = sampleSession({reports: [report]});
	t.deepEqual(
		port.intents.map(({type}) => type),
		['pull', 'addTorrent'],
	);
	port.tellEvents(added(0, 7));
	port.tellSnapshot(0, [{id: 7, state: downloading, havePieces: 1}]);
	port.tellEvents({type: 'torrentComplete', torrentId: 7});
	port.tellSnapshot(100, [{id: 7, state: seeding, havePieces: 2}]);
	t.deepEqual(await end, {kind: 'complete'});
	t.deepEqual(heard, ['added 7', 'snapshot 1', 'snapshot 2', 'complete 2']);
});

test('the last numbers are those of the end, not of the snapshot before it', async t => {
	const {port, session, end} = sampleSession({seeding: {ratio: 0, timeMs: 0}});
	port.tellEvents(added(0, 7));
	port.tellSnapshot(0, [{id: 7, state: seeding, upBytes: 1}]);
	session.stop('interrupted');
	await turn();
	port.tellSnapshot(100, [{id: 7, state: seeding, upBytes: 2}]);
	t.deepEqual(await end, {kind: 'interrupted'});
	t.is(session.torrents[0]?.row?.upBytes, 2);
});

test('torrents are told apart by their requests, also when they complete at once', async t => {
	const {port, end} = sampleSession({count: 2});
	port.tellEvents(added(1, 5), added(0, 4), {type: 'torrentComplete', torrentId: 4});
	port.tellSnapshot(0, [
		{id: 4, state: seeding},
		{id: 5, state: seeding},
	]);
	t.deepEqual(await end, {kind: 'complete'});
});

test('one torrent that fails does not end the others, but the session has failed', async t => {
	const failed: Array<readonly [SessionTorrent, string]> = [];
	const {port, end} = sampleSession({
		count: 2,
		reports: [{handleFailed: (...args) => failed.push(args)}],
	});
	port.tellEvents(added(0, 1), added(1, 2));
	port.tellEvents({type: 'torrentState', torrentId: 1, state: 'error', error: 'Cannot write /x'});
	port.tellSnapshot(0, [
		{id: 1, state: stateCode('error')},
		{id: 2, state: downloading},
	]);
	t.is(failed[0]?.[1], 'Cannot write /x');
	port.tellEvents({type: 'torrentComplete', torrentId: 2});
	port.tellSnapshot(0, [{id: 2, state: seeding}]);
	t.deepEqual(await end, {kind: 'failed'});
});

test('an address to bind to that is not there at the start ends the session', async t => {
	const network = {type: 'network', listenPort: null} as const;
	const settings = {...defaultSettings, bind: 'tun0'};
	const first = sampleSession({settings});
	first.port.tellEvents({...network, listenFailure: null, isBindGone: true});
	t.deepEqual(await first.end, {
		kind: 'refused',
		error: 'cannot use tun0: this machine has no such address or interface',
		isUsage: false,
	});

	const second = sampleSession({settings, timeoutMs: 1000});
	second.port.tellEvents({...network, listenFailure: null, isBindGone: false});
	second.port.tellEvents({...network, listenFailure: null, isBindGone: true});
	second.timers.advance(1000);
	await turn();
	second.timers.advance(300);
	t.deepEqual(await second.end, {kind: 'timeout'}, 'what goes away later may come back');
});

test('a full disk is waited out by nobody without a screen', async t => {
	const {port, end, session} = sampleSession();
	const error = 'Cannot write /x: the disk is full. It is tried again by itself.';
	port.tellEvents(added(0, 1), {type: 'torrentState', torrentId: 1, state: 'error', error});
	port.tellSnapshot(0, [{id: 1, state: stateCode('error')}]);
	await end;
	t.is(session.torrents[0]?.error, 'Cannot write /x: the disk is full.');
});

test('a torrent that the engine refuses ends the session', async t => {
	const {port, end} = sampleSession();
	port.tellEvents({
		type: 'addResult',
		requestId: 0,
		torrentId: null,
		error: 'no torrent',
		isUsage: true,
	});
	t.deepEqual(await end, {kind: 'refused', error: 'no torrent', isUsage: true});
});

test('the time is up only while something is missing', async t => {
	const first = sampleSession({timeoutMs: 5000});
	first.timers.advance(4999);
	first.timers.advance(1);
	await turn();
	first.timers.advance(300);
	t.deepEqual(await first.end, {kind: 'timeout'});

	const second = sampleSession({timeoutMs: 5000, seeding: {ratio: 0, timeMs: 6000}});
	second.port.tellEvents(added(0, 1), {type: 'torrentComplete', torrentId: 1});
	second.port.tellSnapshot(0, [{id: 1, state: seeding}]);
	second.timers.advance(5000);
	second.port.tellSnapshot(5000, [{id: 1, state: seeding}]);
	second.timers.advance(1000);
	second.port.tellSnapshot(6000, [{id: 1, state: seeding}]);
	t.deepEqual(await second.end, {kind: 'complete'});
});

test('a complete torrent is seeded up to its ratio', async t => {
	const {port, end} = sampleSession({seeding: {ratio: 2, timeMs: 0}});
	let isOver = false;
	void end.then(() => {
		isOver = true;
	});
	port.tellEvents(added(0, 1), {type: 'torrentComplete', torrentId: 1});
	port.tellSnapshot(0, [{id: 1, state: seeding, ratio: 1.99}]);
	await Promise.resolve();
	t.false(isOver);
	port.tellSnapshot(0, [{id: 1, state: seeding, ratio: 2}]);
	t.deepEqual(await end, {kind: 'complete'});
});

test('a signal, a reader that goes away and a crash of the engine each end the session', async t => {
	const first = sampleSession();
	first.session.stop('interrupted');
	await turn();
	first.timers.advance(300);
	t.deepEqual(await first.end, {kind: 'interrupted'});
	const second = sampleSession();
	second.session.stop('closed');
	t.deepEqual(await second.end, {kind: 'closed'});
	const third = sampleSession();
	third.port.tellEvents({type: 'crashed', message: 'oh', stack: 'oh at x'});
	t.deepEqual(await third.end, {kind: 'crashed', message: 'oh', stack: 'oh at x'});
});
