import test from 'ava';
import {candidate, failingTracker, tracker, verdict} from './metrics-fixture.js';

const nobody = {
	peers: {handshaken: 0, outgoing: 0},
	candidates: {known: 0, untried: 0},
} as const;
const noDht = {sources: {dht: {isOn: false, ageMs: 0, nodes: 0, rounds: 0, peers: 0}}} as const;
const noTrackers = {sources: {trackers: []}} as const;
const empty = {seeds: 0, leechers: 1, peers: 0};

test('E06 holds without trackers, DHT and peers; one of them is enough against it', t => {
	t.is(verdict('E06', nobody, noTrackers, noDht), 'error');
	t.is(verdict('E06', nobody, noTrackers), 'nothing');
	t.is(verdict('E06', nobody, noDht), 'nothing');
	t.is(verdict('E06', noTrackers, noDht), 'nothing');
});

test('E06 gives the DHT its minute to find a node', t => {
	const young = {sources: {trackers: [], dht: {nodes: 0, ageMs: 59_999}}} as const;
	const old = {sources: {trackers: [], dht: {nodes: 0, ageMs: 60_000}}} as const;
	t.is(verdict('E06', nobody, young), 'waits');
	t.is(verdict('E06', nobody, old), 'error');
	t.is(verdict('E06', nobody, young, {timeScale: 0.5}), 'error');
});

test('E06 lets the addresses that are known be tried first, and then tells what became of them', t => {
	const given = (untried: number, connecting: number, timeouts: number) =>
		verdict('E06', nobody, noTrackers, noDht, {
			candidates: {known: 1, untried, connecting},
			dials: {attempts: timeouts, timeouts, refusals: 0, successes: 0},
		});
	t.is(given(1, 0, 0), 'nothing');
	t.is(given(0, 1, 0), 'nothing');
	t.is(given(0, 0, 1), 'error');
	t.is(given(0, 1, 1), 'error', 'tried again');
	t.is(
		candidate('E06', nobody, noTrackers, noDht, {
			candidates: {known: 1},
			dials: {attempts: 2, timeouts: 0, refusals: 2, successes: 0},
			handshakes: {plainCut: 0},
		}).headline,
		'No source of peers but 1 known address: 2 refused',
	);
	t.is(
		candidate('E06', nobody, noTrackers, noDht, {
			candidates: {known: 1},
			dials: {attempts: 1, timeouts: 0, refusals: 0, successes: 1},
			handshakes: {plainCut: 0, wrongInfoHashes: 1},
		}).headline,
		'No source of peers but 1 known address: 1 answered with another info hash',
	);
});

test('E06 says plainly when nobody at all is known', t => {
	const {headline, evidence} = candidate('E06', nobody, noTrackers, noDht, {
		dials: {attempts: 0, successes: 0, timeouts: 0, refusals: 0},
		settings: {dht: false},
	});
	t.is(headline, 'No source of peers: no tracker, no DHT, nobody to ask');
	t.deepEqual(
		evidence().map(({text}) => text),
		[
			'The torrent names no tracker',
			'The DHT is switched off',
			'No peer is connected that could name others',
		],
	);
});

test('E06 offers to switch the DHT on only where it is off and allowed', t => {
	const offered = (isPrivate: boolean, dht: boolean) =>
		candidate('E06', nobody, noTrackers, noDht, {torrent: {isPrivate}, settings: {dht}})
			.actions.map(({command}) => command)
			.includes(':set dht=true');
	t.true(offered(false, false));
	t.false(offered(true, false));
	t.false(offered(false, true));
});

test('E11 holds when trackers answer and offer nobody but us', t => {
	const alone = {sources: {trackers: [tracker(empty)]}} as const;
	t.is(verdict('E11', nobody, alone, noDht), 'warn');
	t.regex(candidate('E11', nobody, alone, noDht).headline, /^Nobody offers this torrent/u);
	t.is(verdict('E11', alone, noDht), 'nothing', 'somebody is connected');
	t.is(verdict('E11', nobody, noDht), 'nothing', 'ten peers are advertised');
	t.is(verdict('E11', nobody, noDht, {sources: {trackers: [failingTracker({})]}}), 'nothing');
});

test('E11 waits for two rounds of the DHT, which have to be empty', t => {
	const dht = (rounds: number, peers: number) =>
		verdict('E11', nobody, {sources: {trackers: [tracker(empty)], dht: {rounds, peers}}});
	t.is(dht(1, 0), 'nothing');
	t.is(dht(2, 0), 'warn');
	t.is(dht(2, 1), 'nothing');
});

test('E11 says so when a tracker counts seeds and names none', t => {
	const counted = {sources: {trackers: [tracker({...empty, seeds: 5})]}} as const;
	t.is(
		candidate('E11', nobody, counted, noDht).headline,
		'Nobody offers this torrent: trackers count 5 seeds and give no address of them',
	);
});

test('E12 holds with fewer than five nodes after a minute', t => {
	const dht = (nodes: number, ageMs: number, isOn = true) =>
		verdict('E12', {sources: {dht: {nodes, ageMs, isOn}}});
	t.is(dht(4, 60_000), 'warn');
	t.is(dht(5, 60_000), 'nothing');
	t.is(dht(4, 59_999), 'waits');
	t.is(dht(0, 60_000, false), 'nothing');
	t.is(verdict('E12', {timeScale: 0.01, sources: {dht: {nodes: 4, ageMs: 600}}}), 'warn');
});

test('E13 holds from twenty packets without an answer while TCP works', t => {
	const udp = (packetsOut: number, packetsIn: number, tcpSuccesses: number) =>
		verdict('E13', {engine: {udp: {packetsOut, packetsIn}, tcpSuccesses}});
	t.is(udp(20, 0, 1), 'warn');
	t.is(udp(19, 0, 1), 'nothing');
	t.is(udp(20, 1, 1), 'nothing');
	t.is(udp(20, 0, 0), 'nothing');
});

test('E30 holds once the metadata is missing for longer than a minute', t => {
	const running = (runningForMs: number) =>
		verdict('E30', {torrent: {state: 'metadata', runningForMs}});
	t.is(running(59_999), 'waits');
	t.is(running(60_000), 'waits');
	t.is(running(60_001), 'warn');
});

test('E30 tells which of its causes it is', t => {
	const stuck = {torrent: {state: 'metadata', runningForMs: 90_000}} as const;
	const headline = (difference: Parameters<typeof candidate>[1]) =>
		candidate('E30', stuck, difference!).headline;
	t.regex(headline(nobody), /no peer is connected$/u);
	t.regex(headline({}), /none of the 8 connected peers supports it$/u);
	t.regex(headline({metadata: {offering: 2, rejects: 4}}), /all 2 peers that have it reject/u);
	t.regex(headline({metadata: {offering: 2, failures: 1}}), /wrong size or hash/u);
	t.regex(headline({metadata: {offering: 2}}), /2 peers asked, no answer/u);
});

test('E30 is an error only while all its sources fail', t => {
	const stuck = {torrent: {state: 'metadata', runningForMs: 90_000}} as const;
	const failing = {sources: {trackers: [failingTracker({})]}} as const;
	t.is(verdict('E30', stuck, nobody, noDht, failing), 'error');
	t.is(verdict('E30', stuck, nobody, failing), 'warn', 'the DHT gave addresses');
	t.is(verdict('E30', stuck, nobody, failing, {sources: {dht: {peers: 0}}}), 'error');
	t.is(verdict('E30', stuck, nobody, noDht), 'warn', 'a tracker works');
	t.is(verdict('E30', stuck, noDht, failing), 'warn', 'peers are connected');
});

test('E38 holds when all addresses given are ours', t => {
	const own = (peers: number, ownAddresses: number | null) =>
		verdict('E38', nobody, {sources: {trackers: [tracker({peers, ownAddresses})]}});
	t.is(own(1, 1), 'warn');
	t.is(own(2, 1), 'nothing');
	t.is(own(0, 0), 'nothing');
	t.is(own(1, null), 'nothing');
});

test('E38 is silent while anybody is connected or another tracker names others', t => {
	const ours = tracker({peers: 1, ownAddresses: 1});
	t.is(verdict('E38', {sources: {trackers: [ours]}}), 'nothing');
	t.is(verdict('E38', nobody, {sources: {trackers: [ours, tracker()]}}), 'nothing');
});
