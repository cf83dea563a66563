import test from 'ava';
import {Backpressure, backpressureBytes} from '../../../source/engine/disk/backpressure.js';
import {FlowControl} from '../../../source/engine/disk/flow-control.js';

function flowOf() {
	const pressure = new Backpressure();
	const told: string[] = [];
	const flow = new FlowControl(pressure, {
		handleRequestsAllowed: isAllowed => told.push(isAllowed ? 'ask' : 'do not ask'),
		handleReadsPaused: isPaused => told.push(isPaused ? 'pause' : 'read'),
	});
	return {pressure, flow, told};
}

const microtasks = () => new Promise<void>(resolve => setImmediate(resolve));
const held = backpressureBytes.holdRequestsAbove + 1;

test('it is told later, and only what changed in the end', async t => {
	const {pressure, told} = flowOf();
	pressure.add(held);
	t.deepEqual(told, []);
	pressure.remove(held);
	await microtasks();
	t.deepEqual(told, []);
	pressure.add(held);
	await microtasks();
	t.deepEqual(told, ['do not ask']);
});

test('after a failed write nothing is asked for until a retry, whatever the memory says', async t => {
	const {pressure, flow, told} = flowOf();
	flow.handleWriteFailed();
	await microtasks();
	pressure.add(held);
	pressure.remove(held);
	await microtasks();
	t.deepEqual(told, ['do not ask']);
	flow.handleRetry();
	await microtasks();
	t.deepEqual(told, ['do not ask', 'ask']);
});

test('a retry while memory is short waits for that too', async t => {
	const {pressure, flow, told} = flowOf();
	flow.handleWriteFailed();
	pressure.add(held);
	await microtasks();
	flow.handleRetry();
	await microtasks();
	t.deepEqual(told, ['do not ask']);
	pressure.remove(held);
	await microtasks();
	t.deepEqual(told, ['do not ask', 'ask']);
});

test('closed, it tells nothing any more', async t => {
	const {pressure, flow, told} = flowOf();
	flow.close();
	pressure.add(held);
	await microtasks();
	t.deepEqual(told, []);
});
