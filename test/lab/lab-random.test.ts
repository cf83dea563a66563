import test from 'ava';
import {LabRandom} from '../../source/lab/lab-random.js';

function draw(random: LabRandom): number[] {
	return Array.from({length: 5}, () => random.below(1000));
}

test('the same seed draws the same, another seed something else', t => {
	t.deepEqual(draw(new LabRandom(7)), draw(new LabRandom(7)));
	t.notDeepEqual(draw(new LabRandom(7)), draw(new LabRandom(8)));
});

test('a fork depends on the seed and its name, and draws apart from its parent', t => {
	const parent = new LabRandom(7);
	const slow = draw(parent.fork('slow'));
	t.deepEqual(draw(new LabRandom(7).fork('slow')), slow);
	t.notDeepEqual(draw(new LabRandom(7).fork('silent')), slow);
	t.deepEqual(draw(parent), draw(new LabRandom(7)));
});

test('numbers spread over their range', t => {
	const random = new LabRandom(1);
	const counts = Array.from({length: 10}, () => 0);
	for (let drawn = 0; drawn < 10_000; drawn++) {
		counts[random.below(10)]!++;
	}

	t.true(
		counts.every(count => count > 850 && count < 1150),
		counts.join(' '),
	);
});

test('a shuffle has every number once', t => {
	const order = new LabRandom(3).shuffled(100);
	t.notDeepEqual(order.slice(0, 10), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
	t.deepEqual(
		order.toSorted((a, b) => a - b),
		Array.from({length: 100}, (_, index) => index),
	);
});
