import test from 'ava';
import {keyWords} from '../../../source/ui/text/key-words.js';

test('keys are written as people write them', t => {
	t.is(keyWords('j'), 'j');
	t.is(keyWords('ctrl+c'), 'Ctrl-C');
	t.is(keyWords('shift+tab'), 'S-Tab');
	t.is(keyWords('alt+x'), 'Alt-x');
	t.is(keyWords('pagedown'), 'PgDn');
	t.is(keyWords('up'), '↑');
	t.is(keyWords('up', true), 'Up');
});
