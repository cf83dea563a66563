import test from 'ava';
import {textWidth} from '../../../source/ui/text/text-width.js';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/ui/theme/glyphs.js';
import {createLook} from '../../../source/ui/theme/look.js';
import {roles, type ThemeName, themes} from '../../../source/ui/theme/themes.js';

test('what is painted ends as it began', t => {
	const look = createLook('dark', 256, false);
	t.is(look.paint('attention', 'x'), '\x1B[38;5;215mx\x1B[39m');
	t.is(look.paint('text', 'x'), 'x');
	t.is(look.paint('error', ''), '');
});

test('with sixteen colours the twins are taken', t => {
	const look = createLook('dark', 16, false);
	t.is(look.paint('attention', 'x'), '\x1B[33mx\x1B[39m');
	t.is(look.paint('faint', 'x'), '\x1B[90mx\x1B[39m');
});

test('without colours no colour is ever written, and what matters still stands out', t => {
	const look = createLook('dark', 0, false);
	for (const role of roles) {
		t.notRegex(look.paint(role, 'x'), /\x1B\[(?:[\d;]*;)?(?:3|4|9|10)\d/);
	}
	t.is(look.paint('selected', 'x'), '\x1B[7mx\x1B[27m');
	t.is(look.paint('attention', 'x'), '\x1B[1mx\x1B[22m');
	t.is(look.hue(5, 'x'), 'x');
});

test('in every theme the selected row differs from the others', t => {
	for (const name of Object.keys(themes) as ThemeName[]) {
		const look = createLook(name, 256, false);
		t.not(look.paint('selected', 'x'), look.paint('text', 'x'));
		t.not(look.paint('selected', 'x'), look.paint('remembered', 'x'));
	}
});

test('every glyph has an ASCII twin, and takes one column', t => {
	for (const [name, glyph] of Object.entries(unicodeGlyphs)) {
		const twin = asciiGlyphs[name as keyof typeof asciiGlyphs];
		for (const each of [glyph, twin].flat()) {
			t.is(textWidth(each ?? ' '), 1, `${name} ${each}`);
		}
		for (const each of [twin].flat()) {
			t.regex(each ?? ' ', /^[\x20-\x7E]$/, name);
		}
	}
});

test('strangers’ strings fit their columns and cannot touch the terminal', t => {
	const look = createLook('dark', 256, false);
	t.is(look.foreign('a\x1B[31mb', 6), 'a\uFFFD[31…');
	t.is(createLook('dark', 256, true).foreign('日本語.iso', 8), '???.iso ');
});
