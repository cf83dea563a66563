import test from 'ava';
import {BlockFlow} from '../../../source/commands/doctor/block-flow.js';

test('blocks flow since the first after a pause', t => {
	const flow = new BlockFlow();
	const at = (seconds: number, blocks: number) => flow.update(blocks, seconds * 1000, 3000);
	t.is(at(1, 0), 0);
	t.is(at(2, 5), 0);
	t.is(at(5, 6), 3000);
	t.is(at(8, 6), 6000);
	t.is(at(9, 6), 0);
	t.is(at(10, 7), 0);
	t.is(at(12, 8), 2000);
});
