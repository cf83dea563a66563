import type {Frame} from '../state/frame.js';
import type {Command} from './command.js';

/** A command line taken apart. */
export interface ParsedLine {
	readonly command: Command;
	/** What stands after the name. */
	readonly text: string;
}

/** Finds the command of a line; a sentence when there is none, with the nearest name. */
export function parseLine(line: string, commands: readonly Command[]): ParsedLine | string {
	const trimmed = line.trim().replace(/^:/, '');
	const blank = trimmed.search(/\s/);
	const name = blank === -1 ? trimmed : trimmed.slice(0, blank);
	const text = blank === -1 ? '' : trimmed.slice(blank + 1).trim();
	const command = commands.find(each => each.name === name) ?? unambiguous(name, commands);
	if (command === undefined) {
		const near = commands.filter(each => each.name.includes(name)).map(each => each.name);
		return near.length > 0 && name !== ''
			? `there is no command ${name}; there is ${near.slice(0, 4).join(', ')}`
			: `there is no command ${name}; ? shows all`;
	}
	const missing = (command.args ?? []).find(arg => arg.isOptional !== true);
	return missing !== undefined && text === ''
		? `${command.name} needs ${(command.args ?? []).map(arg => `<${arg.name}>`).join(' ')}`
		: {command, text};
}

/** The beginning of one command's name only. */
function unambiguous(name: string, commands: readonly Command[]): Command | undefined {
	const found = commands.filter(command => command.name.startsWith(name));
	return name !== '' && found.length === 1 ? found[0] : undefined;
}

/** What the end of a line could become: the whole lines, best first. */
export function completions(
	line: string,
	commands: readonly Command[],
	frame: Frame,
): readonly string[] {
	const words = line.split(/[\s=]+/);
	const last = words.at(-1) ?? '';
	if (words.length === 1) {
		return matching(
			commands.map(command => command.name),
			last,
		);
	}
	const command = commands.find(each => each.name === words[0]);
	const args = command?.args ?? [];
	const argument = args[words.length - 2] ?? args.at(-1);
	const choices = argument?.choices?.(frame, words.slice(1, -1)) ?? [];
	const head = line.slice(0, line.length - last.length);
	return matching(choices, last).map(choice => head + choice);
}

/** What is to be typed after a command's name, and what it does; empty while it is not known which command it will be. */
export function usage(line: string, commands: readonly Command[], frame: Frame): string {
	const words = line.split(/[\s=]+/);
	const command = commands.find(each => each.name === words[0]);
	if (command === undefined || words.length === 1) {
		return '';
	}
	const args = command.args ?? [];
	const argument = args[words.length - 2];
	return argument?.about?.(frame, words.slice(1, -1)) ?? command.help;
}

/** Names that begin with a stem, then those that only have it somewhere. */
function matching(names: readonly string[], stem: string): readonly string[] {
	const lower = stem.toLowerCase();
	const begins = names.filter(name => name.toLowerCase().startsWith(lower));
	const has = names.filter(
		name => !name.toLowerCase().startsWith(lower) && name.toLowerCase().includes(lower),
	);
	return [...begins, ...(stem === '' ? [] : has)];
}
