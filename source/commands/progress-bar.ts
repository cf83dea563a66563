import {hasUnicode} from '../ui/theme/has-unicode.js';

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of `width` cells for a share of 0 to 1; `isAscii` draws it with `#` and `-`. */
export function progressBar(share: number, width: number, isAscii: boolean): string {
	const filled = Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share)) * width;
	const whole = Math.floor(filled);
	if (isAscii) {
		return `[${'#'.repeat(whole)}${'-'.repeat(width - whole)}]`;
	}
	const part = eighths[Math.floor((filled - whole) * 8)] ?? '';
	return `▕${`${'█'.repeat(whole)}${part}`.padEnd(width)}▏`;
}

/** `52.1 %`; never says 100 before it is. */
export function percentText(share: number): string {
	const floored = Math.floor(Math.min(1, Math.max(0, share)) * 1000) / 10;
	return `${(Number.isNaN(floored) ? 0 : floored).toFixed(1)} %`;
}

/** Whether bars and marks must be ASCII: asked for, or the terminal has nothing else. */
export function isAsciiOnly(isWanted = false, environment = process.env): boolean {
	return isWanted || !hasUnicode(environment);
}
