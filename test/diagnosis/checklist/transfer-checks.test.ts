import test from 'ava';
import {line} from './checklist-fixture.js';

test('pipeline: asked, answered, and how long the oldest waits', t => {
	t.is(line('pipeline'), 'waiting: nothing asked for yet');
	const row = {
		requestsSent: 20,
		outstanding: 12,
		requesting: 1,
		oldestRequestAt: 58_000,
		greatestDepth: 12,
	};
	t.is(
		line('pipeline', {row}),
		'waiting: 12 outstanding at 1 peer, oldest 2s; 20 asked; greatest depth 12',
	);
	t.is(
		line('pipeline', {row: {...row, blocksReceived: 7, requestsTimedOut: 1}}),
		'good: 12 outstanding at 1 peer, oldest 2s; 20 asked, 7 answered, 1 timed out; greatest depth 12',
	);
});

test('data: what comes, what came, what was wrong with it', t => {
	t.is(line('data'), 'waiting: nothing came yet');
	t.is(
		line('data', {row: {downBytes: 5e6, downBytesPerSecond: 1e6, sending: 2, havePieces: 50}}),
		'good: 1 MB/s from 2 peers; 5 MB came; 50 pieces here',
	);
	t.is(
		line('data', {row: {downBytes: 5e6, wastedBytes: 1e6, hashFailures: 1}}),
		'waiting: nobody sends now; 5 MB came, 1 MB for nothing; 0 pieces here, 1 piece failed the hash',
	);
	t.is(line('data', {row: {haveWantedPieces: 1000, upBytes: 7}}), 'good: complete; 7 B sent');
});
