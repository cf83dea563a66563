import test from 'ava';
import {timeLeftMs} from '../../../source/engine/snapshot/time-left.js';

const flowing = {
	missingBytes: 30_000,
	downBytesPerSecond: 1000,
	outstanding: 5,
	sending: 1,
	unavailablePieces: 0,
};

test('the time left is what is missing at the rate it comes with', t => {
	t.is(timeLeftMs(flowing), 30_000);
	t.is(timeLeftMs({...flowing, missingBytes: 0, outstanding: 0, sending: 0}), 0);
});

test('there is no time left to tell while nothing is asked for and nobody sends', t => {
	t.is(timeLeftMs({...flowing, outstanding: 0, sending: 0}), Number.POSITIVE_INFINITY);
	t.is(timeLeftMs({...flowing, outstanding: 0}), 30_000);
	t.is(timeLeftMs({...flowing, downBytesPerSecond: 0}), Number.POSITIVE_INFINITY);
});

test('nor while pieces are missing that nobody has', t => {
	t.is(timeLeftMs({...flowing, unavailablePieces: 1}), Number.POSITIVE_INFINITY);
});
