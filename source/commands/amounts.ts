import prettyBytes from 'pretty-bytes';
import prettyMilliseconds from 'pretty-ms';

/** `1.23 GB`: three digits that count. With a number of decimals instead, the first one would load 14 ms of locales. */
export function bytesText(bytes: number): string {
	return prettyBytes(Number.isFinite(bytes) ? bytes : 0);
}

/** `11.2 MB/s`. */
export function rateText(bytesPerSecond: number): string {
	return `${bytesText(bytesPerSecond)}/s`;
}

/** `3m 12s`; under ten seconds with a decimal. */
export function durationText(ms: number): string {
	return prettyMilliseconds(Math.max(0, ms), {
		unitCount: 2,
		secondsDecimalDigits: ms < 10_000 ? 1 : 0,
	});
}
