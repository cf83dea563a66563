import {bytes, count, rate} from '../text/amounts.js';
import {duration} from '../text/duration.js';
import type {Look} from '../theme/look.js';
import type {Role} from '../theme/themes.js';

/** Bytes; faint when there are none. */
export function bytesCell(value: number, width: number, look: Look): string {
	return look.paint(value > 0 ? 'text' : 'faint', bytes(value).padStart(width));
}

/** A rate in the colour of its direction, blank while nothing moves. */
export function rateCell(value: number, width: number, look: Look, role: Role): string {
	return look.paint(role, rate(value).padStart(width));
}

/** A duration, a dash when there is none. */
export function durationCell(
	milliseconds: number | null,
	width: number,
	look: Look,
	role: Role = 'text',
): string {
	const text = duration(milliseconds).padStart(width);
	return look.paint(milliseconds === null ? 'faint' : role, text);
}

/** A whole number; faint when it is 0. */
export function countCell(value: number, width: number, look: Look): string {
	const text = Number.isFinite(value) ? count(value) : '-';
	return look.paint(value > 0 ? 'text' : 'faint', look.place(text, width, {align: 'right'}));
}

/** A share of 0 to 1 as whole percents; 100 only when it is whole. */
export function shareCell(share: number, width: number, look: Look): string {
	const percent = share >= 1 ? 100 : Math.min(99, Math.floor((share || 0) * 100));
	return look.paint(share > 0 ? 'text' : 'faint', `${percent}%`.padStart(width));
}
