import {once} from 'node:events';
import {type AddressInfo, createServer} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {Lab, type LabOptions} from '../../source/lab/lab.js';
import type {Scenario} from '../../source/lab/scenario.js';
import {mixed} from '../../source/lab/scenarios/mixed.js';
import {encodeCompactPeers} from '../../source/protocol/compact-peers.js';
import {formatPeerAddress, type PeerAddress} from '../../source/protocol/peer-address.js';
import {TestClient} from './test-client.js';

async function start(
	t: ExecutionContext,
	scenario: Partial<Scenario>,
	options: LabOptions = {timeScale: 0.01},
): Promise<Lab> {
	const words = {name: 'test', summary: 'a test', watch: 'nothing'};
	const lab = await Lab.start({...words, peers: [], ...scenario}, options);
	t.teardown(async () => lab.stop());
	return lab;
}

/** What the lab's first tracker tells, as text with one character a byte. */
async function announce(lab: Lab, port = 1): Promise<string> {
	const hash = [...lab.content.infoHash].map(byte => `%${byte.toString(16).padStart(2, '0')}`);
	const url = `${lab.trackers[0]!.url}?info_hash=${hash.join('')}&left=1&port=${port}`;
	const response = await fetch(url);
	return Buffer.from(await response.arrayBuffer()).toString('latin1');
}

function compact(peer: PeerAddress): string {
	return Buffer.from(encodeCompactPeers([peer], 4)).toString('latin1');
}

test('the tracker lists who is there and found through it, of each row as many as it says', async t => {
	const lab = await start(t, {
		peers: [
			{name: 'seed', count: 2},
			{name: 'given', found: 'given'},
			{name: 'late', joins: 1000},
		],
	});
	const [one, two, given] = lab.peers;
	t.is(lab.peers.length, 4);
	t.true((await announce(lab)).includes(`5:peers12:${compact(one!)}${compact(two!)}6:`));
	t.deepEqual(lab.givenPeers, [{host: given!.host, port: given!.port}]);
});

test('a tracker of the user’s is in no torrent, and a row may be several', async t => {
	const lab = await start(t, {trackers: [{}, {count: 2, isAdded: true}]});
	const {metainfo, trackers} = await lab.torrentIn('/nowhere');
	const [own, one, two] = lab.trackers.map(({url}) => url);
	t.deepEqual(trackers, [one!, two!]);
	const text = Buffer.from(metainfo).toString('latin1');
	t.true(text.includes(own!));
	t.false(text.includes(one!) || text.includes(two!));
});

test('our client adds the torrent as the scenario says', async t => {
	const lab = await start(t, {
		us: {isPaused: true, files: [0]},
		peers: [{name: 'given', found: 'given'}],
	});
	t.like(await lab.torrentIn('/nowhere'), {
		dir: '/nowhere',
		isPaused: true,
		files: [0],
		peers: [...lab.givenPeers],
		trackers: [],
	});
	t.is(lab.givenPeers.length, 1);
});

test('a peer joins in its time, and who left is listed no more', async t => {
	const lab = await start(t, {peers: [{name: 'late', joins: 5}]});
	const [late] = lab.peers;
	t.is(late!.port, 0);
	let answer = '';
	for (let asked = 0; asked < 200 && !answer.includes(compact(late!)); asked++) {
		await new Promise(resolve => {
			setTimeout(resolve, 10);
		});
		answer = await announce(lab);
	}

	t.not(late!.port, 0);
	t.true(answer.includes(compact(late!)));
	late!.leave();
	t.true((await announce(lab)).includes('5:peers0:'));
});

test('a peer that dials connects to whoever announces, once', async t => {
	const lab = await start(t, {peers: [{name: 'seed', found: 'dials'}]});
	let connections = 0;
	const {promise: connected, resolve} = Promise.withResolvers<void>();
	const listener = createServer(() => {
		connections++;
		resolve();
	}).listen(0, '127.0.0.1');
	await once(listener, 'listening');
	t.teardown(() => {
		listener.close();
	});
	const {port} = listener.address() as AddressInfo;
	t.true((await announce(lab, port)).includes('5:peers0:'));
	await announce(lab, port);
	await connected;
	t.is(connections, 1);
	t.is(lab.peers[0]!.counts.connections, 1);
});

test('the lab’s leecher fetches from its seeds and ends complete', async t => {
	const lab = await start(t, {
		content: {name: 'c', pieceLength: 16_384, files: [{path: ['f'], length: 400_000}]},
		peers: [
			{name: 'seed', uploads: 30_000},
			{name: 'leecher', has: 'none', downloads: 30_000},
		],
	});
	const leecher = lab.peers[1]!;
	for (let waited = 0; waited < 400 && !leecher.isComplete; waited++) {
		await new Promise(resolve => {
			setTimeout(resolve, 10);
		});
	}

	t.true(leecher.isComplete);
	t.is(leecher.counts.corruptBlocksReceived, 0);
	t.is(leecher.counts.connections, 1);
});

test('the same seed makes the same torrent and the same peers, another seed others', async t => {
	const scenario = {peers: [{name: 'partial', has: 0.3}]};
	const [one, same, other] = [
		await start(t, scenario, {seed: 5}),
		await start(t, scenario, {seed: 5}),
		await start(t, scenario, {seed: 6}),
	];
	t.deepEqual(one.content.infoHash, same.content.infoHash);
	t.deepEqual(one.peers[0]!.bits, same.peers[0]!.bits);
	t.deepEqual(one.peers[0]!.peerId, same.peers[0]!.peerId);
	t.notDeepEqual(one.content.infoHash, other.content.infoHash);
});

test('peers and trackers may be IPv6, and our client then binds to both families of the loopback', async t => {
	const lab = await start(t, {peers: [{name: 'six', family: 6}], trackers: [{family: 6}]});
	const client = TestClient.connect(lab.peers[0]!, lab.content.infoHash);
	t.teardown(() => {
		client.close();
	});
	await client.hear('haveAll');
	t.regex(lab.trackers[0]!.url, /^http:\/\/\[::1]:\d+\//);
	t.notRegex(lab.settings.bind ?? '', /\./);
});

test('our client stays on the loopback: no DHT, LSD, PEX or port mapping', async t => {
	const lab = await start(t, {settings: {uploadSlots: 0}}, {timeScale: 1});
	t.deepEqual(lab.settings, {
		bind: '127.0.0.1',
		port: 0,
		dht: false,
		lsd: false,
		pex: false,
		portMapping: false,
		uploadSlots: 0,
	});
});

test('a stopped lab listens no more', async t => {
	const lab = await start(t, {
		peers: [{name: 'seed'}, {name: 'hole', connects: 'black-hole'}],
		trackers: [{protocol: 'http'}, {protocol: 'udp'}],
	});
	await lab.stop();
	await t.throwsAsync(announce(lab));
	const client = TestClient.connect(lab.peers[0]!);
	t.is((await client.hear('closed')).code, 'ECONNREFUSED');
});

test('the description names the scenario, its run, every peer and what to look at', async t => {
	const lab = await start(t, mixed, {seed: 3});
	const text = lab.describe();
	t.true(text.startsWith('mixed: '));
	t.true(text.includes('(run 3)'));
	for (const peer of lab.peers) {
		t.true(text.includes(formatPeerAddress(peer)) && text.includes(peer.name));
	}

	const [http, udp] = lab.trackers.map(({url}) => new URL(url).host);
	t.regex(text, new RegExp(`^  ${http} +HTTP tracker$`, 'm'));
	t.regex(text, new RegExp(`^  ${udp} +UDP tracker$`, 'm'));

	t.true(text.endsWith(mixed.watch));
});
