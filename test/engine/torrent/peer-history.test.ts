import test from 'ava';
import {PeerHistory, peerHistoryCodes} from '../../../source/engine/torrent/peer-history.js';

const {choked, sending, snubbed, unchoked} = peerHistoryCodes;

test('a second that was like the one before is in the strip all the same', t => {
	const history = new PeerHistory();
	history.record(choked, 10_000);
	history.record(choked, 11_000);
	history.record(unchoked, 12_500);
	history.record(sending, 14_000);
	t.deepEqual([...history.toBytes(15_900)], [1, 1, 2, 2, 3, 3]);
});

test('of several conditions in a second the last one counts', t => {
	const history = new PeerHistory();
	history.record(choked, 1000);
	history.record(unchoked, 1200);
	history.record(snubbed, 1400);
	t.deepEqual([...history.toBytes(1500)], [4]);
});

test('the strip is ten minutes long at most, newest last', t => {
	const history = new PeerHistory();
	history.record(choked, 0);
	history.record(sending, 3_000_000);
	const bytes = history.toBytes(3_000_500);
	t.is(bytes.length, 600);
	t.is(bytes.at(-1), sending);
	t.is(bytes.at(-2), choked);
});

test('a peer that changes every second for an hour keeps ten minutes', t => {
	const history = new PeerHistory();
	for (let second = 0; second < 3600; second += 1) {
		history.record(second % 2 === 0 ? unchoked : sending, second * 1000);
	}

	const bytes = history.toBytes(3_599_000);
	t.is(bytes.length, 600);
	t.deepEqual([...bytes.subarray(0, 4)], [2, 3, 2, 3]);
	t.deepEqual([...bytes.subarray(-2)], [2, 3]);
});

test('a peer nobody has looked at has one second of nothing', t => {
	t.deepEqual([...new PeerHistory().toBytes(5000)], [0]);
});
