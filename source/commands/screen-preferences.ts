import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Settings, settingsTable} from '../store/settings.js';
import type {Preferences} from '../ui/state/preferences.js';

/** What the screen keeps is a few names; a longer file is something else. */
const maxLength = 65_536;

/** Whether something read from a file has the shape of the screen's preferences. */
function isPreferences(value: unknown): value is Preferences {
	return isRecord(value) && Object.values(value).every(isPanePreferences);
}

function isPanePreferences(value: unknown): boolean {
	if (!isRecord(value)) {
		return false;
	}
	const {columns, sort} = value;
	const areColumns =
		columns === undefined ||
		(Array.isArray(columns) && columns.every(column => typeof column === 'string'));
	const isSort =
		sort === undefined ||
		(isRecord(sort) &&
			typeof sort['column'] === 'string' &&
			typeof sort['isDescending'] === 'boolean');
	return areColumns && isSort;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The settings that a person chose in the screen and that are kept: the theme. None when there are none that can be read. */
export function readChosen(stateDir: string): Partial<Settings> {
	const value = readValue(join(stateDir, 'look.json'));
	const theme = settingsTable.theme.choices.find(
		choice => isRecord(value) && value['theme'] === choice,
	);
	return theme === undefined ? {} : {theme};
}

/** Keeps what of a change of the settings is a matter of taste. */
export function writeChosen(stateDir: string, {theme}: Partial<Settings>): void {
	if (theme !== undefined) {
		writeValue(join(stateDir, 'look.json'), {theme});
	}
}

/** The columns and orders that the last screen kept in the user's state folder; none when there are none that can be read. */
export function readPreferences(stateDir: string): Preferences {
	const value = readValue(join(stateDir, 'screen.json'));
	return isPreferences(value) ? value : {};
}

/** Keeps the columns and orders. */
export function writePreferences(stateDir: string, preferences: Preferences): void {
	writeValue(join(stateDir, 'screen.json'), preferences);
}

function readValue(path: string): unknown {
	try {
		const text = readFileSync(path, 'utf8');
		return text.length > maxLength ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** That it fails costs the user a sorting order or a colour, so nobody is told. */
function writeValue(path: string, value: unknown): void {
	try {
		writeFileSync(`${path}.part`, `${JSON.stringify(value)}\n`, {mode: 0o600});
		renameSync(`${path}.part`, path);
	} catch {}
}
