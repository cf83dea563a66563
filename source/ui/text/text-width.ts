import stringWidth from 'string-width';

const printableAscii = /^[\x20-\x7E]*$/;
const cacheSize = 4000;
const known = new Map<string, number>();

/**
 * The columns a plain string takes in a terminal. Most are ASCII and need no looking up; the rest is measured once and
 * remembered, since the same names stand on the screen four times a second.
 */
export function textWidth(text: string): number {
	if (printableAscii.test(text)) {
		return text.length;
	}
	let width = known.get(text);
	if (width === undefined) {
		if (known.size >= cacheSize) {
			known.clear();
		}
		width = stringWidth(text);
		known.set(text, width);
	}
	return width;
}
