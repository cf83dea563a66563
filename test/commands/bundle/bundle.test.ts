import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {firstLine, machineLine} from '../../../source/commands/bundle/bundle-format.js';
import {makeBundle} from '../../../source/commands/bundle/make-bundle.js';
import {isBundle, readBundle} from '../../../source/commands/bundle/read-bundle.js';
import {UsageError} from '../../../source/commands/exit.js';
import type {EngineEvent} from '../../../source/store/engine-port.js';
import {defaultSettings} from '../../../source/store/settings.js';
import {StateKeeper} from '../../../source/store/state-keeper.js';
import {tracker} from '../../diagnosis/metrics-fixture.js';
import {
	peerAppeared,
	peerClosed,
	snapshot,
	torrentAdded,
} from '../../diagnosis/snapshot-fixture.js';
import {refused, runCli, temporaryFolder} from '../cli.js';

const passkey = '0123456789abcdef0123456789abcdef';

const finding = {
	id: 'E08',
	severity: 'error',
	since: 20_000,
	headline: 'Tracker rejects this torrent: “no”',
	evidence: [{text: '10.0.0.1:6881: choking us', peer: '10.0.0.1:6881'}],
	actions: [{label: 'Ask again', command: ':announce'}],
	reference: 'BEP 3',
} as const;

function log(text: string, torrentId: number | null, name = 'x'): EngineEvent {
	const about = {torrentId, peerId: null, address: null};
	return {type: 'log', epochMs: 30_000, level: 'info', name, ...about, text};
}

function keeper(): StateKeeper {
	const kept = new StateKeeper(defaultSettings);
	kept.handleMessage({
		type: 'events',
		events: [
			{type: 'settings', settings: {...defaultSettings, maxUp: 7000}},
			torrentAdded({trackers: [[`http://t.example/${passkey}/announce`]]}),
			torrentAdded({torrentId: 2, name: 'diary'}),
			peerAppeared(1),
			peerClosed(9),
			{
				type: 'findings',
				torrentId: 1,
				epochMs: 25_000,
				findings: [finding],
				changes: [{state: 'appeared', finding}],
			},
			log('Connected to peer 10.0.0.1:6881', 1),
			log('of the diary', 2),
			log('of all', null),
			log('Peer 10.0.0.1:6881:\n  Bitfield: not received', 1, 'diagnostics'),
		],
	});
	const peers = [{id: 1, state: 2, piecesKnown: 5, connectedAt: 50_000, chokedSince: 51_000}];
	kept.handleMessage(
		snapshot(60_000, [{id: 2}, {peers, trackers: [tracker({url: 'http://t.example/…/announce'})]}]),
	);
	return kept;
}

function bundle(hidesAddresses = false): string {
	return makeBundle({keeper: keeper(), torrentId: 1, hidesAddresses, epochMs: 60_000});
}

function file(t: ExecutionContext, text: string): string {
	const path = join(temporaryFolder(t), 'bundle.txt');
	writeFileSync(path, text);
	return path;
}

test('a person can read it: facts, list, findings, peers with clocks, history, settings, log', t => {
	const text = bundle();
	t.true(text.startsWith(`${firstLine}\n`));
	const people = text.slice(0, text.indexOf(machineLine));
	for (const words of [
		'Made by unchoke ',
		'at 1970-01-01T00:01:00.000Z',
		'name: show',
		'trackers, tier 0: http://t.example/…/announce',
		'✓ Torrent     show: 100 MB',
		'■ E08  Tracker rejects this torrent: “no”',
		'→ Ask again (:announce)',
		'10.0.0.1:6881: choking_us=false',
		'connected 10000, ',
		'choked 9000',
		'10.0.0.9:6881',
		'1970-01-01T00:00:25.000Z appeared E08 (error) Tracker rejects',
		'maxUp = 7000',
		'1970-01-01T00:00:30.000Z info  Connected to peer 10.0.0.1:6881',
		'info  of all',
	]) {
		t.true(people.includes(words), `${words}\n${people}`);
	}
	t.false(people.includes('Bitfield: not received'), 'the diagnostics would fill the log');
});

test('no key is in it, nothing of other torrents, and no address where none is wanted', t => {
	t.false(bundle().includes(passkey));
	t.false(bundle().includes('diary'));
	t.true(bundle().includes('10.0.0.'));
	t.false(bundle(true).includes('10.0.0.'));
	t.true(bundle(true).includes('address-1:6881'));
});

test('read again it is the same state', async t => {
	const {header, state} = await readBundle(file(t, bundle()));
	t.like(header, {torrentId: 1, hidesAddresses: false, madeAt: '1970-01-01T00:01:00.000Z'});
	t.is(state.torrents.size, 1);
	t.is(state.torrents.row(0).id, 1);
	t.deepEqual(state.findings.get(1), [finding]);
	t.is(state.findingChanges.length, 1);
	t.is(state.peerIdentities.get(1)?.address, '10.0.0.1:6881');
	t.is(state.closedPeers[0]?.address, '10.0.0.9:6881');
	t.is(state.settings.maxUp, 7000);
	t.is(state.logTotal, 3);
	t.is(state.log.line(2)?.text, 'Peer 10.0.0.1:6881:\n  Bitfield: not received');
	t.is(state.samples?.[0]?.trackers[0]?.url, 'http://t.example/…/announce');
});

test('a bundle is known by its first line', async t => {
	t.true(await isBundle(file(t, bundle())));
	t.false(await isBundle(file(t, 'something else')));
	t.false(await isBundle(file(t, '')));
	t.false(await isBundle(join(temporaryFolder(t), 'nowhere')));
});

test('what is cut off or damaged is refused with what is wrong', async t => {
	const text = bundle();
	const whole = text.split('\n');
	const header = whole.findIndex(line => line.startsWith('{"type":"bundle"'));
	const wrong: ReadonlyArray<readonly [text: string, words: string]> = [
		[text.slice(0, text.indexOf(machineLine)), 'cut off'],
		[text.slice(0, -20), 'no JSON'],
		[whole.toSpliced(header, 1).join('\n'), 'does not say what it is about'],
		[whole.toSpliced(header + 1, 0, '{"type":"snapshot"}').join('\n'), 'damaged'],
		[whole.toSpliced(header + 1, 0, '['.repeat(1e6)).join('\n'), 'nested too deep'],
		[text.replace('"program":"unchoke', '"program":"\\u001b[2J'), 'does not say what'],
		[text.replaceAll(/"epochMs":\d+/g, '"epochMs":1e300'), 'epochMs'],
	];
	for (const [damaged, words] of wrong) {
		const error = await t.throwsAsync(readBundle(file(t, damaged)), {instanceOf: UsageError});
		t.true(error.message.includes(words), error.message);
	}
});

test('what a stranger wrote into it is escaped', async t => {
	const hostile = bundle().replaceAll('Tracker rejects', '\\u001b[2JTracker');
	const {state} = await readBundle(file(t, hostile));
	t.true(state.findings.get(1)?.[0]?.headline.startsWith('\\x1b[2JTracker'));
});

test('doctor shows a bundle as the live look ended, with its verdict', async t => {
	const path = file(t, bundle());
	const result = await runCli(t, ['doctor', path]);
	t.is(result.status, 1, result.stderr);
	for (const words of [
		'A help bundle by unchoke ',
		'✓ Torrent     show: 100 MB',
		'■ E08  Tracker rejects this torrent: “no”',
		'10.0.0.9:6881',
		'info  Connected to peer 10.0.0.1:6881',
	]) {
		t.true(result.stdout.includes(words), result.stdout);
	}
	t.is(result.sentence, 'unchoke: show: E08 Tracker rejects this torrent: “no”');
});

test('doctor --json of a bundle has the findings and the report', async t => {
	const {status, stdout} = await runCli(t, ['doctor', file(t, bundle()), '--json']);
	const lines = stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as object);
	t.is(status, 1);
	t.like(
		lines.find(line => 'type' in line && line.type === 'finding'),
		{id: 'E08', state: 'appeared'},
	);
	t.like(lines.at(-1), {type: 'report', headline: 'E08', findings: ['E08']});
});

test('a damaged bundle is bad input', async t => {
	const path = file(t, bundle().slice(0, -20));
	refused(t, await runCli(t, ['doctor', path]), 2, path, 'damaged');
});
