import * as z from 'zod';
import {type SettingRow, settingsTable} from '../../store/settings.js';
import {isInRange, parseSettingText, type SettingValue, settingNames} from './setting-text.js';

/** A number as TOML has it, in the unit of the config file: durations are seconds there. */
function fromNumber(row: SettingRow, value: number): number | undefined {
	const inOurUnit = row.kind === 'duration' ? Math.round(value * 1000) : value;
	return isInRange(row, inOurUnit) ? inOurUnit : undefined;
}

/** One setting in the config file: its TOML type, then its range; strings go by the rules of `--set`. */
function settingSchema(name: (typeof settingNames)[number]) {
	const row: SettingRow = settingsTable[name];
	const read = (value: string | number | boolean): SettingValue | undefined => {
		if (typeof value === 'number') {
			return fromNumber(row, value) as SettingValue | undefined;
		}
		return typeof value === 'boolean' ? value : parseSettingText(name, value);
	};
	const text = row.kind === 'flag' ? z.boolean() : z.string();
	const isNumeric = row.kind !== 'flag' && row.kind !== 'text' && row.kind !== 'choice';
	return (isNumeric ? z.union([z.number(), text]) : text)
		.transform((value, context) => {
			const setting = read(value);
			if (setting === undefined) {
				context.addIssue({code: 'custom', message: 'out of range'});
				return z.NEVER;
			}
			return setting;
		})
		.optional();
}

/** A key as it is called in the help, `ctrl+p`, or several. */
const keySchema = z.string().min(1).max(20);

/** `[keys]`: the keys of a command of the screen, by its name. The screen checks that the command exists. */
const keysSchema = z.record(
	z.string().max(40),
	z.union([keySchema.transform(key => [key]), z.array(keySchema).max(8)]),
);

/** The shape of the config file, made from the table of settings: flat, every key optional, and `[keys]`; no other key. */
export const configSchema = z.strictObject({
	...Object.fromEntries(settingNames.map(name => [name, settingSchema(name)])),
	keys: keysSchema.optional(),
});
