import test from 'ava';
import {statisticsLines} from '../../source/store/statistics-lines.js';
import {torrentRow} from './rows.js';

test('the three lines stand as in seed 1', t => {
	const row = torrentRow({pieceCount: 2680, blockCount: 42_880, connected: 5});
	t.deepEqual(statisticsLines(row), [
		'Progress: 0/2680 pieces (0.0%) | 0/42880 blocks (0.0%)',
		'Pipeline: 0 requests sent, 0 responses, 0 timeouts, max depth: 0',
		'Peers: 5 connected, 0 active, 0 total pending requests',
	]);
});

test('numbers land in their places', t => {
	const row = torrentRow({
		pieceCount: 200,
		havePieces: 50,
		blockCount: 800,
		haveBlocks: 201,
		requestsSent: 30,
		blocksReceived: 20,
		requestsTimedOut: 3,
		greatestDepth: 10,
		connected: 7,
		requesting: 4,
		outstanding: 9,
	});
	t.deepEqual(statisticsLines(row), [
		'Progress: 50/200 pieces (25.0%) | 201/800 blocks (25.1%)',
		'Pipeline: 30 requests sent, 20 responses, 3 timeouts, max depth: 10',
		'Peers: 7 connected, 4 active, 9 total pending requests',
	]);
});

test('what is not whole never reads as a hundred percent', t => {
	const row = torrentRow({pieceCount: 10_000, havePieces: 9999, blockCount: 1, haveBlocks: 1});
	t.is(statisticsLines(row)[0], 'Progress: 9999/10000 pieces (99.9%) | 1/1 blocks (100.0%)');
});
