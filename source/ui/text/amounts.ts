const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Columns of {@link bytes}: `999.9 MB`. */
export const bytesWidth = 8;

/** Columns of {@link rate}: `999.9 MB/s`. */
export const rateWidth = 10;

/**
 * Bytes in a fixed shape, `  1.3 MB`: one decimal, the number to the right, the unit in two columns, so that a
 * column of them stands straight and does not move when a value grows a digit or changes its unit. Decimal units, as
 * every size a drive or a link is sold by.
 */
export function bytes(value: number): string {
	const [number, unit] = split(value);
	return `${number.padStart(5)} ${unit.padEnd(2)}`;
}

/** Bytes a second in a fixed shape, `  1.3 MB/s`; blank while nothing moves, so that what moves stands out. */
export function rate(bytesPerSecond: number): string {
	if (!(bytesPerSecond >= 1)) {
		return ' '.repeat(rateWidth);
	}
	const [number, unit] = split(bytesPerSecond);
	return `${number.padStart(5)} ${`${unit}/s`.padEnd(4)}`;
}

/** Bytes without padding, for sentences: `1.3 MB`. */
export function bytesWords(value: number): string {
	return split(value).join(' ');
}

/** Bytes a second without padding, for sentences: `1.3 MB/s`. */
export function rateWords(bytesPerSecond: number): string {
	return `${bytesWords(bytesPerSecond)}/s`;
}

function split(value: number): [number: string, unit: string] {
	if (!Number.isFinite(value) || value < 0) {
		return ['-', 'B'];
	}
	let unit = 0;
	let scaled = value;
	// 999.95 would round to 1000.0, one column too many.
	while (scaled >= (unit === 0 ? 999.5 : 999.95) && unit < byteUnits.length - 1) {
		scaled /= 1000;
		unit++;
	}
	return [unit === 0 ? scaled.toFixed(0) : scaled.toFixed(1), byteUnits[unit] ?? 'B'];
}

/** A share of 0 to 1 as `52.1 %`, six to the right; never 100 before it is whole, never 0 after it began. */
export function percent(share: number): string {
	return `${percentNumber(share)} %`.padStart(7);
}

/** A share of 0 to 1 without padding: `52.1%`. */
export function percentWords(share: number): string {
	return `${percentNumber(share)}%`;
}

function percentNumber(share: number): string {
	if (!(share > 0)) {
		return '0.0';
	}
	if (share >= 1) {
		return '100.0';
	}
	return Math.min(99.9, Math.max(0.1, Math.floor(share * 1000) / 10)).toFixed(1);
}

/** A whole number with thin groups for reading, `12 345`. */
export function count(value: number): string {
	const digits = Math.round(value).toString();
	return digits.length > 4 ? digits.replace(/\B(?=(\d{3})+$)/g, ' ') : digits;
}

/** A number and its noun, `1 line`, `12 lines`. */
export function amountOf(value: number, noun: string): string {
	return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}
