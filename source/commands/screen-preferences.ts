import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
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

/** The columns and orders that the last screen kept in the user's state folder; none when there are none that can be read. */
export function readPreferences(stateDir: string): Preferences {
	try {
		const text = readFileSync(join(stateDir, 'screen.json'), 'utf8');
		const value: unknown = text.length > maxLength ? undefined : JSON.parse(text);
		return isPreferences(value) ? value : {};
	} catch {
		return {};
	}
}

/** Keeps the columns and orders. That it fails costs the user a sorting order, so nobody is told. */
export function writePreferences(stateDir: string, preferences: Preferences): void {
	const path = join(stateDir, 'screen.json');
	try {
		writeFileSync(`${path}.part`, `${JSON.stringify(preferences)}\n`, {mode: 0o600});
		renameSync(`${path}.part`, path);
	} catch {}
}
