import test from 'ava';
import {candidate, now, peerRows, verdict} from './metrics-fixture.js';

const choked = {peers: {withWanted: 3, usable: 0}} as const;

function all(chokedForMs: number, timeScale = 1): string[] {
	const clocks = {clocks: {chokedForMs}, timeScale};
	return ['E29a', 'E29b', 'E29c'].map(id => verdict(id, choked, clocks));
}

test('the three findings of E29 take turns at one and five minutes', t => {
	t.deepEqual(all(0), ['info', 'waits', 'waits']);
	t.deepEqual(all(59_999), ['info', 'waits', 'waits']);
	t.deepEqual(all(60_000), ['nothing', 'warn', 'waits']);
	t.deepEqual(all(299_999), ['nothing', 'warn', 'waits']);
	t.deepEqual(all(300_000), ['nothing', 'nothing', 'error']);
});

test('the time scale shrinks both limits', t => {
	t.deepEqual(all(600, 0.01), ['nothing', 'warn', 'waits']);
	t.deepEqual(all(3000, 0.01), ['nothing', 'nothing', 'error']);
});

test('nothing of E29 holds while somebody lets us ask or nobody has anything for us', t => {
	t.deepEqual(all(Number.NaN), ['nothing', 'nothing', 'nothing']);
});

test('the evidence names the useful peers, longest connected first, and our own upload', t => {
	const rows = peerRows([
		{piecesWanted: 10, handshakeAt: now - 70_000, chokedSince: now - 70_000},
		{piecesWanted: 0, handshakeAt: now - 99_000},
		{piecesWanted: 600, handshakeAt: now - 90_000, chokedSince: now - 80_000},
	]);
	const {evidence, headline} = candidate('E29b', choked, {
		clocks: {chokedForMs: 90_000},
		peerRows: rows,
	});
	t.is(headline, 'Still choked by all 3 useful peers, for 1m 30s');
	t.deepEqual(evidence(), [
		{
			text: '10.0.0.3:6881: has 600 of the 600 pieces we lack, connected for 1m 30s, choking us for 1m 20s',
			peer: '10.0.0.3:6881',
		},
		{
			text: '10.0.0.1:6881: has 10 of the 600 pieces we lack, connected for 1m 10s, choking us for 1m 10s',
			peer: '10.0.0.1:6881',
		},
		{text: 'We upload 100 kB/s in 4 slots'},
	]);
});

test('the actions name what keeps us from uploading', t => {
	const commands = (uploadSlots: number, maxUp: number) =>
		candidate('E29c', choked, {
			clocks: {chokedForMs: 400_000},
			settings: {uploadSlots, maxUp},
		})
			.actions.map(({command}) => command)
			.filter(command => command?.startsWith(':set'));
	t.deepEqual(commands(0, 0), [':set uploadSlots=4']);
	t.deepEqual(commands(4, 9999), [':set maxUp=0']);
	t.deepEqual(commands(4, 10_000), []);
});

test('a lone useful peer is called the only one', t => {
	const one = {peers: {withWanted: 1, usable: 0}, clocks: {chokedForMs: 61_000}} as const;
	t.is(candidate('E29b', one).headline, 'Still choked by the only useful peer, for 1m 1s');
});
