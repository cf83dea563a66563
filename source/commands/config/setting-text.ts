import {
	type SettingName,
	type SettingRow,
	type Settings,
	settingsTable,
} from '../../store/settings.js';
import {parseDuration} from './parse-duration.js';
import {parseRate} from './parse-size.js';

/** A value of any setting. */
export type SettingValue = Settings[SettingName];

/** Every setting's name, in the table's order. */
export const settingNames = Object.keys(settingsTable) as readonly SettingName[];

/** Whether a text names a setting. */
export function isSettingName(text: string): text is SettingName {
	return Object.hasOwn(settingsTable, text);
}

/** A text setting (an address, an interface) is no longer than this. */
const maxTextLength = 255;

const words: Readonly<Record<string, boolean>> = {
	true: true,
	yes: true,
	on: true,
	'1': true,
	false: false,
	no: false,
	off: false,
	'0': false,
};

/** Whether a number stands inside a row's range, and is whole where it must be. */
export function isInRange(row: SettingRow, value: number): boolean {
	return (
		'min' in row &&
		value >= row.min &&
		value <= row.max &&
		(Number.isInteger(value) || row.kind === 'number')
	);
}

function parseNumber(row: SettingRow, text: string): number | undefined {
	switch (row.kind) {
		case 'duration':
			return parseDuration(text);
		case 'rate':
			return parseRate(text);
		default:
			return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
	}
}

/**
 * Reads a setting from a text: a flag, `--set`, an environment variable, or a string in the config file.
 * @returns undefined when the text is no valid value; {@link settingProblem} says so in a sentence.
 */
export function parseSettingText(name: SettingName, text: string): SettingValue | undefined {
	const row: SettingRow = settingsTable[name];
	switch (row.kind) {
		case 'flag':
			return words[text.trim().toLowerCase()];
		case 'choice':
			return row.choices.includes(text) ? (text as SettingValue) : undefined;
		case 'text':
			return text.length <= maxTextLength && !/[\u0000-\u001F\u007F]/.test(text) ? text : undefined;
		default: {
			if (row.kind === 'auto-count' && text === 'auto') {
				return 'auto';
			}
			const value = parseNumber(row, text.trim());
			return value !== undefined && isInRange(row, value) ? value : undefined;
		}
	}
}

function list(items: readonly string[]): string {
	return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}

/** The values a setting may have, in words: `1–120 s`, `auto or 1–2000`, `off, prefer or require`. */
export function rangeText(row: SettingRow): string {
	switch (row.kind) {
		case 'duration': {
			const isLong = row.max > 86_400_000;
			const divisor = isLong ? 86_400_000 : 1000;
			return `${row.min / divisor}–${Math.floor(row.max / divisor)} ${isLong ? 'd' : 's'}`;
		}
		case 'rate':
			return `${row.min}–${row.max / 1e9}G bytes a second`;
		case 'auto-count':
			return `auto or ${row.min}–${row.max}`;
		case 'count':
		case 'number':
			return `${row.min}–${row.max}`;
		case 'flag':
			return 'true or false';
		case 'choice':
			return list(row.choices);
		case 'text':
			return `a text of at most ${maxTextLength} characters`;
	}
}

/** What a setting is where nobody says, in words: `60 s`, `no limit`. */
export function defaultText(row: SettingRow): string {
	switch (row.kind) {
		case 'duration':
			return `${row.default / 1000} s`;
		case 'rate':
			return row.default === 0 ? 'no limit' : String(row.default);
		case 'text':
			return row.default === '' ? 'none' : row.default;
		default:
			return String(row.default);
	}
}

/** The sentence for an invalid value: `connectTimeout must be 1–120 s, got 500s (--set)`. `given` and `where` are already escaped. */
export function settingProblem(name: SettingName, given: string, where: string): string {
	return `${name} must be ${rangeText(settingsTable[name])}, got ${given || 'nothing'} (${where})`;
}

/**
 * Why settings that are valid cannot be kept: whoever requires something must not be given less in silence.
 * @returns the sentence, or undefined where all can be kept.
 */
export function unkeptSetting({encryption}: Partial<Settings>): string | undefined {
	return encryption === 'require'
		? 'encryption=require cannot be kept: unchoke cannot encrypt yet and speaks plainly to every peer (off or prefer)'
		: undefined;
}
