import test from 'ava';
import {candidate, cutAt, type Difference, peerRows, verdict} from './metrics-fixture.js';

const nobody = {peers: {outgoing: 0}, peerRows: peerRows([])} as const;

/** That many addresses hung up at the handshake. */
function cutBy(count: number): Difference {
	const addresses = Array.from({length: count}, (_, at) => `10.0.1.${at}:6881`);
	return {closes: {ends: () => cutAt(...addresses)}};
}

test('E15 holds when three fifths of at least three plaintext handshakes are cut', t => {
	const cut = (plainCut: number, plainSent: number) =>
		verdict('E15', nobody, {handshakes: {plainSent, plainCut}});
	t.is(cut(2, 2), 'nothing');
	t.is(cut(3, 3), 'warn');
	t.is(cut(6, 10), 'warn');
	t.is(cut(5, 10), 'nothing');
});

test('E15 counts addresses, not tries, where another peer answers in plaintext', t => {
	const tries = {peers: {outgoing: 1}, handshakes: {plainSent: 6, plainCut: 4}};
	const answering = {peerRows: peerRows([{}])};
	t.is(verdict('E15', tries, answering, cutBy(1)), 'nothing');
	t.is(verdict('E15', tries, answering, cutBy(2)), 'nothing');
	t.is(verdict('E15', tries, answering, cutBy(3)), 'warn');
	t.is(verdict('E15', tries, {peerRows: peerRows([{}, {}, {}])}, cutBy(3)), 'nothing');
	// With nobody to compare it with, one address that always hangs up is all there is to tell.
	t.is(verdict('E15', tries, nobody, cutBy(1)), 'warn');
});

test('E15 leaves out who answered once, is connected now, or is ourselves', t => {
	const tries = {handshakes: {plainSent: 6, plainCut: 6}};
	const [cut] = cutAt('10.0.0.1:6881');
	const ends = (...more: Array<Partial<NonNullable<typeof cut>>>): Difference => ({
		closes: {ends: () => [...cutAt('a', 'b', 'c'), ...more.map(end => ({...cut!, ...end}))]},
	});
	t.regex(candidate('E15', nobody, tries, ends()).headline, /by 3 peers$/u);
	t.regex(
		candidate('E15', nobody, tries, ends({address: 'us', reason: 'self-connection'})).headline,
		/by 3 peers$/u,
	);
	t.is(verdict('E15', nobody, tries, ends({address: 'a', isHandshaken: true})), 'nothing');
	const {headline} = candidate('E15', {peers: {outgoing: 1}}, tries, ends({}, {}));
	t.regex(headline, /by 3 peers$/u);
});

test('E15 offers to require encryption only where that can be kept and is not so already', t => {
	const command = (encryption: 'prefer' | 'require', canEncrypt = true) =>
		candidate('E15', nobody, {
			handshakes: {plainSent: 5, plainCut: 5},
			settings: {encryption},
			engine: {canEncrypt},
		}).actions[0]!.command;
	t.is(command('prefer'), ':set encryption=require');
	t.is(command('require'), null);
	t.is(command('prefer', false), null);
});

test('E15 owns that a peer without the torrent hangs up the same way, unless encryption was tried', t => {
	const said = (sent: number) => {
		const {headline, evidence, actions} = candidate('E15', nobody, cutBy(5), {
			handshakes: {sent, plainSent: 5, plainCut: 5},
		});
		return [headline, evidence().length, actions.length];
	};
	const words = 'Peers require encryption, or traffic is inspected';
	const figures = '5 of 5 connections were cut at the handshake, by 5 peers';
	t.deepEqual(said(5), [`${words}, or they do not have this torrent: ${figures}`, 7, 3]);
	t.deepEqual(said(6), [`${words}: ${figures}`, 6, 2]);
});

test('E18 holds when four fifths of at least three handshakes turn us away', t => {
	const away = (wrongInfoHashes: number, cutBothWays: number, sent: number) =>
		verdict('E18', nobody, {handshakes: {sent, wrongInfoHashes, cutBothWays}});
	t.is(away(3, 0, 3), 'error');
	t.is(away(2, 0, 2), 'nothing');
	t.is(away(8, 0, 10), 'error');
	t.is(away(7, 0, 10), 'nothing');
	t.is(away(4, 4, 10), 'error');
	t.is(away(0, 0, 10), 'nothing');
});

test('E18 counts addresses too where another peer knows the torrent', t => {
	const handshakes = {sent: 9, wrongInfoHashes: 8};
	const turnedAway = (count: number) => {
		const ends = Array.from({length: count}, (_, at) => ({
			address: `10.0.1.${at}:6881`,
			reason: 'wrong-infohash' as const,
			isHandshaken: false,
		}));
		const closes = {ends: () => ends};
		return verdict('E18', {peers: {outgoing: 1}, peerRows: peerRows([{}]), handshakes, closes});
	};
	t.is(turnedAway(1), 'nothing');
	t.is(turnedAway(3), 'nothing');
	t.is(turnedAway(4), 'error');
});

test('E18 tells apart who answered otherwise and who hung up', t => {
	const texts = (wrongInfoHashes: number, cutBothWays: number) =>
		candidate('E18', nobody, {handshakes: {sent: 4, wrongInfoHashes, cutBothWays}})
			.evidence()
			.map(({text}) => text);
	t.deepEqual(texts(4, 0), ['4 of 4 handshakes were answered with another info hash']);
	t.deepEqual(texts(0, 4), ['4 of 4 hung up after ours, in plaintext and encrypted alike']);
	t.is(texts(2, 2).length, 2);
});

test('connections that stand since before the window speak against E15 and E18', t => {
	const cut = {
		...cutBy(6),
		handshakes: {plainSent: 6, plainCut: 6, sent: 8, wrongInfoHashes: 8},
	};
	t.is(verdict('E15', cut, {peers: {outgoing: 4}}), 'warn');
	t.is(verdict('E15', cut, {peers: {outgoing: 5}}), 'nothing');
	const unknowing = {...cut, peerRows: peerRows([])};
	t.is(verdict('E18', unknowing, {peers: {outgoing: 2}}), 'error');
	t.is(verdict('E18', unknowing, {peers: {outgoing: 3}}), 'nothing');
});

test('E21 holds after more than ten minutes without a caller while we get through', t => {
	const quiet = {engine: {incomingConnections: 0}} as const;
	const after = (runningForMs: number) => verdict('E21', quiet, {torrent: {runningForMs}});
	t.is(after(599_999), 'waits');
	t.is(after(600_000), 'waits');
	t.is(after(600_001), 'warn');
	const late = {torrent: {runningForMs: 700_000}};
	t.is(verdict('E21', late, {engine: {incomingConnections: 1}}), 'nothing');
	t.is(verdict('E21', late, quiet, {settings: {incoming: false}}), 'nothing');
	t.is(verdict('E21', late, quiet, {engine: {listenPort: null}}), 'nothing');
	t.is(verdict('E21', late, quiet, {dials: {successes: 0}, peers: {outgoing: 0}}), 'nothing');
});

test('E22 holds when more than half of the known addresses are held back', t => {
	const few = {peers: {handshaken: 5}} as const;
	const held = (limited: number, filtered: number, known: number) =>
		verdict('E22', few, {candidates: {limited, filtered, known}});
	t.is(held(6, 0, 10), 'warn');
	t.is(held(5, 0, 10), 'nothing');
	t.is(held(3, 3, 10), 'warn');
	t.is(held(0, 0, 0), 'nothing');
});

test('E22 leaves those banned for corrupt data to E24', t => {
	const held = (filtered: number, banned: number) =>
		verdict('E22', {candidates: {filtered, known: 10}, corruption: {banned}});
	t.is(held(6, 0), 'warn');
	t.is(held(6, 1), 'nothing');
	t.is(held(8, 2), 'warn');
	t.is(held(0, 3), 'nothing');
});

test('E22 does not complain about a full house that delivers', t => {
	const full = {candidates: {limited: 90, known: 100}} as const;
	t.is(verdict('E22', full, {peers: {handshaken: 20}}), 'nothing');
	t.is(verdict('E22', full, {peers: {handshaken: 19}}), 'warn');
	t.is(verdict('E22', full, {peers: {handshaken: 20}, rates: {downBytesPerSecond: 0}}), 'warn');
});

test('E22 tells limits and filter apart', t => {
	const said = (limited: number, filtered: number) => {
		const {evidence, actions} = candidate('E22', {
			peers: {handshaken: 5},
			candidates: {known: 10, limited, filtered},
			settings: {maxPeersPerTorrent: 5},
		});
		return [...evidence().map(({text}) => text), ...actions.map(({label}) => label)];
	};
	t.deepEqual(said(8, 0), [
		'8 wait for a place: 5 connected, at most 5 a torrent and 400 in all',
		'Allow more connections',
	]);
	t.deepEqual(said(0, 8), ['8 are banned or filtered', 'Edit the filter']);
	t.is(said(4, 4).length, 4);
});

test('E22 offers only settings in their range', t => {
	const {actions} = candidate('E22', {
		peers: {handshaken: 5},
		candidates: {limited: 9, known: 10},
		settings: {maxPeersPerTorrent: 1500},
	});
	t.is(actions[0]!.command, ':set maxPeersPerTorrent=2000');
});

test('E23 holds from five drops with a median life under ten seconds', t => {
	const reasons = [{reason: 'reset-by-peer', count: 5, address: '10.0.0.7:6881'}] as const;
	const drops = (count: number, medianLifeMs: number, timeScale = 1) =>
		verdict('E23', {timeScale, closes: {count, medianLifeMs, reasons}});
	t.is(drops(5, 9999), 'warn');
	t.is(drops(4, 9999), 'nothing');
	t.is(drops(5, 10_000), 'nothing');
	t.is(drops(5, Number.POSITIVE_INFINITY), 'nothing');
	t.is(drops(5, 999, 0.1), 'warn');
	t.is(drops(5, 1000, 0.1), 'nothing');
});

test('E23 names the top reasons and a peer for each', t => {
	const {headline, evidence} = candidate('E23', {
		closes: {
			count: 7,
			medianLifeMs: 1200,
			reasons: [
				{reason: 'closed-by-peer', count: 5, address: '10.0.0.7:6881'},
				{reason: 'handshake-timeout', count: 2, address: '10.0.0.8:6881'},
			],
		},
	});
	t.is(headline, 'Connections keep dropping: 7 ended, half within 1s; mostly: the peer hung up');
	t.deepEqual(
		evidence().map(({peer}) => peer),
		['10.0.0.7:6881', '10.0.0.8:6881'],
	);
	t.regex(evidence()[1]!.text, /deadline has elapsed/u);
});
