import test from 'ava';
import {candidate, type Difference, now, peerRows, tracker, verdict} from './metrics-fixture.js';

const silent = {
	peers: {handshaken: 3, availabilityKnown: 0, withPieces: 0, withWanted: 0},
} as const;
/** Peers with pieces, none of which we want, and no other source. */
const useless: Difference = {
	peers: {handshaken: 3, availabilityKnown: 3, withPieces: 2, withWanted: 0, usable: 0},
	candidates: {known: 3, untried: 0},
	closes: {leftWithWanted: 0},
	sources: {trackers: [tracker({seeds: 0, leechers: 3, peers: 3})]},
};

test('E25 holds when three peers kept silent for more than a minute', t => {
	const silence = (noAvailabilityForMs: number, ...more: Difference[]) =>
		verdict('E25', silent, {clocks: {noAvailabilityForMs}}, ...more);
	t.is(silence(59_999), 'waits');
	t.is(silence(60_000), 'waits');
	t.is(silence(60_001), 'warn');
	t.is(silence(60_001, {peers: {handshaken: 2}}), 'nothing');
	t.is(silence(60_001, {peers: {availabilityKnown: 1}}), 'nothing');
	t.is(silence(601, {timeScale: 0.01}), 'warn');
});

test('E25 counts the silent ones that were dropped meanwhile', t => {
	const dropped = {peers: {handshaken: 0}, closes: {silent: 3}} as const;
	t.is(verdict('E25', silent, dropped, {clocks: {noAvailabilityForMs: 61_000}}), 'warn');
	const {evidence} = candidate('E25', silent, dropped, {
		clocks: {noAvailabilityForMs: 61_000},
		peerRows: peerRows([]),
	});
	t.deepEqual(evidence(), [{text: '3 peers were dropped for saying nothing after the handshake'}]);
});

test('E25 names the silent peers with how long they have been silent', t => {
	const {evidence} = candidate('E25', silent, {
		clocks: {noAvailabilityForMs: 61_000},
		peerRows: peerRows([{handshakeAt: now - 61_000}]),
	});
	t.deepEqual(evidence(), [
		{text: '10.0.0.1:6881: no bitfield, no have in 1m 1s', peer: '10.0.0.1:6881'},
	]);
});

test('E25b holds when those who told have nothing', t => {
	const told = (availabilityKnown: number, withPieces: number) =>
		verdict('E25b', {peers: {availabilityKnown, withPieces}});
	t.is(told(1, 0), 'warn');
	t.is(told(4, 1), 'nothing');
	t.is(told(0, 0), 'nothing');
});

test('E25b names the empty peers and not those who have not told', t => {
	const {evidence} = candidate('E25b', {
		peers: {availabilityKnown: 2, withPieces: 0},
		peerRows: peerRows([{availability: 1}, {availability: 0}, {availability: 1}]),
	});
	t.deepEqual(
		evidence().map(({peer}) => peer),
		['10.0.0.1:6881', '10.0.0.3:6881'],
	);
});

test('E27 holds when nobody has what we lack and no other source is known', t => {
	t.is(verdict('E27', useless), 'warn');
	t.is(verdict('E27b', useless), 'nothing');
	t.is(verdict('E27', useless, {peers: {withWanted: 1}}), 'nothing');
	t.is(verdict('E27', useless, {peers: {withPieces: 0}}), 'nothing');
	t.is(verdict('E27', useless, {progress: {haveWantedPieces: 1000}}), 'nothing');
});

test('any other source makes E27b of it: an untried address, a seed counted, a peer that left', t => {
	for (const other of [
		{candidates: {untried: 1}},
		{sources: {trackers: [tracker({seeds: 1})]}},
		{closes: {leftWithWanted: 1}},
	]) {
		t.is(verdict('E27', useless, other), 'nothing');
		t.is(verdict('E27b', useless, other), 'warn');
		t.regex(candidate('E27b', useless, other).headline, /1 other might$/u);
	}
	t.is(verdict('E27b', useless, {candidates: {untried: 1}}, {peers: {withWanted: 1}}), 'nothing');
});

test('E27 lists pieces, files and copies', t => {
	const {headline, evidence} = candidate('E27', useless, {
		progress: {distributedCopies: 0.987, haveWantedPieces: 995},
		missing: {count: 5, pieces: [17, 20, 21, 22, 40], paths: ['show/two.mkv']},
	});
	t.is(headline, 'Missing pieces: nobody has the 5 we lack, 0.99 copies in the swarm');
	t.deepEqual(evidence().slice(1), [
		{text: 'Nobody has pieces 17, 20–22, 40', piece: 17},
		{text: 'Incomplete without them: show/two.mkv', path: 'show/two.mkv'},
	]);
});

test('E28 sees a crowd of at least five, half of the peers, with few seeds', t => {
	const swarm = (abreast: number, availabilityKnown: number, seeds: number) =>
		verdict('E28', {peers: {abreast, availabilityKnown, seeds}});
	t.is(swarm(5, 10, 1), 'info');
	t.is(swarm(4, 8, 1), 'nothing');
	t.is(swarm(5, 11, 1), 'nothing');
	t.is(swarm(5, 10, 2), 'nothing');
	t.is(swarm(30, 60, 3), 'info');
	t.is(swarm(30, 60, 4), 'nothing');
});
