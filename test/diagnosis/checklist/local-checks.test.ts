import test from 'ava';
import {line, listening} from './checklist-fixture.js';

test('the torrent: what it is, how much is here, what it does', t => {
	t.is(
		line('torrent', {row: {havePieces: 7}}),
		'good: show: 100 MB in 1000 pieces, 7 of them here; downloading',
	);
	t.is(
		line('torrent', {state: 'checking', row: {checkedPieces: 250}}),
		'waiting: show: 100 MB in 1000 pieces; 25 % of it checked on the disk',
	);
	const error = {type: 'torrentState', torrentId: 1, state: 'error', error: 'It burns'} as const;
	t.is(line('torrent', {state: 'error'}, {events: [error]}), 'waiting: It burns');
});

test('the disk: what was written, what failed, what has no room', t => {
	t.is(line('disk'), 'waiting: nothing to write yet in /downloads');
	t.is(
		line('disk', {row: {haveBytes: 2e6}}, {engine: {writeP95Ms: 3}}),
		'good: 2 MB written in /downloads; 3 ms a write (p95)',
	);
	t.is(
		line('disk', {row: {missingSpaceBytes: 5e9}}),
		'waiting: no room for 5 GB more in /downloads',
	);
	const diskFailure = {operation: 'write', code: 'EROFS', path: '/downloads/show'} as const;
	t.is(line('disk', {diskFailure}), 'waiting: write of /downloads/show: EROFS');
});

test('the machine: descriptors and sockets, as lsof and netstat tell them', t => {
	t.is(
		line('machine', {}, {engine: {openFiles: 41, descriptorLimit: 1024, peers: 8, halfOpen: 2}}),
		'good: 41 of 1024 descriptors open; 6 sockets to peers, 2 being opened; 0 ms lag (p95)',
	);
	t.regex(line('machine'), /^waiting: descriptors not counted/);
	const refused = {openFiles: 1, descriptorFailures: 2};
	t.regex(line('machine', {}, {engine: refused}), /2 times refused by the system/);
});

test('listening: the port, why not, and who came', t => {
	t.is(line('listening'), 'waiting: not opened yet');
	t.is(
		line('listening', {}, {events: [listening()]}),
		'good: port 6881; nobody has connected to us yet',
	);
	t.is(
		line('listening', {row: {incomingConnections: 3}}, {events: [listening()]}),
		'good: port 6881; 3 peers connected to us',
	);
	t.is(
		line('listening', {}, {events: [listening({listenPort: null})]}),
		'off: switched off: nobody can connect to us',
	);
	const listenFailure = {code: 'EADDRINUSE', port: 6881};
	t.is(
		line('listening', {}, {events: [listening({listenPort: null, listenFailure})]}),
		'waiting: port 6881: EADDRINUSE',
	);
	t.regex(
		line('listening', {}, {events: [listening({listenPort: 6882, listenFailure})]}),
		/^good: port 6882 \(6881 could not be had: EADDRINUSE\)/,
	);
	t.regex(
		line('listening', {}, {events: [listening({isBindGone: true})], settings: {bind: 'tun0'}}),
		/^waiting: tun0 is not there/,
	);
});
