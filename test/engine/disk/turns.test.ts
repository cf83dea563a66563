import test from 'ava';
import {Turns} from '../../../source/engine/disk/turns.js';

test('no more than so many have their turn at a time, the others in the order they came', async t => {
	const turns = new Turns(2);
	const order: number[] = [];
	const ends: Array<() => void> = [];
	const all = [0, 1, 2, 3].map(async number => {
		ends[number] = await turns.take();
		order.push(number);
	});
	await Promise.all([all[0], all[1]]);
	t.deepEqual(order, [0, 1]);
	ends[1]!();
	await all[2];
	t.deepEqual(order, [0, 1, 2]);
	ends[0]!();
	await all[3];
	t.deepEqual(order, [0, 1, 2, 3]);
	ends[2]!();
	ends[3]!();
	(await turns.take())();
});
