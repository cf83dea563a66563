import test from 'ava';
import fc from 'fast-check';
import {bar} from '../../../source/ui/graph/bar.js';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/ui/theme/glyphs.js';

test('a bar fills in halves of a column', t => {
	t.deepEqual(bar(0.5, 5, unicodeGlyphs), {filled: '━━╸', empty: '──'});
	t.deepEqual(bar(0.5, 5, asciiGlyphs), {filled: '##', empty: '---'});
});

test('without colours what is full still differs from what is not', t => {
	for (const glyphs of [unicodeGlyphs, asciiGlyphs]) {
		t.not(glyphs.barFull, glyphs.barEmpty);
		t.not(glyphs.barHalf, glyphs.barEmpty);
	}
});

test('it is empty only at nothing and full only at everything', t => {
	t.is(bar(0, 4, unicodeGlyphs).filled, '');
	t.is(bar(0.0001, 4, unicodeGlyphs).filled, '╸');
	t.is(bar(0.9999, 4, unicodeGlyphs).filled, '━━━╸');
	t.is(bar(1, 4, unicodeGlyphs).empty, '');
	t.is(bar(Number.NaN, 4, unicodeGlyphs).filled, '');
});

test('whatever the share, it is as wide as it should be', t => {
	fc.assert(
		fc.property(fc.double(), fc.integer({min: -3, max: 50}), (share, width) => {
			for (const glyphs of [unicodeGlyphs, asciiGlyphs]) {
				const {filled, empty} = bar(share, width, glyphs);
				t.is(filled.length + empty.length, Math.max(0, width));
			}
		}),
	);
});
