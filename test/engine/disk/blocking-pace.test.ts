import test from 'ava';
import {BlockingPace} from '../../../source/engine/disk/blocking-pace.js';

test('a call that is much too late sends the next ones to the pool', t => {
	const pace = new BlockingPace();
	t.true(pace.mayBlock(0));
	pace.judge(1024, 0, 100);
	t.false(pace.mayBlock(599));
	t.true(pace.mayBlock(600));
});

test('calls that are somewhat late do so together', t => {
	const pace = new BlockingPace();
	let now = 0;
	let calls = 0;
	while (pace.mayBlock(now)) {
		pace.judge(1024, now, now + 20);
		now += 20;
		calls += 1;
	}
	t.is(calls, 3);
});

test('a processor that is taken away for some milliseconds now and then does not', t => {
	const pace = new BlockingPace();
	for (let now = 0; now < 60_000; now += 200) {
		t.true(pace.mayBlock(now));
		pace.judge(1024 * 1024, now, now + 15);
	}
});
