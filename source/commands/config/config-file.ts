import {join} from 'node:path';
import type {Settings} from '../../store/settings.js';
import {UsageError} from '../exit.js';
import {nearest} from '../nearest.js';
import {readBounded, TooLargeError} from '../read-bounded.js';
import {errorCode, pathErrorText} from '../system-error.js';
import {typedText} from '../typed-text.js';
import {isSettingName, settingNames, settingProblem} from './setting-text.js';

/** A config file is far shorter; a longer one is something else. */
const maxConfigBytes = 65_536;

async function readText(path: string, isOptional: boolean): Promise<string | undefined> {
	try {
		const bytes = await readBounded(path, maxConfigBytes);
		return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
	} catch (error) {
		const code = errorCode(error);
		if (isOptional && (code === 'ENOENT' || code === 'ENOTDIR')) {
			return undefined;
		}
		const why =
			error instanceof TooLargeError
				? `it is over ${maxConfigBytes} bytes`
				: error instanceof TypeError
					? 'it is not UTF-8'
					: pathErrorText(error);
		throw new UsageError(`cannot read the config file ${typedText(path)}: ${why}`);
	}
}

async function parseToml(text: string, path: string): Promise<Record<string, unknown>> {
	const {parse, TomlError} = await import('smol-toml');
	try {
		return parse(text);
	} catch (error) {
		const where = error instanceof TomlError ? ` (line ${error.line}, column ${error.column})` : '';
		throw new UsageError(`the config file ${typedText(path)} is no valid TOML${where}`);
	}
}

/** What stands in the file, for a sentence. */
function shown(value: unknown): string {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	return typedText(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** What a config file says. */
export interface ConfigFile {
	readonly settings: Partial<Settings>;
	/** The keys of the screen's commands, by the command's name. */
	readonly keys: {readonly [command: string]: readonly string[]};
}

async function check(table: Record<string, unknown>, path: string): Promise<ConfigFile> {
	const where = typedText(path);
	for (const key of Object.keys(table)) {
		if (key !== 'keys' && !isSettingName(key)) {
			const guess = await nearest(key, settingNames);
			throw new UsageError(`there is no setting ${shown(key)} (${where}); did you mean ${guess}?`);
		}
	}
	const {configSchema} = await import('./config-schema.js');
	const result = configSchema.safeParse(table);
	if (result.success) {
		const {keys = {}, ...settings} = result.data;
		return {settings: settings as Partial<Settings>, keys};
	}
	const key = String(result.error.issues[0]?.path[0]);
	throw new UsageError(
		isSettingName(key)
			? settingProblem(key, shown(table[key]), where)
			: `[keys] must be lines such as pause = "p" or pause = ["p", "space"] (${where})`,
	);
}

/**
 * Reads a config file: the one given, else `config.toml` in the user's folder, which may be missing. TOML and the schema
 * are loaded only when there is something in it.
 * @throws UsageError that names the file and the key.
 */
export async function readConfigFile(
	given: string | undefined,
	configFolder: () => string,
): Promise<ConfigFile> {
	const path = given ?? join(configFolder(), 'config.toml');
	const text = await readText(path, given === undefined);
	if (text === undefined || text.trim() === '') {
		return {settings: {}, keys: {}};
	}
	return check(await parseToml(text, path), path);
}
