import test from 'ava';
import {parseDuration} from '../../../source/commands/config/parse-duration.js';

test('a plain number is seconds', t => {
	t.is(parseDuration('30'), 30_000);
	t.is(parseDuration('0'), 0);
	t.is(parseDuration('0.5'), 500);
});

test('units are ms, s, m, h and d, alone or together', t => {
	t.is(parseDuration('500ms'), 500);
	t.is(parseDuration('30s'), 30_000);
	t.is(parseDuration('2m'), 120_000);
	t.is(parseDuration('1h30m'), 5_400_000);
	t.is(parseDuration('1d'), 86_400_000);
	t.is(parseDuration(' 1.5H '), 5_400_000);
});

test('what is no duration is refused', t => {
	for (const text of ['', '-5', '-5s', '5x', '5 apples', 's', '1h 30m', 'Infinity', '1e3', '5s;']) {
		t.is(parseDuration(text), undefined, text);
	}
});
