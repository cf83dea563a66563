import {type CommandInput, commandNames, commandsTable} from './command-table.js';
import {completionScripts} from './completion-scripts.js';
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
	readonly flags: readonly CompletedFlag[];
}

const folders: readonly FlagName[] = ['dir'];
const files: readonly FlagName[] = ['log', 'config', 'out'];

function completedFlag(name: FlagName): CompletedFlag {
	const row: FlagRow = flagsTable[name];
	const choices = row.value?.includes('|') ? row.value.split('|') : undefined;
	const path = folders.includes(name) ? 'folder' : files.includes(name) ? 'file' : undefined;
	return {
		text: flagHelpName(name),
		short: row.short,
		takesValue: row.kind !== 'switch',
		values: choices ?? path,
		help: row.help,
	};
}

function completedCommands(): readonly CompletedCommand[] {
	return ['', ...commandNames].map(name => {
		const {summary, flags} = commandsTable[name]!;
		return {
			name,
			summary,
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
