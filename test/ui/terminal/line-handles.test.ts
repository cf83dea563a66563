import test from 'ava';
import {isOverLine, LineHandles} from '../../../source/ui/terminal/line-handles.js';

function lineOf(handles: LineHandles, handle: string): string | undefined {
	return handles.lineOf(handle.codePointAt(0) ?? 0);
}

test('equal lines have equal characters, and a character leads back to its line', t => {
	const handles = new LineHandles();
	const first = handles.lend('a line', false);
	t.is(handles.lend('a line', false), first);
	t.not(handles.lend('another', false), first);
	t.is(lineOf(handles, first), 'a line');
	t.is([...first].length, 1);
	t.is(lineOf(handles, 'x'), undefined);
});

test('a line that lies over others has a character of its own', t => {
	const handles = new LineHandles();
	const over = handles.lend('a line', true);
	t.not(over, handles.lend('a line', false));
	t.true(isOverLine(over.codePointAt(0) ?? 0));
	t.is(lineOf(handles, over), 'a line');
});

test('a character that a row holds is never lent for another line', t => {
	const handles = new LineHandles();
	const held = handles.lend('held', false);
	const released = handles.lend('released', false);
	handles.hold(held);
	handles.hold(held);
	handles.release(held);
	handles.hold(released);
	handles.release(released);
	for (let count = 0; count < 20_000; count++) {
		handles.lend(`line ${count}`, count % 2 === 0);
	}
	t.is(lineOf(handles, held), 'held');
	t.is(handles.lend('held', false), held);
	t.not(lineOf(handles, released), 'released');
});
