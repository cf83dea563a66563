import type {Glyphs} from '../theme/glyphs.js';

/** Dots of a Braille cell from the bottom up, left column and right column (Unicode 2800 plus these bits). */
const leftDots = [0x40, 0x04, 0x02, 0x01] as const;
const rightDots = [0x80, 0x20, 0x10, 0x08] as const;

/**
 * A filled graph of samples, oldest first, newest at the right edge: `height` lines of `width` columns, top line first.
 * In Braille a column holds two samples and a line four steps; with ASCII one sample and four steps.
 */
export function areaGraph(
	samples: ArrayLike<number>,
	size: {readonly width: number; readonly height: number; readonly max: number},
	glyphs: Glyphs,
	isAscii: boolean,
): readonly string[] {
	return isAscii ? blockLines(samples, size, glyphs) : brailleLines(samples, size);
}

/** How many samples fit in a width. */
export function samplesIn(width: number, isAscii: boolean): number {
	return isAscii ? width : width * 2;
}

interface Size {
	readonly width: number;
	readonly height: number;
	readonly max: number;
}

function brailleLines(samples: ArrayLike<number>, {width, height, max}: Size): readonly string[] {
	const steps = height * 4;
	const offset = width * 2 - samples.length;
	const lines: string[] = [];
	for (let line = height - 1; line >= 0; line--) {
		let text = '';
		for (let column = 0; column < width; column++) {
			const left = level(samples, column * 2 - offset, max, steps) - line * 4;
			const right = level(samples, column * 2 + 1 - offset, max, steps) - line * 4;
			const bits = dots(leftDots, left) | dots(rightDots, right);
			text += bits === 0 ? ' ' : String.fromCharCode(0x2800 + bits);
		}
		lines.push(text);
	}
	return lines;
}

function dots(column: readonly number[], height: number): number {
	let bits = 0;
	for (let step = 0; step < Math.min(4, height); step++) {
		bits |= column[step] ?? 0;
	}
	return bits;
}

function blockLines(
	samples: ArrayLike<number>,
	{width, height, max}: Size,
	glyphs: Glyphs,
): readonly string[] {
	const perLine = glyphs.graphSteps.length;
	const offset = width - samples.length;
	const lines: string[] = [];
	for (let line = height - 1; line >= 0; line--) {
		let text = '';
		for (let column = 0; column < width; column++) {
			const step = level(samples, column - offset, max, height * perLine) - line * perLine;
			text += step <= 0 ? ' ' : (glyphs.graphSteps[Math.min(perLine, step) - 1] ?? ' ');
		}
		lines.push(text);
	}
	return lines;
}

/** Steps a sample stands high: 0 only for nothing, so that a trickle is seen. */
function level(samples: ArrayLike<number>, index: number, max: number, steps: number): number {
	const value = samples[index] ?? 0;
	return value > 0 && max > 0 ? Math.max(1, Math.round((Math.min(value, max) / max) * steps)) : 0;
}

/**
 * The top of a scale that seldom jumps and wastes little: the next of 10, 15, 20, 30, 50, 70, 100, 150, … at or over the
 * greatest sample, for `least` of 10.
 */
export function niceMax(samples: ArrayLike<number>, least: number): number {
	let greatest = least;
	for (let index = 0; index < samples.length; index++) {
		greatest = Math.max(greatest, samples[index] ?? 0);
	}
	const power = 10 ** Math.floor(Math.log10(greatest));
	return ([1, 1.5, 2, 3, 5, 7, 10].find(step => step * power >= greatest) ?? 10) * power;
}
