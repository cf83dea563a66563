import test from 'ava';
import fc from 'fast-check';
import {cleanText} from '../../../source/ui/text/clean-text.js';
import {fitText} from '../../../source/ui/text/fit-text.js';
import {textWidth} from '../../../source/ui/text/text-width.js';

test('what is short is padded on its side', t => {
	t.is(fitText('abc', 5), 'abc  ');
	t.is(fitText('abc', 5, {align: 'right'}), '  abc');
	t.is(fitText('日本', 5), '日本 ');
});

test('what is long is cut where it is said', t => {
	t.is(fitText('abcdefgh', 5), 'abcd…');
	t.is(fitText('abcdefgh', 5, {cut: 'start'}), '…efgh');
	t.is(fitText('abcdefgh', 5, {cut: 'middle'}), 'ab…gh');
	t.is(fitText('abcdefgh', 4, {cut: 'middle', ellipsis: '~'}), 'ab~h');
	t.is(fitText('abc', 1), '…');
	t.is(fitText('abc', 0), '');
});

test('a wide character is never halved', t => {
	t.is(fitText('日本語', 4), '日… ');
	t.is(textWidth(fitText('日本語の名前', 6, {cut: 'middle'})), 6);
});

test('whatever the text, it takes exactly its columns', t => {
	const cuts = ['end', 'middle', 'start'] as const;
	fc.assert(
		fc.property(
			fc.string({unit: 'grapheme'}),
			fc.integer({min: 0, max: 30}),
			fc.constantFrom(...cuts),
			(text, width, cut) => {
				t.is(textWidth(fitText(cleanText(text), width, {cut})), width);
			},
		),
		{numRuns: 2000},
	);
});
