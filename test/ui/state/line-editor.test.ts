import test from 'ava';
import {editKey, editLine, insertText, lineText} from '../../../source/ui/state/line-editor.js';

/** A line after keys; the cursor is shown as a bar. */
function after(text: string, ...keys: readonly string[]): string {
	let line = editLine(text);
	for (const key of keys) {
		line = editKey(line, key, [...key].length === 1 ? key : '') ?? line;
	}
	return `${line.graphemes.slice(0, line.cursor).join('')}|${line.graphemes.slice(line.cursor).join('')}`;
}

test('text goes in at the cursor', t => {
	t.is(after('ac', 'left', 'b'), 'ab|c');
	t.is(after('', 'a', 'é', '日'), 'aé日|');
});

test('keys delete and move as in a shell', t => {
	t.is(after('abc', 'backspace'), 'ab|');
	t.is(after('abc', 'home', 'delete'), '|bc');
	t.is(after('one two  three', 'ctrl+w'), 'one two  |');
	t.is(after('one two', 'ctrl+left', 'ctrl+left', 'ctrl+right'), 'one| two');
	t.is(after('one two', 'ctrl+left', 'ctrl+k'), 'one |');
	t.is(after('one two', 'ctrl+left', 'ctrl+u'), '|two');
	t.is(after('abc', 'ctrl+a', 'right', 'ctrl+e'), 'abc|');
	t.is(after('', 'backspace', 'left', 'right', 'delete'), '|');
});

test('an emoji of many code points is one step', t => {
	t.is(after('a👩‍👩‍👧b', 'left', 'backspace'), 'a|b');
});

test('a paste keeps no controls', t => {
	t.is(lineText(insertText(editLine('x'), 'a\r\nb\x1B[31m')), 'xa b [31m');
});

test('other keys are not of editing', t => {
	t.is(editKey(editLine('a'), 'f5', ''), undefined);
	t.is(editKey(editLine('a'), 'tab', ''), undefined);
});
