import test from 'ava';
import {BlockRun, type QueuedBlock} from '../../../source/engine/torrent/block-run.js';

const block = 16_384;
const within = 4 * block;

const blocks = (...places: Array<readonly [index: number, begin: number]>): QueuedBlock[] =>
	places.map(([index, number]) => ({index, begin: number * block, length: block}));

const begins = (run: BlockRun): number[] => run.blocks.map(({begin}) => begin / block);

test('a run is what follows each other in one piece, up to where the disk reads to anyway', t => {
	const queue = blocks([1, 2], [1, 3], [1, 4], [1, 5], [2, 6], [2, 8]);
	const taken = [];
	while (queue.length > 0) {
		const run = BlockRun.take(queue, {maxBlocks: 100, within});
		taken.push([run.index, begins(run), run.length / block]);
	}

	t.deepEqual(taken, [
		[1, [2, 3], 2],
		[1, [4, 5], 2],
		[2, [6], 1],
		[2, [8], 1],
	]);
});

test('no longer than asked for', t => {
	const queue = blocks([0, 0], [0, 1], [0, 2]);
	t.deepEqual(begins(BlockRun.take(queue, {maxBlocks: 1, within})), [0]);
	t.is(queue.length, 2);
});

test('odd requests are runs of their own or go together where they touch', t => {
	const queue: QueuedBlock[] = [
		{index: 0, begin: 100, length: 50},
		{index: 0, begin: 150, length: 7},
		{index: 0, begin: within - 1, length: 10},
		{index: 0, begin: within + 9, length: 1},
	];
	t.is(BlockRun.take(queue, {maxBlocks: 100, within}).length, 57);
	t.is(BlockRun.take(queue, {maxBlocks: 100, within}).length, 10);
	t.is(BlockRun.take(queue, {maxBlocks: 100, within}).length, 1);
});

test('a cancelled block is not sent, the others keep their places', t => {
	const queue = blocks([0, 0], [0, 1], [0, 2]);
	const run = BlockRun.take(queue, {maxBlocks: 100, within});
	t.false(run.cancel({index: 0, begin: 5 * block, length: block}));
	t.true(run.cancel({index: 0, begin: block, length: block}));
	t.deepEqual(begins(run), [0, 2]);
	t.is(run.length, 3 * block);
	run.cancelAll();
	t.deepEqual(begins(run), []);
});
