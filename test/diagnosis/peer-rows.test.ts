import test from 'ava';
import {now, peerRows} from './metrics-fixture.js';

test('a row knows its numbers and its address', t => {
	const rows = peerRows([{piecesKnown: 7}, {piecesKnown: 9}]);
	t.is(rows.size, 2);
	t.is(rows.value(1, 'piecesKnown'), 9);
	t.is(rows.address(1), '10.0.0.2:6881');
	t.is(rows.address(2), undefined);
});

test('the smallest of a column are selected in order, connected ones only, up to the limit', t => {
	const ages = [30, 10, 50, 20, 40];
	const rows = peerRows([
		...ages.map(age => ({handshakeAt: now - age})),
		{state: 1, handshakeAt: now - 99},
	]);
	t.deepEqual(
		rows.select(() => true, 'handshakeAt', 3),
		[2, 4, 0],
	);
	t.deepEqual(
		rows.select(row => row !== 2, 'handshakeAt', 2),
		[4, 0],
	);
	t.deepEqual(
		rows.select(() => false, 'handshakeAt', 2),
		[],
	);
	t.is(rows.select(() => true, 'handshakeAt', 9).length, 5);
});
