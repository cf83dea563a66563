import test from 'ava';
import {EventQueue} from '../../source/engine/event-queue.js';

const line = (text: string) => ({level: 'info', name: 'test', text}) as const;

test('events come out in the order they went in, log lines among them', t => {
	const queue = new EventQueue();
	queue.push({type: 'torrentComplete', torrentId: 1});
	queue.log(line('in between'));
	queue.push({type: 'torrentRemoved', torrentId: 1});
	t.deepEqual(
		queue.take().map(({type}) => type),
		['torrentComplete', 'log', 'torrentRemoved'],
	);
	t.true(queue.isEmpty);
});

test('lines under the level are not kept, and the level may change', t => {
	const queue = new EventQueue();
	queue.log({...line('quiet'), level: 'debug'});
	t.true(queue.isEmpty);
	queue.level = 'debug';
	queue.log({...line('loud'), level: 'debug'});
	t.is(queue.take().length, 1);
});

test('a screen that takes nothing loses the oldest log lines, never a state, and is told how many', t => {
	const queue = new EventQueue();
	queue.push({type: 'torrentComplete', torrentId: 1});
	for (let count = 0; count < 30_000; count += 1) {
		queue.log(line(`line ${count}`));
	}

	queue.push({type: 'torrentComplete', torrentId: 2});
	const events = queue.take();
	t.true(events.length <= 10_003);
	const [first, second] = events;
	t.true(first?.type === 'log' && /^\d+ log lines were dropped/.test(first.text));
	t.is(second?.type, 'torrentComplete');
	t.is(events.at(-1)?.type, 'torrentComplete');
	const last = events.at(-2);
	t.true(last?.type === 'log' && last.text === 'line 29999');
	const dropped = first?.type === 'log' ? Number.parseInt(first.text, 10) : 0;
	t.is(dropped + events.length - 3, 30_000);
});
