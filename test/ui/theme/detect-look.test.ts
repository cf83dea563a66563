import test from 'ava';
import {defaultSettings} from '../../../source/store/settings.js';
import {colorCount, detectLook} from '../../../source/ui/theme/detect-look.js';
import {hasUnicode} from '../../../source/ui/theme/has-unicode.js';

const colorful = {getColorDepth: () => 24};

test('NO_COLOR and a dumb terminal have no colours, whatever else is said', t => {
	t.is(colorCount({NO_COLOR: '1', COLORTERM: 'truecolor'}, colorful), 0);
	t.is(colorCount({TERM: 'dumb'}, colorful), 0);
	t.is(colorCount({NO_COLOR: '', TERM: 'xterm'}, colorful), 256);
});

test('the terminal’s depth decides', t => {
	t.is(colorCount({}, {getColorDepth: () => 1}), 0);
	t.is(colorCount({}, {getColorDepth: () => 4}), 16);
	t.is(colorCount({}, {getColorDepth: () => 8}), 256);
});

test('the locale and the console decide on Unicode', t => {
	t.true(hasUnicode({LANG: 'C.UTF-8'}));
	t.true(hasUnicode({}));
	t.false(hasUnicode({LANG: 'C'}));
	t.false(hasUnicode({LANG: 'en_US.UTF-8', LC_ALL: 'POSIX'}));
	t.false(hasUnicode({LANG: 'C.UTF-8', TERM: 'linux'}));
});

test('the settings can only take away', t => {
	const env = {LANG: 'C.UTF-8', TERM: 'xterm-256color'};
	t.is(detectLook({...defaultSettings, color: false}, env, colorful).colors, 0);
	t.true(detectLook({...defaultSettings, ascii: true}, env, colorful).isAscii);
	t.is(detectLook(defaultSettings, env, colorful).colors, 256);
});
