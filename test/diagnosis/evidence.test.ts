import test from 'ava';
import {endedPeers, peerLimit} from '../../source/diagnosis/evidence.js';
import type {CloseReason} from '../../source/store/close-reason.js';
import {candidate, type Difference, metricsWith, peerRows} from './metrics-fixture.js';

/** Connections that ended so, newest first. */
function ended(
	...ends: ReadonlyArray<readonly [address: string, reason: CloseReason]>
): Difference {
	const closes = ends.map(([address, reason]) => ({address, reason, isHandshaken: false}));
	return {closes: {ends: () => closes}};
}

test('addresses are told once, by their newest end, if that is of the kind', t => {
	const metrics = metricsWith(
		ended(
			['a', 'connect-refused'],
			['b', 'closed-by-peer'],
			['b', 'connect-refused'],
			['a', 'kicked'],
		),
	);
	t.deepEqual(endedPeers(metrics, ['connect-refused']), [
		{text: 'a: connection refused', peer: 'a'},
	]);
});

test('of many a handful is told', t => {
	const many = Array.from({length: 20}, (_, at) => [`10.0.0.${at}:1`, 'wrong-infohash'] as const);
	const evidence = endedPeers(metricsWith(ended(...many)), ['wrong-infohash']);
	t.is(evidence.length, peerLimit);
	t.is(evidence[0]?.peer, '10.0.0.0:1');
});

test('what fails to connect or at the handshake leads to the peers concerned', t => {
	const nobody = {peers: {handshaken: 0, outgoing: 0, outgoingTcp: 0}, peerRows: peerRows([])};
	const cases: ReadonlyArray<readonly [id: string, reason: CloseReason, difference: Difference]> = [
		['E14', 'connect-timeout', {dials: {attempts: 10, successes: 0, timeouts: 10, refusals: 0}}],
		['E14b', 'connect-refused', {dials: {attempts: 10, successes: 0, timeouts: 0, refusals: 10}}],
		['E15', 'handshake-failed', {handshakes: {sent: 5, plainSent: 5, plainCut: 5}}],
		['E18', 'wrong-infohash', {handshakes: {sent: 5, wrongInfoHashes: 5}}],
		['E18', 'reset-by-peer', {handshakes: {sent: 5, cutBothWays: 5}}],
	];
	for (const [id, reason, difference] of cases) {
		const {evidence} = candidate(id, nobody, difference, ended(['10.0.0.7:6881', reason]));
		t.true(
			evidence().some(({peer}) => peer === '10.0.0.7:6881'),
			id,
		);
	}
});
