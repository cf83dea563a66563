import test from 'ava';
import fc from 'fast-check';
import {decodeMessage} from '../../../source/engine/port/decode-message.js';
import {encodeMessage} from '../../../source/engine/port/encode-message.js';
import {ParseError} from '../../../source/protocol/parse-error.js';
import {peerColumns, torrentColumns} from '../../../source/store/columns.js';
import type {EngineEvent, EngineMessage, Snapshot} from '../../../source/store/engine-port.js';
import {defaultSettings} from '../../../source/store/settings.js';
import {tracker} from '../../diagnosis/metrics-fixture.js';
import {
	peerAppeared,
	peerClosed,
	snapshot,
	torrentAdded,
} from '../../diagnosis/snapshot-fixture.js';

/** There and back, through text. */
function carry(message: EngineMessage): EngineMessage | ParseError {
	return decodeMessage(JSON.parse(JSON.stringify(encodeMessage(message))));
}

const finding = {
	id: 'E27',
	severity: 'warn',
	since: 5,
	headline: 'Missing',
	evidence: [{text: 'a'}, {text: 'b', peer: '[::1]:5', piece: 3, path: '/x', tracker: 'udp://t:1'}],
	actions: [
		{label: 'wait', command: null},
		{label: 'ask', command: ':announce'},
	],
	reference: 'BEP 3',
} as const;

const events: readonly EngineEvent[] = [
	{type: 'ready', listenPort: 6881, message: null},
	{type: 'addResult', requestId: 1, torrentId: null, error: 'no', isUsage: true},
	torrentAdded({comment: 'c', createdAt: 5, trackers: [['http://a/'], []]}),
	{type: 'torrentRemoved', torrentId: 1},
	{type: 'torrentState', torrentId: 1, state: 'error', error: 'It burns'},
	{type: 'torrentComplete', torrentId: 1},
	peerAppeared(4),
	peerClosed(4),
	{type: 'pieceFailed', torrentId: 1, index: 7, peers: ['[::1]:5']},
	{
		type: 'network',
		listenPort: null,
		listenFailure: {code: 'EADDRINUSE', port: 6881},
		isBindGone: false,
	},
	{
		type: 'log',
		epochMs: 5,
		level: 'warn',
		name: 'x',
		torrentId: null,
		peerId: 3,
		address: '[::1]:5',
		text: 'said',
	},
	{
		type: 'findings',
		torrentId: 1,
		epochMs: 9,
		findings: [finding],
		changes: [{state: 'appeared', finding}],
	},
	{type: 'settings', settings: {...defaultSettings, pipelineDepth: 10, maxUp: 5, bind: 'tun0'}},
	{type: 'stopped'},
	{type: 'crashed', message: 'm', stack: 's'},
];

test('every event comes back as it went', t => {
	t.deepEqual(carry({type: 'events', events}), {type: 'events', events});
});

test('a snapshot comes back with all its numbers, also those that are none', t => {
	const message = snapshot(
		5,
		[
			{
				row: {etaMs: Number.POSITIVE_INFINITY, ratio: Number.NaN, downBytes: 2 ** 52},
				peers: [{id: 3, snubbedSince: Number.NaN, downBytes: 1.5}],
				trackers: [tracker({failure: 'http', message: 'no'})],
				blocks: [[1, 2, 3, 4, 5]],
				unavailable: [1, 9],
				diskFailure: {operation: 'write', code: 'EIO', path: '/x'},
			},
			{id: 2},
		],
		{openFiles: 7},
	);
	t.deepEqual(carry(message), message);
});

test('of the selected torrent its trackers and sources come along, its maps do not', t => {
	const source = {source: 'tracker', found: 3, connected: 1, useful: 1};
	const nothing = new Float64Array(0);
	const detail = {
		torrentId: 1,
		peers: Float64Array.of(1),
		blocks: nothing,
		activePieces: nothing,
		receivedBlocks: null,
		files: nothing,
		trackers: [tracker()],
		sources: [source],
		bans: [],
		pieces: new Uint8Array(9),
		availability: null,
	};
	const message = carry({...snapshot(5, [{}]), detail});
	t.deepEqual(message, {
		...snapshot(5, [{}]),
		detail: {...detail, peers: nothing, pieces: null},
	});
});

test('columns go by their names, so that another version is understood', t => {
	const encoded = encodeMessage(snapshot(5, [{peers: [{id: 3, state: 2}]}])) as {
		allPeers: Array<{peers: object}>;
	};
	encoded.allPeers[0]!.peers = {columns: ['unheardOf', 'state', 'id'], rows: [[1, 2, 3]]};
	const [sample] = (decodeMessage(encoded) as Snapshot).allPeers!;
	const numbers = sample!.peers;
	t.is(numbers[peerColumns.indexOf('id')], 3);
	t.is(numbers[peerColumns.indexOf('state')], 2);
	t.is(numbers[peerColumns.indexOf('isFast')], Number.NaN);
});

test('events of a kind that we do not know are left out, the others stay', t => {
	const known = {type: 'stopped'};
	const message = {type: 'events', events: [{type: 'unheardOf'}, known, {type: 'peer'}, 7]};
	t.deepEqual(decodeMessage(message), {type: 'events', events: [known]} as never);
});

test('settings that are missing or of another kind have their defaults', t => {
	const settings = {maxUp: 5, maxDown: 'lots', unheardOf: 1};
	const message = decodeMessage({type: 'events', events: [{type: 'settings', settings}]});
	t.deepEqual(message, {
		type: 'events',
		events: [{type: 'settings', settings: {...defaultSettings, maxUp: 5}}],
	});
});

test('what is written in a string cannot touch the terminal', t => {
	const hostile = {type: 'crashed', message: 'a\u001B[2Jb\u202E', stack: ''};
	t.deepEqual(decodeMessage({type: 'events', events: [hostile]}), {
		type: 'events',
		events: [{type: 'crashed', message: 'a\\x1b[2Jb\\u{202e}', stack: ''}],
	});
});

test('anything else is a named error, and nothing throws', t => {
	for (const value of [null, 1, 'a', [], {}, {type: 'snapshot'}, {type: 'events', events: 1}]) {
		t.true(decodeMessage(value) instanceof ParseError, JSON.stringify(value));
	}
	const tables = encodeMessage(snapshot(5, [{}]));
	t.true(decodeMessage({...tables, torrents: {columns: [], rows: 7}}) instanceof ParseError);
	const tooWide = {columns: torrentColumns, rows: [new Array(1000).fill(1)]};
	t.true(decodeMessage({...tables, torrents: tooWide}) instanceof ParseError);
	fc.assert(
		fc.property(fc.jsonValue(), value => {
			decodeMessage(value);
			decodeMessage({type: 'events', events: [value]});
			decodeMessage({...tables, torrents: value, allPeers: [value]});
		}),
	);
	t.pass();
});
