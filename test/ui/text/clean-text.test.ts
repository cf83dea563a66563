import test from 'ava';
import fc from 'fast-check';
import {cleanText} from '../../../source/ui/text/clean-text.js';

test('plain text, accents, CJK and emoji stay', t => {
	for (const text of ['plain', 'Ünïcödé', '日本語', '👩‍👩‍👧', 'a\u0301']) {
		t.is(cleanText(text), text);
	}
});

test('controls, bidi, zero-width and lone surrogates become visible marks', t => {
	t.is(cleanText('a\x1B[2Jb'), 'a\uFFFD[2Jb');
	t.is(cleanText('a\r\n\tb\x7F\x9B'), 'a\uFFFD\uFFFD\uFFFDb\uFFFD\uFFFD');
	t.is(cleanText('exe.\u202Efdp'), 'exe.\uFFFDfdp');
	t.is(cleanText('\u2066a\u2069\u200B\uFEFF'), '\uFFFDa\uFFFD\uFFFD\uFFFD');
	t.is(cleanText('a\uD800b'), 'a\uFFFDb');
	t.is(cleanText('a\u2028b'), 'a\uFFFDb');
});

test('piles of combining marks are cut', t => {
	t.is(cleanText(`a${'\u0301'.repeat(50)}b`), `a${'\u0301'.repeat(3)}b`);
});

test('in ASCII every other character is a question mark', t => {
	t.is(cleanText('Ü日.iso', true), '??.iso');
	t.is(cleanText('plain.iso', true), 'plain.iso');
});

test('a name of a megabyte is cut before it is looked at', t => {
	t.is(cleanText('x'.repeat(1_000_000)).length, 1000);
});

test('whatever comes in, nothing that moves a cursor comes out', t => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), text => {
			t.notRegex(cleanText(text), /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
			t.regex(cleanText(text, true), /^[\x20-\x7E]*$/);
		}),
	);
	t.pass();
});
