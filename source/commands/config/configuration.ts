import {defaultSettings, type SettingName, type Settings} from '../../store/settings.js';
import {UsageError} from '../exit.js';
import {type FlagName, type FlagRow, type FlagValues, flagHelpName, flagsTable} from '../flags.js';
import {nearest} from '../nearest.js';
import {readChosen} from '../screen-preferences.js';
import {typedText} from '../typed-text.js';
import {type ConfigFile, readConfigFile} from './config-file.js';
import {userFolders} from './folders.js';
import {
	isSettingName,
	parseSettingText,
	settingNames,
	settingProblem,
	unkeptSetting,
} from './setting-text.js';

/** Where settings come from, besides their defaults. */
export interface SettingSources {
	readonly flags: FlagValues;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Asked only when no `--config` was given. */
	readonly configFolder: () => string;
	/** What the user chose in the screen to have from then on. */
	readonly chosen?: Partial<Settings>;
}

type SomeSettings = Partial<Record<SettingName, Settings[SettingName]>>;

function read(name: SettingName, text: string, where: string) {
	const value = parseSettingText(name, text);
	if (value === undefined) {
		throw new UsageError(settingProblem(name, typedText(text.slice(0, 60)), where));
	}
	return value;
}

function fromFlags(flags: FlagValues): SomeSettings {
	const settings: SomeSettings = {};
	for (const [flag, row] of Object.entries(flagsTable) as ReadonlyArray<[FlagName, FlagRow]>) {
		const value = flags[flag];
		if (row.setting !== undefined && value !== undefined) {
			settings[row.setting] = read(row.setting, String(value), flagHelpName(flag));
		}
	}
	return settings;
}

async function fromSet(pairs: readonly string[]): Promise<SomeSettings> {
	const settings: SomeSettings = {};
	for (const pair of pairs) {
		const at = pair.indexOf('=');
		const key = at === -1 ? pair : pair.slice(0, at);
		if (!isSettingName(key)) {
			const guess = await nearest(key, settingNames);
			throw new UsageError(`there is no setting ${typedText(key)} (--set); did you mean ${guess}?`);
		}
		if (at === -1) {
			throw new UsageError(`--set needs a value: --set ${key}=VALUE`);
		}
		settings[key] = read(key, pair.slice(at + 1), '--set');
	}
	return settings;
}

/** `connectTimeout` → `UNCHOKE_CONNECT_TIMEOUT`. */
export function environmentName(name: SettingName): string {
	return `UNCHOKE_${name.replaceAll(/[A-Z]/g, letter => `_${letter}`).toUpperCase()}`;
}

async function fromEnvironment(environment: SettingSources['environment']): Promise<SomeSettings> {
	const settings: SomeSettings = {};
	const given = Object.keys(environment).filter(name => name.startsWith('UNCHOKE_'));
	for (const variable of given) {
		const name = settingNames.find(setting => environmentName(setting) === variable);
		if (name === undefined) {
			const guess = await nearest(variable, settingNames.map(environmentName));
			throw new UsageError(
				`there is no setting for ${typedText(variable)}; did you mean ${guess}?`,
			);
		}
		settings[name] = read(name, environment[variable] ?? '', variable);
	}
	return settings;
}

/** Only what the command line itself says, by flags and `--set`. */
export async function givenSettings(flags: FlagValues): Promise<Partial<Settings>> {
	return {...(await fromSet(flags.set ?? [])), ...fromFlags(flags)} as Partial<Settings>;
}

/** What the user wants of this run. */
export interface Configuration {
	/** Every setting with its value. */
	readonly settings: Settings;
	/** The keys of the screen's commands that the config file changes. */
	readonly keys: ConfigFile['keys'];
}

/**
 * Every setting with its value, and the keys. Precedence: flag, `--set`, environment, config file, what was chosen in the screen, default.
 * @throws UsageError that names the setting, where it was given, and its valid range or the nearest valid name.
 */
export async function resolveConfiguration(sources: SettingSources): Promise<Configuration> {
	const {flags, environment, configFolder, chosen = {}} = sources;
	const file = await readConfigFile(flags.config, configFolder);
	const settings = {
		...defaultSettings,
		...chosen,
		...file.settings,
		...(await fromEnvironment(environment)),
		...(await givenSettings(flags)),
	} as Settings;
	const unkept = unkeptSetting(settings);
	if (unkept !== undefined) {
		throw new UsageError(unkept);
	}
	return {settings, keys: file.keys};
}

/** The configuration of this process's user and command line. */
export async function userConfiguration(flags: FlagValues): Promise<Configuration> {
	const configFolder = (): string => userFolders().config;
	const chosen = readChosen(userFolders().state);
	return resolveConfiguration({flags, environment: process.env, configFolder, chosen});
}
