import {existsSync} from 'node:fs';
import meow from 'meow';
import {parseInfoHash} from '../protocol/info-hash.js';
import {ParseError} from '../protocol/parse-error.js';
import {type CommandRow, commandNames, commandsTable, commandText} from './command-table.js';
import {UsageError} from './exit.js';
import {
	type FlagName,
	type FlagRow,
	type FlagValues,
	flagHelpName,
	flagsTable,
	flagText,
} from './flags.js';
import {nearest} from './nearest.js';
import {typedText} from './typed-text.js';

/** A command line, understood. */
export interface ParsedArguments {
	/** A key of the table of commands; empty for `unchoke` alone. */
	readonly name: string;
	readonly command: CommandRow;
	/** The words that are no flags, without the command's own. */
	readonly words: readonly string[];
	readonly flags: FlagValues;
}

/** A flag as it stands in the command line. */
interface TypedFlag {
	/** Escaped, without its value. */
	readonly text: string;
	/** In camelCase, without `no-`. */
	readonly name: string;
	readonly isNegated: boolean;
	readonly hasValue: boolean;
}

const shortNames = new Map<string, string>(
	Object.entries(flagsTable).flatMap(([name, row]: [string, FlagRow]) =>
		row.short === undefined ? [] : [[row.short, name]],
	),
);

function rowOf(name: string): FlagRow | undefined {
	return Object.hasOwn(flagsTable, name) ? flagsTable[name as FlagName] : undefined;
}

function isFlag(token: string | undefined): boolean {
	return token !== undefined && /^-./.test(token) && !/^-\.?\d/.test(token);
}

/** The flags as typed. A value can begin with `-` only after `=` or as a number, so every other such token is a flag. */
function typedFlags(argv: readonly string[]): readonly TypedFlag[] {
	const end = argv.indexOf('--');
	const tokens = end === -1 ? argv : argv.slice(0, end);
	return tokens.flatMap((token, at): TypedFlag[] => {
		if (!isFlag(token)) {
			return [];
		}
		const [typed = ''] = token.split('=', 1);
		const hasValue = token.includes('=') || (at + 1 < tokens.length && !isFlag(tokens[at + 1]));
		const text = typedText(typed);
		if (!typed.startsWith('--')) {
			return [...typed.slice(1)].map(letter => ({
				text,
				name: shortNames.get(letter) ?? letter,
				isNegated: false,
				hasValue,
			}));
		}
		const isNegated = typed.startsWith('--no-');
		const name = typed
			.slice(isNegated ? 5 : 2)
			.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
		return [{text, name, isNegated, hasValue}];
	});
}

/** An unknown flag may have taken a word as its value, so that it is told before anything is made of the words. */
async function refuseUnknown(typed: readonly TypedFlag[]): Promise<void> {
	const isUnknown = ({name, isNegated}: TypedFlag) =>
		rowOf(name) === undefined || (isNegated && rowOf(name)?.kind !== 'switch');
	const unknown = typed.find(isUnknown);
	if (unknown !== undefined) {
		const names = Object.keys(flagsTable) as readonly FlagName[];
		const valid = [...new Set(names.flatMap(name => [flagHelpName(name), flagText(name)]))];
		const guess = await nearest(unknown.text, valid);
		throw new UsageError(`there is no flag ${unknown.text}; did you mean ${guess}?`);
	}
}

function checkFlags(typed: readonly TypedFlag[], command: string, row: CommandRow): void {
	const allowed: readonly string[] = [...row.flags, 'help', 'version'];
	const seen = new Set<string>();
	for (const {name, text, hasValue} of typed) {
		if (!allowed.includes(name)) {
			const owners = Object.entries(commandsTable)
				.filter(([, {flags}]) => (flags as readonly string[]).includes(name))
				.map(([owner]) => commandText(owner));
			throw new UsageError(
				`${text} is no flag of ${commandText(command)}; it belongs to ${owners.join(', ')}`,
			);
		}
		const {kind, value} = rowOf(name)!;
		if (kind !== 'switch' && !hasValue) {
			throw new UsageError(`${text} needs a value: ${text} ${value}`);
		}
		if (kind === 'text' && seen.has(name)) {
			throw new UsageError(`${text} can be given only once`);
		}
		seen.add(name);
	}
}

/** A word that is no command is a torrent when it can only be a path, a link or a hash, or when a file has that name. */
function looksLikeTorrent(word: string): boolean {
	return /[./\\:]/.test(word) || !(parseInfoHash(word) instanceof ParseError) || existsSync(word);
}

async function chooseCommand(input: readonly string[]): Promise<[name: string, words: string[]]> {
	const [first, ...rest] = input;
	if (first !== undefined && commandNames.includes(first)) {
		return [first, rest];
	}
	if (first === undefined || looksLikeTorrent(first)) {
		return ['', [...input]];
	}
	const guess = await nearest(first, commandNames);
	throw new UsageError(
		`${typedText(first)} is neither a command nor a file here; did you mean ${guess}?`,
	);
}

function countWords(name: string, row: CommandRow, words: readonly string[]): void {
	const [least, most] = row.words;
	if (words.length < least || words.length > most) {
		const problem = words.length < least ? 'something is missing' : 'there is a word too many';
		throw new UsageError(`${problem}: ${commandText(name)} ${row.usage}`);
	}
}

/** Meow is told of every flag of every command, so that one pass tells flags, values and words apart wherever they stand. */
function readWithMeow(argv: readonly string[]) {
	return meow({
		importMeta: import.meta,
		pkg: {name: 'unchoke'},
		argv,
		description: false,
		autoHelp: false,
		autoVersion: false,
		booleanDefault: undefined,
		flags: Object.fromEntries(
			Object.entries(flagsTable).map(([name, row]: [string, FlagRow]) => {
				const type = row.kind === 'switch' ? ('boolean' as const) : ('string' as const);
				const short = row.short === undefined ? {} : {shortFlag: row.short as 'd'};
				return [name, {type, isMultiple: true as const, ...short}];
			}),
		),
	});
}

/**
 * Reads a command line: which command, its words, its flags, which may stand before or after.
 * @throws UsageError for an unknown command or flag (naming the nearest valid one), a missing value or word.
 */
export async function parseArguments(argv: readonly string[]): Promise<ParsedArguments> {
	const typed = typedFlags(argv);
	await refuseUnknown(typed);
	const {input, flags} = readWithMeow(argv);
	// Meow calls the process by the program's name alone; who looks at it with ps wants to know which run it is.
	process.title = ['unchoke', ...argv].join(' ');
	const isHelp = input[0] === 'help';
	const [name, words] = await chooseCommand(isHelp ? input.slice(1) : input);
	const command = commandsTable[name]!;
	checkFlags(typed, name, command);
	const given = Object.entries(flags as Readonly<Record<string, readonly unknown[]>>)
		.filter(([, values]) => values.length > 0)
		.map(([key, values]) => [key, rowOf(key)?.kind === 'list' ? values : values.at(-1)]);
	const values: FlagValues = {...Object.fromEntries(given), ...(isHelp ? {help: true} : {})};
	if (!values.help && !values.version) {
		countWords(name, command, words);
	}
	return {name, command, words, flags: values};
}
