import prettyBytes from 'pretty-bytes';
import prettyMilliseconds from 'pretty-ms';
import type {Action} from '../store/finding.js';

/** `1 peer`, `3 peers`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
	return `${number} ${number === 1 ? noun : plural}`;
}

/** What a figure is that the engine did not tell. */
const unknown = 'unknown';

/** `8s`, `1m 15s`: whole seconds from one second on. */
export function duration(ms: number): string {
	if (!Number.isFinite(ms)) {
		return unknown;
	}
	const rounded = Math.abs(ms) < 1000 ? Math.round(ms) : Math.trunc(ms / 1000) * 1000;
	return prettyMilliseconds(rounded, {unitCount: 2});
}

/** `1.2 GB`. */
export function bytes(number: number): string {
	return Number.isFinite(number) ? prettyBytes(number) : unknown;
}

/** `1.2 MB/s`. */
export function rate(bytesPerSecond: number): string {
	return `${bytes(bytesPerSecond)}/s`;
}

/** `37 %`. */
export function percent(share: number): string {
	return `${Math.round(share * 100)} %`;
}

/** `3–5, 8, 10–12`, at most `limit` ranges of ascending numbers. */
export function ranges(numbers: readonly number[], limit: number): string {
	const parts: Array<[first: number, last: number]> = [];
	for (const number of numbers) {
		const part = parts.at(-1);
		if (part !== undefined && part[1] === number - 1) {
			part[1] = number;
		} else {
			parts.push([number, number]);
		}
	}
	const words = parts
		.slice(0, limit)
		.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
	return parts.length > limit ? `${words.join(', ')} …` : words.join(', ');
}

/** What is known in figures, without what is nothing: `12 timed out, 2 were refused`. */
export function tally(counts: ReadonlyArray<readonly [number, string]>): string {
	return counts
		.filter(([number]) => number > 0)
		.map(([number, words]) => `${number} ${words}`)
		.join(', ');
}

/** An action that the screen can run. */
export function run(label: string, command: string): Action {
	return {label, command};
}

/** An action that only a person can take. */
export function advise(label: string): Action {
	return {label, command: null};
}
