const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Columns of {@link duration}: `59m59s`. */
export const durationWidth = 6;

/**
 * A duration in at most six columns and two units: `0.4s` under ten seconds where `isFine`, `42s`, `3m12s`, `2h05m`, `3d04h`,
 * `120d`. Null and what is not a number is a dash.
 */
export function duration(milliseconds: number | null, isFine = false): string {
	if (milliseconds === null || !Number.isFinite(milliseconds) || milliseconds < 0) {
		return '-';
	}
	if (isFine && milliseconds < 9950) {
		return `${(milliseconds / second).toFixed(1)}s`;
	}
	if (milliseconds < minute) {
		return `${Math.floor(milliseconds / second)}s`;
	}
	if (milliseconds < hour) {
		return pair(milliseconds, [minute, 'm'], [second, 's']);
	}
	if (milliseconds < day) {
		return pair(milliseconds, [hour, 'h'], [minute, 'm']);
	}
	return milliseconds < 100 * day
		? pair(milliseconds, [day, 'd'], [hour, 'h'])
		: `${Math.min(99_999, Math.floor(milliseconds / day))}d`;
}

/** A short time, as a round trip is: `48 ms` under a second, else as {@link duration} says it. */
export function shortTime(milliseconds: number | null): string {
	return milliseconds !== null && milliseconds >= 0 && milliseconds < 999.5
		? `${Math.round(milliseconds)} ms`
		: duration(milliseconds, true);
}

type Unit = readonly [milliseconds: number, letter: string];

function pair(milliseconds: number, large: Unit, small: Unit): string {
	const larges = Math.floor(milliseconds / large[0]);
	const smalls = Math.floor((milliseconds % large[0]) / small[0]);
	return `${larges}${large[1]}${smalls.toString().padStart(2, '0')}${small[1]}`;
}

/** The time left that a torrent's row tells, as {@link duration} takes it: null where nothing moves, and when it is done. */
export function timeLeft(etaMs: number): number | null {
	return Number.isFinite(etaMs) && etaMs > 0 ? etaMs : null;
}

/** The time of day of a wall clock, `14:03:59`, in the user's zone. */
export function timeOfDay(epochMs: number): string {
	const date = new Date(epochMs);
	return [date.getHours(), date.getMinutes(), date.getSeconds()]
		.map(part => part.toString().padStart(2, '0'))
		.join(':');
}
