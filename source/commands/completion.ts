import {scenarios} from '../lab/scenarios/all.js';
import {type SettingRow, settingsTable} from '../store/settings.js';
import {type CommandInput, commandNames, commandsTable} from './command-table.js';
import {completionScripts} from './completion-scripts.js';
import {settingNames} from './config/setting-text.js';
import {type Outcome, UsageError} from './exit.js';
import {type FlagName, type FlagRow, flagHelpName, flagsTable} from './flags.js';
import {nearest} from './nearest.js';
import {typedText} from './typed-text.js';

/** A flag as a shell completes it. */
export interface CompletedFlag {
	readonly text: string;
	readonly short: string | undefined;
	readonly takesValue: boolean;
	/** What its value is, where a shell can help: a path, a folder, or one of these words. */
	readonly values: 'file' | 'folder' | readonly string[] | undefined;
	readonly help: string;
}

/** A command as a shell completes it; the empty name is `unchoke` alone. */
export interface CompletedCommand {
	readonly name: string;
	readonly summary: string;
	/** The words it takes, where they are known beforehand; files where not. */
	readonly words: readonly string[];
	readonly flags: readonly CompletedFlag[];
}

const folders: readonly FlagName[] = ['dir'];
const files: readonly FlagName[] = ['log', 'config', 'out', 'bundle', 'trace'];

function choicesOf(name: FlagName): readonly string[] | undefined {
	if (name === 'set') {
		return settingNames.map(setting => `${setting}=`);
	}
	const {setting}: FlagRow = flagsTable[name];
	const row: SettingRow | undefined = setting && settingsTable[setting];
	return row?.kind === 'choice' ? row.choices : undefined;
}

function completedFlag(name: FlagName): CompletedFlag {
	const row: FlagRow = flagsTable[name];
	const choices = choicesOf(name);
	const path = folders.includes(name) ? 'folder' : files.includes(name) ? 'file' : undefined;
	return {
		text: flagHelpName(name),
		short: row.short,
		takesValue: row.kind !== 'switch',
		values: choices ?? path,
		help: row.help,
	};
}

const knownWords: Readonly<Record<string, readonly string[]>> = {
	lab: scenarios.map(({name}) => name),
	completion: [...completionScripts.keys()],
};

function completedCommands(): readonly CompletedCommand[] {
	return ['', ...commandNames].map(name => {
		const {summary, flags} = commandsTable[name]!;
		return {
			name,
			summary,
			words: knownWords[name] ?? [],
			flags: [...flags, 'help' as const, 'version' as const].map(completedFlag),
		};
	});
}

/** `unchoke completion`: the script that makes a shell complete commands and flags, made from the same tables as the help. */
export async function runCompletion({words}: CommandInput): Promise<Outcome> {
	const shell = words[0]!;
	const script = completionScripts.get(shell);
	if (script === undefined) {
		const guess = await nearest(shell, [...completionScripts.keys()]);
		throw new UsageError(
			`there are no completions for ${typedText(shell)}; did you mean ${guess}?`,
		);
	}
	process.stdout.write(script(completedCommands()));
	return {status: 0};
}
