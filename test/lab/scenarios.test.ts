import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {WorkerPort} from '../../source/engine/worker-port.js';
import {Lab, type LabOptions} from '../../source/lab/lab.js';
import type {Scenario} from '../../source/lab/scenario.js';
import {findScenario, scenarios} from '../../source/lab/scenarios/all.js';
import {mixed} from '../../source/lab/scenarios/mixed.js';
import {formatPeerAddress} from '../../source/protocol/peer-address.js';
import type {EngineEvent} from '../../source/store/engine-port.js';
import {defaultSettings} from '../../source/store/settings.js';
import {wrapWords} from '../../source/ui/text/wrap-words.js';

/** A scenario with our own engine in it, as `unchoke lab` runs them. */
async function play(t: ExecutionContext, scenario: Scenario, options: LabOptions) {
	const dir = mkdtempSync(path.join(tmpdir(), 'unchoke-lab-test-'));
	const lab = await Lab.start(scenario, options);
	const port = new WorkerPort({
		settings: {...defaultSettings, ...lab.settings},
		stateDir: path.join(dir, 'state'),
		version: '0.0.0',
	});
	const events: EngineEvent[] = [];
	const {promise: completed, resolve} = Promise.withResolvers<void>();
	port.listen(message => {
		if (message.type === 'events') {
			events.push(...message.events);
			if (message.events.some(event => event.type === 'torrentComplete')) {
				resolve();
			}
		}
	});
	t.teardown(async () => {
		await port.close();
		await lab.stop();
		rmSync(dir, {recursive: true, force: true});
	});
	port.send({
		type: 'addTorrent',
		requestId: 1,
		torrent: {metainfo: lab.metainfo, dir, peers: lab.givenPeers},
	});
	return {lab, dir, port, events, completed};
}

/** The bytes of the lab's files, one after the other, as they should be. */
function allBytes(lab: Lab): Buffer {
	const {content} = lab;
	return Buffer.concat(
		Array.from({length: content.pieceCount}, (_, index) =>
			content.read(index, 0, content.pieceLengthOf(index)),
		),
	);
}

test('our engine downloads the mixed scenario to the last byte, and its leecher takes from us', async t => {
	const {lab, dir, completed} = await play(t, mixed, {timeScale: 0.05, seed: 4});
	await completed;
	const expected = allBytes(lab);
	let offset = 0;
	for (const file of lab.content.plan.files) {
		const bytes = readFileSync(path.join(dir, lab.content.plan.name, ...file.path));
		t.true(bytes.equals(expected.subarray(offset, offset + file.length)), file.path.join('/'));
		offset += file.length;
	}

	const byName = new Map(lab.peers.map(peer => [peer.name, peer.counts]));
	t.true(byName.get('seed one')!.blocksSent > 0);
	t.is(byName.get('keeps choking')!.blocksSent, 0);
	t.is(byName.get('silent')!.requestsReceived, 0);
	t.is(byName.get('leecher')!.corruptBlocksReceived, 0);
});

test('a liar is found out and banned, and the download completes from the others', async t => {
	const {lab, events, completed} = await play(
		t,
		{
			name: 'liar',
			summary: 'a seed and a liar',
			watch: 'the liar is banned',
			content: {name: 'c', pieceLength: 32_768, files: [{path: ['f'], length: 2_000_000}]},
			peers: [
				{name: 'liar', lies: 1, found: 'given'},
				// Late, so that the liar is asked first.
				{name: 'seed', uploads: 200_000, unchokes: 10, found: 'given'},
			],
		},
		{timeScale: 0.1},
	);
	await completed;
	const liar = lab.peers[0]!;
	t.true(liar.counts.corruptBlocksSent > 0);
	const closed = events.filter(event => event.type === 'peerClosed');
	const reasons = closed
		.filter(event => event.address === formatPeerAddress(liar))
		.map(event => event.reason);
	t.true(reasons.includes('sent-corrupt-data'), reasons.join(' '));
});

test('what e29c advises helps: whoever is unchoked repays, and the download completes', async t => {
	const {lab, port, completed} = await play(t, findScenario('e29c')!, {timeScale: 0.05});
	while (lab.peers.some(({counts}) => counts.interested === 0)) {
		await sleep(20);
	}

	await sleep(200);
	t.true(lab.peers.every(({counts}) => counts.blocksSent === 0));
	port.send({type: 'settings', settings: {uploadSlots: 4}});
	await completed;
	t.true(lab.peers.every(({counts}) => counts.blocksSent > 0));
});

test('every scenario has a name of its own, and is found by it or by its finding', t => {
	t.is(new Set(scenarios.map(scenario => scenario.name)).size, scenarios.length);
	for (const scenario of scenarios) {
		t.is(findScenario(scenario.name), scenario);
		t.true(scenario.summary.length > 0 && scenario.watch.length > 0);
		// A screen of 120 columns has three lines for it.
		t.true(wrapWords(scenario.watch, 112).length <= 3, scenario.name);
	}

	t.is(findScenario('E29c')?.name, 'e29c-all-choke');
	t.is(findScenario('e14')?.name, 'e14-blocked');
	t.is(findScenario('no such'), undefined);
});
