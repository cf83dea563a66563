import test from 'ava';
import {wrapWords} from '../../../source/ui/text/wrap-words.js';

test('a sentence breaks at blanks', t => {
	t.deepEqual(wrapWords('no peer has what we want', 10), ['no peer', 'has what', 'we want']);
	t.deepEqual(wrapWords('short', 10), ['short']);
	t.deepEqual(wrapWords('', 10), []);
});

test('a word longer than the line is cut', t => {
	t.deepEqual(wrapWords('see /a/very/long/path here', 10), ['see', '/a/ve…path', 'here']);
	t.deepEqual(wrapWords('anything', 0), []);
});
