import test from 'ava';
import {JsonLines, jsonLine} from '../../source/commands/json-lines.js';
import {JsonReport} from '../../source/commands/json-report.js';
import {added, sampleSession, stateCode} from './session.js';

type Line = Readonly<Record<string, unknown>> & {readonly type: string};

function record() {
	const text: string[] = [];
	const report = new JsonReport(
		new JsonLines(
			line => text.push(line),
			() => 0,
		),
		2000,
	);
	const {port, end, timers} = sampleSession({reports: [report]});
	port.tellEvents(added(0, 7), {
		type: 'peer',
		peer: {torrentId: 7, peerId: 3, address: '[::1]:5', client: 'x 1', remotePeerId: 'ab'},
	});
	return {
		port,
		end,
		timers,
		lines: () => text.map(line => JSON.parse(line) as Line),
		of: (type: string) =>
			text.map(line => JSON.parse(line) as Line).filter(line => line.type === type),
	};
}

const connected = {id: 3, state: 2, peerChoking: 1, downBytesPerSecond: 5};

test('the torrent comes once, then its progress with every snapshot, then complete', async t => {
	const {port, end, lines} = record();
	port.tellSnapshot(0, [{id: 7, state: stateCode('downloading'), pieceCount: 2, havePieces: 1}]);
	port.tellEvents({type: 'torrentComplete', torrentId: 7});
	port.tellSnapshot(1000, [{id: 7, state: stateCode('seeding'), pieceCount: 2, havePieces: 2}]);
	await end;
	const all = lines();
	t.deepEqual(
		all.map(({type}) => type),
		['torrent', 'progress', 'progress', 'complete'],
	);
	t.true(all.every(line => line['time'] === new Date(line['time'] as string).toISOString()));
	const [torrent, progress, , complete] = all;
	t.is(torrent?.['pieceCount'], 2);
	t.is(progress?.['infoHash'], torrent?.['infoHash']);
	t.is(progress?.['havePieces'], 1);
	t.is(progress?.['downBytesPerSecond'], 0);
	t.true('connected' in (progress!['peers'] as object));
	t.is(complete?.['path'], '/data/sample');
	t.is(complete?.['name'], 'sample');
});

test('a peer has a line when it connects, when its state changes, and when it goes', async t => {
	const {port, of} = record();
	const torrents = [{id: 7, state: stateCode('downloading')}];
	port.tellSnapshot(0, torrents, [connected]);
	port.tellSnapshot(1000, torrents, [{...connected, downBytesPerSecond: 9}]);
	port.tellSnapshot(2000, torrents, [{...connected, peerChoking: 0}]);
	port.tellEvents({
		type: 'peerClosed',
		epochMs: 2500,
		torrentId: 7,
		peerId: 3,
		address: '[::1]:5',
		reason: 'closed-by-peer',
		detail: '',
		lifeMs: 2000,
		isHandshaken: true,
	});
	const peers = of('peer');
	t.deepEqual(
		peers.map(line => line['event']),
		['connected', 'changed', 'closed'],
	);
	t.is(peers[0]?.['address'], '[::1]:5');
	t.is(peers[0]?.['peerChoking'], true);
	t.is(peers[1]?.['peerChoking'], false);
	t.is(peers[2]?.['reason'], 'closed-by-peer');
	t.is(peers[2]?.['lifeMs'], 2000);
	t.is(peers[2]?.['time'], '1970-01-01T00:00:02.500Z');
});

test('diagnostics with every peer come once an interval', async t => {
	const {port, of} = record();
	const torrents = [{id: 7, state: stateCode('downloading')}];
	for (const now of [0, 1000, 2000, 3000, 4000]) {
		port.tellSnapshot(now, torrents, [connected]);
	}
	const diagnostics = of('diagnostics');
	t.is(diagnostics.length, 2);
	const [peer] = diagnostics[0]!['peers'] as ReadonlyArray<Record<string, unknown>>;
	t.is(peer?.['address'], '[::1]:5');
	t.is(peer?.['hasBitfield'], false);
	t.true('lastActivityAgeMs' in peer!);
});

test('log lines and a failure are told', async t => {
	const {port, of, end} = record();
	port.tellEvents({
		type: 'log',
		epochMs: 5,
		level: 'warn',
		name: 'request-timeout',
		torrentId: 7,
		peerId: 3,
		address: '[::1]:5',
		text: 'No answer',
	});
	port.tellEvents({type: 'torrentState', torrentId: 7, state: 'error', error: 'Disk full: /data'});
	port.tellSnapshot(0, [{id: 7, state: stateCode('error')}]);
	t.deepEqual(await end, {kind: 'failed'});
	const [log] = of('log');
	t.is(log?.['time'], '1970-01-01T00:00:00.005Z');
	t.is(log?.['name'], 'request-timeout');
	t.is(log?.['level'], 'warn');
	t.is(of('failed')[0]?.['error'], 'Disk full: /data');
});

test('a finding has a line when it comes and when it goes, with all there is to it', t => {
	const {port, of} = record();
	const finding = {
		id: 'E29c',
		severity: 'error',
		since: 1000,
		headline: 'Nobody unchokes us',
		evidence: [{text: '[::1]:5: choking us', peer: '[::1]:5'}],
		actions: [{label: 'announce', command: ':announce'}],
		reference: 'R8',
	} as const;
	const changes = [{state: 'appeared', finding}] as const;
	port.tellEvents({type: 'findings', torrentId: 7, epochMs: 6000, findings: [finding], changes});
	port.tellEvents({
		type: 'findings',
		torrentId: 7,
		epochMs: 7000,
		findings: [finding],
		changes: [],
	});
	port.tellEvents({
		type: 'findings',
		torrentId: 7,
		epochMs: 8000,
		findings: [],
		changes: [{state: 'gone', finding}],
	});
	const [appeared, gone, ...rest] = of('finding');
	t.deepEqual(rest, []);
	t.like(appeared, {...finding, state: 'appeared', time: '1970-01-01T00:00:06.000Z', torrentId: 7});
	t.like(gone, {id: 'E29c', state: 'gone'});
});

test('no character of a line can touch a terminal, and none is lost', t => {
	const text = 'a\u001B[31m\u009B\u202E\u2028\n"é二\u007F';
	const line = jsonLine({text});
	t.notRegex(line, /[\u0000-\u001F\u007F-\u009F\u200E-\u200F\u2028-\u202E\u2066-\u2069]/);
	t.is((JSON.parse(line) as {text: string}).text, text);
});
