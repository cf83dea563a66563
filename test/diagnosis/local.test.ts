import test from 'ava';
import {candidate, verdict} from './metrics-fixture.js';

test('E01 says that a paused or queued torrent is not running, and nothing of one that runs', t => {
	t.is(verdict('E01', {torrent: {state: 'paused'}}), 'info');
	t.is(verdict('E01', {torrent: {state: 'queued'}}), 'info');
	t.is(verdict('E01'), 'nothing');
	t.is(verdict('E01', {torrent: {state: 'checking'}}), 'nothing');
});

test('E01 names the limit of the queue and how many run', t => {
	const {headline, evidence} = candidate('E01', {
		torrent: {state: 'queued'},
		engine: {queue: {limit: 3, running: 3}},
	});
	t.is(headline, 'Not running: it waits in the queue behind 3 running torrents');
	t.deepEqual(evidence(), [{text: 'At most 3 may run at a time'}]);
});

test('E01 is an error with the sentence of a torrent that stopped on one, unless the disk rules say it', t => {
	const stopped = {torrent: {state: 'error', error: 'The metadata is broken'}} as const;
	t.is(verdict('E01', stopped), 'error');
	t.is(candidate('E01', stopped).headline, 'Not running: The metadata is broken');
	const failure = {operation: 'write', code: 'EACCES', path: '/downloads/a'} as const;
	t.is(verdict('E01', stopped, {disk: {failure}}), 'nothing');
});

test('E02 holds when nothing wanted is left and something was skipped', t => {
	const done = {progress: {haveBytes: 90, haveWantedBytes: 90, wantedBytes: 90, length: 100}};
	t.is(verdict('E02', done), 'info');
	t.regex(candidate('E02', done).headline, /^Only skipped files remain: 10 B/u);
	t.is(verdict('E02', done, {progress: {haveWantedBytes: 89}}), 'nothing');
	t.is(verdict('E02', done, {progress: {haveBytes: 100}}), 'nothing');
});

test('E02 is silent while the length is unknown', t => {
	const unknown = {progress: {length: 0, haveBytes: 0, wantedBytes: 0, haveWantedBytes: 0}};
	t.is(verdict('E02', unknown), 'nothing');
});

test('E03 holds from the first byte that does not fit, and tells free and need', t => {
	t.is(verdict('E03', {disk: {missingSpaceBytes: 0}}), 'nothing');
	t.is(verdict('E03', {disk: {missingSpaceBytes: 1}}), 'error');
	t.is(
		candidate('E03', {disk: {missingSpaceBytes: 50_000_000}}).headline,
		'Disk full: /downloads has 10 MB free, 60 MB needed',
	);
});

test('E03 names the file that a full disk refused', t => {
	const failure = {operation: 'write', code: 'ENOSPC', path: '/downloads/film.mkv'} as const;
	const full = candidate('E03', {disk: {failure}});
	t.regex(full.headline, /^Disk full: \/downloads\/film\.mkv has no room/u);
	t.is(full.evidence()[0]!.path, '/downloads/film.mkv');
	t.is(verdict('E04', {disk: {failure}}), 'nothing');
});

for (const code of ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENAMETOOLONG', 'EIO']) {
	test(`E04 explains ${code} on the exact path`, t => {
		const failure = {operation: 'write', code, path: '/mnt/x/y'} as const;
		const {headline, evidence, severity} = candidate('E04', {disk: {failure}});
		t.regex(headline, /^Cannot write \/mnt\/x\/y: [a-z]/u);
		t.is(severity, 'error');
		t.regex(evidence()[0]!.text, new RegExp(code, 'u'));
		t.is(verdict('E03', {disk: {failure}}), 'nothing');
	});
}

test('whatever the code of a disk failure, one rule tells it', t => {
	const told = (code: string) => {
		const disk = {failure: {operation: 'write', code, path: '/x'}} as const;
		return ['E03', 'E04', 'E05'].filter(id => verdict(id, {disk}) !== 'nothing').join();
	};
	t.is(told('ENOSPC'), 'E03');
	t.is(told('EDQUOT'), 'E03');
	t.is(told('EMFILE'), 'E05');
	t.is(told('ENFILE'), 'E05');
	t.is(told('EWEIRD'), 'E04');
});

test('E04 is silent while the disk works', t => {
	t.is(verdict('E04'), 'nothing');
});

test('E05 holds over nine tenths of the descriptors, not at them', t => {
	t.is(verdict('E05', {engine: {descriptors: {open: 899, limit: 1000}}}), 'nothing');
	t.is(verdict('E05', {engine: {descriptors: {open: 900, limit: 1000}}}), 'nothing');
	t.is(verdict('E05', {engine: {descriptors: {open: 901, limit: 1000}}}), 'warn');
});

test('E05 holds when the system refused one, whatever the limit', t => {
	t.is(verdict('E05', {engine: {descriptors: {limit: 0, failures: 1}}}), 'warn');
	t.is(verdict('E05', {engine: {descriptors: {limit: 0, failures: 0}}}), 'nothing');
});

test('E19 holds when listening was tried and failed', t => {
	const failed = {listenPort: null, listenFailure: {code: 'EADDRINUSE', port: 6881}};
	t.is(verdict('E19', {engine: failed}), 'warn');
	t.is(
		candidate('E19', {engine: failed}).headline,
		'Not listening on port 6881: another program uses it',
	);
	const denied = {listenPort: null, listenFailure: {code: 'EACCES', port: 80}};
	t.regex(candidate('E19', {engine: denied}).headline, /port 80: the system does not let us/u);
});

test('E19 is silent when the next free port was found, and when incoming is switched off', t => {
	const taken = {code: 'EADDRINUSE', port: 6881};
	t.is(verdict('E19', {engine: {listenPort: 6882, listenFailure: taken}}), 'nothing');
	t.is(
		verdict('E19', {
			engine: {listenPort: null, listenFailure: taken},
			settings: {incoming: false},
		}),
		'nothing',
	);
});

test('E20 holds while the bound interface is gone', t => {
	t.is(verdict('E20', {engine: {isBindGone: true}, settings: {bind: 'tun0'}}), 'error');
	t.regex(
		candidate('E20', {engine: {isBindGone: true}, settings: {bind: 'tun0'}}).headline,
		/tun0 is gone/u,
	);
	t.is(verdict('E20', {settings: {bind: 'tun0'}}), 'nothing');
});
