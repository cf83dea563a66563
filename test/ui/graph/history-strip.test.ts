import test from 'ava';
import {historyStrip} from '../../../source/ui/graph/history-strip.js';
import {createLook} from '../../../source/ui/theme/look.js';

const look = createLook('none', 0, true);

function strip(history: readonly number[], width: number): string {
	return historyStrip(Uint8Array.from(history), width, look).replace(/\x1B\[[\d;]*m/g, '');
}

test('the newest second is at the right, and what was before is away', t => {
	const line = strip([1, 2, 3, 4], 600);
	t.is(line.length, 600);
	t.is(line.slice(-4), '_=#x');
	t.is(line.slice(0, -4).trim(), '');
});

test('of the seconds in one cell the most telling one shows', t => {
	t.is(strip([1, 1, 1, 1, 1, 1, 1, 1, 4, 1], 60).slice(-1), 'x');
	t.is(strip([1, 1, 1, 1, 1, 1, 1, 1, 3, 1], 60).slice(-1), '#');
});

test('it fills any width', t => {
	for (const width of [1, 7, 60, 118, 599, 601]) {
		t.is(strip(new Array<number>(600).fill(3), width), '#'.repeat(width));
	}
});
