/** Milliseconds between a clock and `now`; null where the thing never happened (NaN). */
export function ageMs(now: number, at: number): number | null {
	return Number.isNaN(at) ? null : Math.max(0, Math.round(now - at));
}

/** A number as JSON can carry it: null for NaN and the infinities. */
export function finite(value: number): number | null {
	return Number.isFinite(value) ? value : null;
}
