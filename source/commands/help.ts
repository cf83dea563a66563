import {type CommandRow, commandNames, commandsTable, commandText} from './command-table.js';
import {type FlagName, type FlagRow, flagHelpName, flagsTable} from './flags.js';

/** What may be given as a torrent. */
export const torrentForms =
	'A torrent is the path of a .torrent, a magnet link, an http(s) URL of a .torrent, or an info hash.';

/** How a run may end. */
export const exitStatuses: ReadonlyArray<readonly [status: number, words: string]> = [
	[0, 'done'],
	[1, 'failed, or doctor found an error'],
	[2, 'bad usage or input'],
	[3, 'gave up on --timeout'],
	[130, 'interrupted'],
];

function columns(rows: ReadonlyArray<readonly [string, string]>): string[] {
	const width = Math.max(...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function flagRow(name: FlagName): [string, string] {
	const row: FlagRow = flagsTable[name];
	const short = row.short === undefined ? '' : `-${row.short}, `;
	return [
		`${short}${flagHelpName(name)}${row.value === undefined ? '' : ` ${row.value}`}`,
		row.help,
	];
}

/** The help of one command: what it does, its flags, examples, and for `unchoke` alone the other commands. */
export function helpText(name: string, command: CommandRow): string {
	const flags: readonly FlagName[] = [...command.flags, 'help', 'version'];
	const commands = commandNames.map((key): [string, string] => [
		`${key} ${commandsTable[key]!.usage}`,
		commandsTable[key]!.summary,
	]);
	return [
		`${commandText(name)} ${command.usage}`,
		'',
		`  ${command.summary}`,
		...(name === '' ? ['', 'Commands', ...columns(commands)] : []),
		...(command.usage.includes('torrent') ? ['', torrentForms] : []),
		'',
		'Flags',
		...columns(flags.map(flagRow)),
		'',
		'Examples',
		...command.examples.map(example => `  ${`${commandText(name)} ${example}`.trimEnd()}`),
		'',
		`Exit status: ${exitStatuses.map(([status, words]) => `${status} ${words}`).join('; ')}.`,
		'',
	].join('\n');
}
