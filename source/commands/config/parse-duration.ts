const unitMs: Readonly<Record<string, number>> = {
	ms: 1,
	s: 1000,
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
};

/**
 * Reads a duration as a user types it: `30s`, `2m`, `1h30m`, `500ms`, or a plain number of seconds.
 * @returns milliseconds; undefined when it isn't a duration.
 */
export function parseDuration(text: string): number | undefined {
	const trimmed = text.trim().toLowerCase();
	if (/^\d+(\.\d+)?$/.test(trimmed)) {
		return Math.round(Number(trimmed) * 1000);
	}
	if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(trimmed)) {
		return undefined;
	}
	let sum = 0;
	for (const [, amount, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
		sum += Number(amount) * (unitMs[unit ?? ''] ?? Number.NaN);
	}
	return Math.round(sum);
}
