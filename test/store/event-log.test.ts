import test from 'ava';
import {EventLog} from '../../source/store/event-log.js';

function line(text: string) {
	return {
		type: 'log',
		epochMs: 0,
		level: 'info',
		name: 'test',
		torrentId: null,
		peerId: null,
		address: null,
		text,
	} as const;
}

function filled(count: number, capacity: number): EventLog {
	const log = new EventLog(capacity);
	for (let index = 0; index < count; index++) {
		log.add(line(`line ${index}`));
	}
	return log;
}

test('lines keep their number when older ones go', t => {
	const log = filled(25, 10);
	t.is(log.total, 25);
	t.is(log.first, 15);
	t.is(log.line(14), undefined);
	t.is(log.line(15)?.text, 'line 15');
	t.is(log.line(24)?.number, 24);
	t.is(log.line(25), undefined);
});

test('the newest matching lines come in order, up to an end that stands still', t => {
	const log = filled(25, 10);
	const isEven = (each: {readonly number: number}) => each.number % 2 === 0;
	t.deepEqual(
		log.before(25, 3, isEven).map(each => each.number),
		[20, 22, 24],
	);
	t.deepEqual(
		log.before(20, 2, isEven).map(each => each.number),
		[16, 18],
	);
	t.deepEqual(
		log.before(25, 100, () => false),
		[],
	);
});
