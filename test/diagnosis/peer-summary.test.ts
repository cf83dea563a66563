import test from 'ava';
import fc from 'fast-check';
import {PeerRows} from '../../source/diagnosis/peer-rows.js';
import {summarizePeers} from '../../source/diagnosis/peer-summary.js';
import {now, peerNumbers} from './metrics-fixture.js';

const context = {now, pieceCount: 1000, havePieces: 400, settledAfterMs: 10_000};

type Peer = Parameters<typeof peerNumbers>[0][number];

function summarize(...peers: Peer[]) {
	return summarizePeers(peerNumbers(peers), context);
}

test('only connected peers count', t => {
	const {handshaken, withWanted} = summarize(
		{state: 0, piecesWanted: 3},
		{state: 1, piecesWanted: 3},
		{state: 2, piecesWanted: 3},
	);
	t.is(handshaken, 1);
	t.is(withWanted, 1);
});

test('each R14 counter is apart from the others', t => {
	const summary = summarize(
		{availability: 0},
		{availability: 1},
		{availability: 2, piecesKnown: 10},
		{availability: 2, piecesKnown: 10, piecesWanted: 4, peerChoking: 1, amInterested: 1},
		{availability: 3, isSeed: 1, piecesKnown: 1000, piecesWanted: 600, amInterested: 1},
	);
	t.like(summary, {
		handshaken: 5,
		availabilityKnown: 4,
		withPieces: 3,
		withWanted: 2,
		uninterested: 0,
		usable: 1,
		seeds: 1,
	});
});

test('a useful peer is usable when it unchoked us or has an allowed-fast piece for us', t => {
	t.is(summarize({piecesWanted: 1, peerChoking: 1}).usable, 0);
	t.is(summarize({piecesWanted: 1, peerChoking: 0}).usable, 1);
	t.is(summarize({piecesWanted: 1, peerChoking: 1, canDownload: 1}).usable, 1);
	t.is(summarize({piecesWanted: 0, peerChoking: 0}).usable, 0);
});

test('only snubbed peers that would be usable count as snubbed', t => {
	const {usable, snubbed} = summarize(
		{piecesWanted: 1, isSnubbed: 1},
		{piecesWanted: 1, isSnubbed: 1, peerChoking: 1},
		{piecesWanted: 1},
	);
	t.is(usable, 2);
	t.is(snubbed, 1);
});

test('abreast are those within 1 % of our pieces that are no seeds', t => {
	const {abreast} = summarize(
		{availability: 2, piecesKnown: 390},
		{availability: 2, piecesKnown: 410},
		{availability: 2, piecesKnown: 389},
		{availability: 2, piecesKnown: 411},
		{availability: 0, piecesKnown: 400},
		{availability: 3, piecesKnown: 400, isSeed: 1},
	);
	t.is(abreast, 2);
});

test('outgoing connections are told from incoming ones, and TCP from uTP', t => {
	const {outgoing, outgoingTcp} = summarize({isIncoming: 1}, {isIncoming: 0}, {transport: 1});
	t.is(outgoing, 2);
	t.is(outgoingTcp, 1);
});

test('the oldest useful handshake and the oldest request are found, past clocks that never ran', t => {
	const {oldestUsefulAt, oldestRequestAt} = summarize(
		{piecesWanted: 1, handshakeAt: Number.NaN, outstanding: 1, oldestRequestAt: Number.NaN},
		{piecesWanted: 1, handshakeAt: now - 5000, outstanding: 1, oldestRequestAt: now - 900},
		{piecesWanted: 0, handshakeAt: now - 9000, outstanding: 0, oldestRequestAt: now - 9900},
		{piecesWanted: 1, handshakeAt: now - 7000, outstanding: 2, oldestRequestAt: now - 800},
	);
	t.is(oldestUsefulAt, now - 7000);
	t.is(oldestRequestAt, now - 900);
	t.is(summarize().oldestUsefulAt, Number.NaN);
	t.is(summarize().oldestRequestAt, Number.NaN);
});

test('a connection is settled from the age given', t => {
	t.is(summarize({handshakeAt: now - 9999}, {handshakeAt: now - 10_000}).settled, 1);
});

const anyPeer = fc.record({
	state: fc.integer({min: 0, max: 2}),
	availability: fc.integer({min: 0, max: 3}),
	piecesKnown: fc.integer({min: 0, max: 3}),
	piecesWanted: fc.integer({min: 0, max: 3}),
	peerChoking: fc.integer({min: 0, max: 1}),
	amInterested: fc.integer({min: 0, max: 1}),
	outstanding: fc.integer({min: 0, max: 3}),
	isSnubbed: fc.integer({min: 0, max: 1}),
});

test('the one pass counts as a filter over every peer does', t => {
	fc.assert(
		fc.property(fc.array(anyPeer), peers => {
			const numbers = peerNumbers(peers);
			const rows = new PeerRows(numbers, new Map());
			const summary = summarizePeers(numbers, context);
			const count = (isMeant: (row: number) => boolean) =>
				rows.select(isMeant, 'id', Number.POSITIVE_INFINITY).length;
			return (
				summary.handshaken === count(() => true) &&
				summary.withPieces === count(row => rows.value(row, 'piecesKnown') > 0) &&
				summary.withWanted === count(row => rows.value(row, 'piecesWanted') > 0) &&
				summary.uninterested ===
					count(
						row => rows.value(row, 'piecesWanted') > 0 && rows.value(row, 'amInterested') === 0,
					) &&
				summary.usable ===
					count(row => rows.value(row, 'piecesWanted') > 0 && rows.value(row, 'peerChoking') === 0)
			);
		}),
	);
	t.pass();
});
