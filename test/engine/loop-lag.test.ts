import test from 'ava';
import {LoopLag} from '../../source/engine/loop-lag.js';

function lagOf(...lags: readonly number[]): number {
	const lag = new LoopLag();
	for (const each of lags) {
		lag.record(each);
	}
	return lag.p95Ms();
}

const late = (count: number) => Array.from({length: count}, () => 300);
const onTime = (count: number) => Array.from({length: count}, () => 2);

test('a moment in which another program has the processor is no lag', t => {
	t.is(lagOf(...onTime(190), ...late(10)), 300);
	t.is(lagOf(...onTime(191), ...late(9)), 2);
});

test('what is late for two seconds is seen at once', t => {
	t.is(lagOf(...late(10)), 300);
	t.is(lagOf(...late(9)), 0);
});

test('what was late is forgotten after twenty seconds of ticks', t => {
	t.is(lagOf(...late(200), ...onTime(190)), 300);
	t.is(lagOf(...late(200), ...onTime(191)), 2);
});

test('a timer that came early is not late', t => {
	t.is(lagOf(...Array.from({length: 200}, () => -5)), 0);
});
