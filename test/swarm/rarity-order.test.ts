import test from 'ava';
import {setBit} from '../../source/protocol/bitfield.js';
import {createPieceBits} from '../../source/swarm/piece-bits.js';
import {RarityOrder, type RaritySearch} from '../../source/swarm/rarity-order.js';
import {createRandom} from './random.js';

const everything: RaritySearch = {
	bits: undefined,
	isRandom: false,
	random: createRandom(3),
};

function createOrder(counts: readonly number[], isOpenable = (_index: number) => true) {
	return new RarityOrder(
		counts.map((_, index) => index),
		{entries: Int32Array.from(counts.flatMap(count => [0, count])), isOpenable},
	);
}

test('R13: the piece in the fewest hands comes first', t => {
	const order = createOrder([5, 3, 9, 4]);
	t.is(order.find(everything, 0), 1);
	order.delete(1, 3);
	t.is(order.find(everything, 0), 3);
	order.increment(3, 4);
	order.increment(3, 5);
	t.is(order.find(everything, 0), 0);
});

test('R13: ties are broken at random, each piece about equally often', t => {
	const order = createOrder([2, 1, 1, 1, 1, 3]);
	const hits = new Map<number, number>();
	for (let round = 0; round < 4000; round++) {
		const index = order.find(everything, 0);
		hits.set(index, (hits.get(index) ?? 0) + 1);
	}
	t.deepEqual([...hits.keys()].sort(), [1, 2, 3, 4]);
	t.true([...hits.values()].every(count => count > 850 && count < 1150));
});

test('R13: a piece in fewer hands than asked for is never found', t => {
	const order = createOrder([0, 0, 2]);
	t.is(order.find(everything, 1), 2);
	order.delete(2, 2);
	t.is(order.find(everything, 1), -1);
	t.is(order.find({...everything, isRandom: true}, 1), -1);
	t.is(order.sizeFrom(1), 0);
	t.is(order.size, 2);
});

test('only pieces of the peer, and only allowed ones, are found', t => {
	const order = createOrder([1, 1, 2, 3]);
	const bits = createPieceBits(4);
	setBit(bits, 2);
	setBit(bits, 3);
	t.is(order.find({...everything, bits}, 0), 2);
	t.is(order.find({...everything, bits, isAllowed: index => index !== 2}, 0), 3);
	t.is(order.find({...everything, bits, isAllowed: () => false}, 0), -1);
});

test('keeps its order through any changes, as a sort finds it', t => {
	const random = createRandom(11);
	const count = 60;
	const counts = Array.from({length: count}, () => Math.floor(random() * 40));
	const isOpen = Array.from({length: count}, () => random() < 0.7);
	const order = createOrder(counts, index => isOpen[index]!);
	for (let step = 0; step < 5000; step++) {
		const index = Math.floor(random() * count);
		const kind = random();
		if (kind < 0.4) {
			// Often one, sometimes so many that they are not all moved up together.
			for (let left = random() < 0.1 ? 50 : 1; left > 0; left--) {
				const raised = Math.floor(random() * count);
				order.increment(raised, counts[raised]!++);
			}
		} else if (kind < 0.8) {
			if (counts[index]! > 0) {
				order.decrement(index, counts[index]!--);
			}
		} else if (isOpen[index]) {
			order.delete(index, counts[index]!);
			isOpen[index] = false;
		} else {
			order.add(index, counts[index]!);
			isOpen[index] = true;
		}
		const open = counts.filter((_, other) => isOpen[other]);
		const found = order.find(everything, 0);
		t.is(found < 0 ? Number.POSITIVE_INFINITY : counts[found], Math.min(...open));
		t.is(order.size, open.length);
		t.is(order.has(index), isOpen[index] === true);
	}
});
