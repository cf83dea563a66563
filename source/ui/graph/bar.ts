import type {Glyphs} from '../theme/glyphs.js';

/** The two parts of a bar, for the caller to colour: `filled.length + empty.length` is the width. */
export interface Bar {
	readonly filled: string;
	readonly empty: string;
}

/**
 * A bar of `width` columns filled to a share of 0 to 1, in halves of a column where the glyphs allow. It is empty only at
 * 0 and full only at 1.
 */
export function bar(share: number, width: number, glyphs: Glyphs): Bar {
	if (width <= 0) {
		return {filled: '', empty: ''};
	}
	const steps = glyphs.barHalf === null ? 1 : 2;
	const most = width * steps;
	const exact = Math.floor(Math.min(1, Math.max(0, share || 0)) * most);
	const filledSteps = share > 0 && share < 1 ? Math.min(most - 1, Math.max(1, exact)) : exact;
	const whole = Math.floor(filledSteps / steps);
	const half = filledSteps % steps === 1 ? (glyphs.barHalf ?? '') : '';
	return {
		filled: glyphs.barFull.repeat(whole) + half,
		empty: glyphs.barEmpty.repeat(width - whole - half.length),
	};
}
