import test from 'ava';
import {areaGraph, niceMax, samplesIn} from '../../../source/ui/graph/area-graph.js';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/ui/theme/glyphs.js';

test('two samples share a Braille cell, the newest at the right edge', t => {
	const size = {width: 3, height: 1, max: 4};
	t.deepEqual(areaGraph([4, 2], size, unicodeGlyphs, false), ['  ⣧']);
	t.deepEqual(areaGraph([1, 2, 3, 4, 4, 4], size, unicodeGlyphs, false), ['⣠⣾⣿']);
});

test('lines stand on each other, the top one first', t => {
	t.deepEqual(areaGraph([8, 4], {width: 1, height: 2, max: 8}, unicodeGlyphs, false), ['⡇', '⣿']);
});

test('a trickle is seen, and nothing is nothing', t => {
	const size = {width: 1, height: 1, max: 1_000_000};
	t.deepEqual(areaGraph([1, 0], size, unicodeGlyphs, false), ['⡀']);
	t.deepEqual(areaGraph([], size, unicodeGlyphs, false), [' ']);
});

test('in ASCII a sample takes a column', t => {
	t.deepEqual(areaGraph([1, 4, 8], {width: 4, height: 2, max: 8}, asciiGlyphs, true), [
		'   #',
		' .##',
	]);
	t.is(samplesIn(10, true), 10);
	t.is(samplesIn(10, false), 20);
});

test('the top of the scale is a round number', t => {
	t.is(niceMax([3], 10), 10);
	t.is(niceMax([11, 4], 10), 15);
	t.is(niceMax([21], 10), 30);
	t.is(niceMax([686], 10), 700);
	t.is(niceMax([1001], 10), 1500);
});
