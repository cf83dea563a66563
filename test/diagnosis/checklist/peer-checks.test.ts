import test from 'ava';
import {peerAppeared, peerClosed} from '../snapshot-fixture.js';
import {check, line} from './checklist-fixture.js';

test('reachable: every try by how it ended', t => {
	t.is(line('reachable'), 'waiting: no address tried yet');
	t.is(
		line('reachable', {row: {dialAttempts: 2, connecting: 2}}),
		'waiting: no address tried yet, 2 being tried',
	);
	t.is(
		line('reachable', {
			row: {dialAttempts: 9, connecting: 1, dialSuccesses: 3, dialTimeouts: 4, dialRefusals: 1},
		}),
		'good: 8 tries: 3 reached, 4 timed out, 1 refused, 1 being tried',
	);
	t.is(
		line('reachable', {row: {dialAttempts: 2, dialUnreachable: 2}}),
		'waiting: 2 tries: 2 unreachable',
	);
});

test('info hash: who answered with ours, also those that are gone', t => {
	t.is(line('handshakes'), 'waiting: no handshake yet');
	t.is(
		line('handshakes', {
			peers: [
				{id: 1, handshakeAt: 5},
				{id: 2, handshakeAt: Number.NaN},
			],
			row: {wrongInfoHashes: 1},
		}),
		'good: 1 peer answered with our info hash; 1 answered with another info hash',
	);
	const events = [peerClosed(3), peerClosed(4, {isHandshaken: false})];
	t.is(
		line('handshakes', {}, {events}),
		'good: 1 peer answered with our info hash, 1 of them gone by now',
	);
	const back = [peerClosed(3), peerClosed(5, {address: '10.0.0.3:6881'}), peerAppeared(6)];
	t.is(
		line('handshakes', {peers: [{id: 6, handshakeAt: 5}]}, {events: back}),
		'good: 2 peers answered with our info hash, 1 of them gone by now',
		'one that came and went twice is one',
	);
	t.regex(
		line('handshakes', {row: {plainHandshakesCut: 2}}),
		/^waiting: 2 times a peer hung up on our handshake/,
	);
});

test('pieces: who told, who has, what nobody has', t => {
	t.is(line('availability'), 'waiting: none has told what it has');
	t.is(
		line('availability', {row: {connected: 3}}),
		'waiting: 3 peers connected, none has told what it has',
	);
	const row = {
		connected: 4,
		availabilityKnown: 3,
		havePiecesPeers: 2,
		seeds: 1,
		distributedCopies: 1.5,
		wantedFromPeers: 2,
		unavailablePieces: 0,
	};
	t.is(line('availability', {row}), 'good: 3 of 4 told; 2 have pieces, 1 all; 1.50 copies');
	t.is(
		line('availability', {row: {...row, wantedFromPeers: 0, unavailablePieces: 9}}),
		'waiting: 3 of 4 told; 2 have pieces, 1 all; 1.50 copies, 9 wanted pieces that nobody connected has',
	);
	t.is(
		line('availability', {row: {...row, unavailablePieces: 1}}),
		'waiting: 3 of 4 told; 2 have pieces, 1 all; 1.50 copies, 1 wanted piece that nobody connected has',
	);
});

test('choking: who lets us ask, and for how long nobody has', t => {
	t.is(line('choking'), 'waiting: no connected peer has what we want');
	t.is(
		line('choking', {row: {wantedFromPeers: 3, unchokedUs: 1}}),
		'good: 1 of 3 with what we want unchoked us',
	);
	t.is(
		line('choking', {
			row: {wantedFromPeers: 2},
			peers: [
				{id: 1, chokedSince: 50_000},
				{id: 2, chokedSince: 37_000},
				{id: 3, chokedSince: Number.NaN},
			],
		}),
		'waiting: 0 of 2 with what we want unchoked us, choked for 23s',
	);
});

test('who is silent and who chokes us is named, also where another peer does better', t => {
	const events = [peerAppeared(1), peerAppeared(2), peerAppeared(3)];
	const row = {connected: 3, availabilityKnown: 2, wantedFromPeers: 2, unchokedUs: 1};
	const peers = [
		{id: 1, state: 2, availability: 3, piecesWanted: 5, chokedSince: Number.NaN},
		{id: 2, state: 2, availability: 3, piecesWanted: 5, peerChoking: 1, chokedSince: 50_000},
		{id: 3, state: 2, availability: 0, peerChoking: 1, handshakeAt: 40_000},
	];
	t.deepEqual(check('choking', {row, peers}, {events}).details, [
		'10.0.0.2:6881: chokes us for 10s',
	]);
	t.deepEqual(check('availability', {row, peers}, {events}).details, [
		'10.0.0.3:6881: has not told what it has, connected for 20s',
	]);
});

test('who has all it wants needs nobody', t => {
	const row = {haveWantedPieces: 1000};
	t.is(line('availability', {row}), 'off: we have all we want');
	t.is(line('choking', {row}), 'off: we have all we want');
});
