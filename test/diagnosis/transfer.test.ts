import test from 'ava';
import {notReadyReasons} from '../../source/store/columns.js';
import {candidate, type Difference, now, peerRows, verdict} from './metrics-fixture.js';

function piece(failures: number, ...peers: string[]): Difference {
	return {corruption: {pieces: [{index: 17, failures, peers}]}};
}

test('E24 warns of a peer proven to lie', t => {
	const liar = {corruption: {liars: ['10.0.0.9:6881']}} as const;
	t.is(verdict('E24', liar), 'warn');
	t.is(verdict('E24'), 'nothing');
	const {headline, evidence} = candidate('E24', liar);
	t.regex(headline, /^Corrupt data from peer 10\.0\.0\.9:6881 \(banned\)/u);
	t.is(evidence()[0]!.peer, '10.0.0.9:6881');
});

test('E24 is an error when one piece fails three times from different peers', t => {
	t.is(verdict('E24', piece(2, 'a', 'b')), 'nothing');
	t.is(verdict('E24', piece(3, 'a', 'b')), 'error');
	t.is(verdict('E24', piece(3, 'a')), 'nothing');
	t.is(candidate('E24', piece(3, 'a', 'b')).evidence()[0]!.piece, 17);
});

/** In endgame, a few blocks to go. */
const endgame: Difference = {
	progress: {isEndgame: true, wantedBytes: 1000, haveWantedBytes: 951},
	peers: {outstanding: 2},
	clocks: {oldestRequestForMs: 60_001},
};

test('E26 holds over 95 % when the oldest request is older than a minute', t => {
	t.is(verdict('E26', endgame), 'warn');
	t.is(verdict('E26', endgame, {progress: {haveWantedBytes: 950}}), 'nothing');
	t.is(verdict('E26', endgame, {progress: {isEndgame: false}}), 'nothing');
	t.is(verdict('E26', endgame, {peers: {outstanding: 0}}), 'nothing');
	t.is(verdict('E26', endgame, {clocks: {oldestRequestForMs: 60_000}}), 'waits');
});

test('E26 goes on counting when the request was given up and its block asked elsewhere', t => {
	const again = {clocks: {oldestRequestForMs: 3000, endgameStuckForMs: 63_000}} as const;
	t.is(verdict('E26', endgame, again), 'warn');
	t.is(verdict('E26', endgame, {clocks: {oldestRequestForMs: 3000}}), 'waits');
});

test('E26 leads from the block to its owner', t => {
	const blocks = [{index: 17, begin: 49_152, address: '10.0.0.4:6881', ageMs: 75_000}];
	const {headline, evidence} = candidate('E26', endgame, {missing: {blocks}});
	t.is(headline, 'Endgame stuck for 1m: block 3 of piece 17 → 10.0.0.4:6881');
	t.deepEqual(evidence(), [
		{
			text: 'Block 3 of piece 17: asked from 10.0.0.4:6881 1m 15s ago',
			peer: '10.0.0.4:6881',
			piece: 17,
		},
	]);
});

test('E26 names the peers that owe where the blocks are not known', t => {
	const {evidence} = candidate('E26', endgame, {
		peerRows: peerRows([{outstanding: 2, oldestRequestAt: now - 61_000}, {}]),
	});
	t.is(evidence()[0]!.text, '10.0.0.1:6881: owes 2 requests, the oldest 1m 1s old');
	t.is(evidence().length, 1);
});

test('E31 holds as soon as one useful peer was not told that we are interested', t => {
	t.is(verdict('E31', {peers: {uninterested: 1}}), 'error');
	t.is(verdict('E31', {peers: {uninterested: 0}}), 'nothing');
	const {evidence} = candidate('E31', {
		peers: {uninterested: 1},
		peerRows: peerRows([
			{piecesWanted: 3, amInterested: 1},
			{piecesWanted: 3, amInterested: 0},
		]),
	});
	t.deepEqual(
		evidence().map(({peer}) => peer),
		['10.0.0.2:6881'],
	);
});

test('E32 holds after more than ten seconds unchoked without a request', t => {
	t.is(verdict('E32', {clocks: {idleForMs: 10_000}}), 'waits');
	t.is(verdict('E32', {clocks: {idleForMs: 10_001}}), 'warn');
	t.is(verdict('E32', {clocks: {idleForMs: 1001}, timeScale: 0.1}), 'warn');
	t.is(verdict('E32'), 'nothing');
});

test('E32 says whether limiter, disk or picker is the cause', t => {
	const cause = (engine: NonNullable<Difference['engine']>) =>
		candidate('E32', {clocks: {idleForMs: 12_000}, engine}).headline;
	t.regex(cause({line: {downLimitedShare: 0.51}}), /our rate limiter holds it back$/u);
	t.regex(cause({disk: {pressureShare: 0.31}}), /the disk is behind/u);
	t.regex(cause({}), /the picker finds nothing to ask/u);
});

test('E32 says who refuses what we ask, where that is the cause', t => {
	const refusing = notReadyReasons.indexOf('refuses requests');
	const peer = {piecesWanted: 3, peerChoking: 0, requestsRejected: 4, requestsTimedOut: 1} as const;
	const of = (...reasons: number[]) =>
		candidate('E32', {
			clocks: {idleForMs: 12_000},
			peerRows: peerRows(reasons.map(notReadyReason => ({...peer, notReadyReason}))),
		});
	const all = of(refusing, refusing);
	t.regex(all.headline, /: they refuse what we ask$/u);
	t.regex(
		all.evidence()[0]!.text,
		/: unchoked us and refuses what we ask: 4 rejected, 1 timed out, no data so far$/u,
	);
	t.regex(of(refusing).headline, /: it refuses what we ask$/u);
	t.regex(of(refusing, 0).headline, /the picker finds nothing to ask/u);
});

/** Every peer that would give is snubbed. */
const mute: Difference = {
	peers: {usable: 2, snubbed: 2, outstanding: 2},
	clocks: {noPayloadForMs: 20_000, oldestRequestForMs: 15_000},
};

test('E33 holds when all who unchoked us are snubbed and the oldest request is 15 s old', t => {
	t.is(verdict('E33', mute), 'warn');
	t.is(verdict('E33', mute, {peers: {snubbed: 1}}), 'nothing');
	t.is(verdict('E33', mute, {peers: {outstanding: 0}}), 'nothing');
	t.is(verdict('E33', mute, {peers: {usable: 0, snubbed: 0}}), 'nothing');
	t.is(verdict('E33', mute, {clocks: {noPayloadForMs: 4999}}), 'nothing');
	const young = {clocks: {noPayloadForMs: 14_999, oldestRequestForMs: 14_999}} as const;
	t.is(verdict('E33', mute, young), 'waits');
});

test('E32 and E33 name the peers that would let us ask, with their last data', t => {
	const rows = peerRows([
		{piecesWanted: 3, peerChoking: 1},
		{piecesWanted: 3, peerChoking: 0, lastPayloadInAt: now - 31_000},
		{piecesWanted: 3, peerChoking: 1, canDownload: 1},
		{piecesWanted: 0, peerChoking: 0},
	]);
	const idle = candidate('E32', {clocks: {idleForMs: 12_000}, peerRows: rows});
	t.deepEqual(idle.evidence(), [
		{
			text: '10.0.0.2:6881: lets us ask, and nothing is asked, last data 31s ago',
			peer: '10.0.0.2:6881',
		},
		{
			text: '10.0.0.3:6881: lets us ask, and nothing is asked, no data so far',
			peer: '10.0.0.3:6881',
		},
	]);
	t.deepEqual(
		candidate('E33', mute, {peerRows: rows})
			.evidence()
			.map(({peer}) => peer),
		['10.0.0.2:6881', '10.0.0.3:6881'],
	);
});
