import {commandNames, commandsTable} from '../source/commands/command-table.js';
import {defaultText, rangeText, settingNames} from '../source/commands/config/setting-text.js';
import {type FlagName, type FlagRow, flagHelpName, flagsTable} from '../source/commands/flags.js';
import {type SettingRow, settingsTable} from '../source/store/settings.js';
import {commandGroups} from '../source/ui/keys/command.js';
import {commandTable} from '../source/ui/keys/command-table.js';
import {layouts, type Place} from '../source/ui/layout/layouts.js';
import {keyWords} from '../source/ui/text/key-words.js';

/** The readme's table of settings, as the program has them. */
function settingsMarkdown(): string {
	const rows = settingNames.map(name => {
		const row: SettingRow = settingsTable[name];
		return `| \`${name}\` | ${defaultText(row)} | ${rangeText(row)} | ${row.help} |`;
	});
	return [
		'| setting | default | range | what it does |',
		'| --- | --- | --- | --- |',
		...rows,
	].join('\n');
}

/** The readme's table of flags. */
function flagsMarkdown(): string {
	const rows = (Object.entries(flagsTable) as ReadonlyArray<[FlagName, FlagRow]>).map(
		([name, row]) => {
			const short = row.short === undefined ? '' : `-${row.short}, `;
			const value = row.value === undefined ? '' : ` ${row.value.replaceAll('|', '\\|')}`;
			const commands = ['', ...commandNames].filter(command =>
				(commandsTable[command]!.flags as readonly string[]).includes(name),
			);
			const places =
				name === 'help' || name === 'version'
					? 'all'
					: commands.map(command => (command === '' ? 'the screen' : `\`${command}\``)).join(', ');
			return `| \`${short}${flagHelpName(name)}${value}\` | ${row.help} | ${places} |`;
		},
	);
	return ['| flag | what it does | with |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The readme's table of keys, as the screen has them. */
function keysMarkdown(): string {
	const rows = commandGroups.flatMap(group =>
		commandTable
			.filter(command => command.group === group)
			.map(({name, keys, help}) => {
				const words = keys.map(key => `\`${keyWords(key).replaceAll('|', '\\|')}\``).join(' ');
				return `| ${words} | \`:${name}\` | ${help} |`;
			}),
	);
	return ['| keys | command | does |', '| --- | --- | --- |', ...rows].join('\n');
}

function placeWords({panes}: Place): string {
	const [first = '', ...others] = panes;
	return others.length === 0 ? first : `${first} (or ${others.join(', ')})`;
}

/** The readme's table of layouts: what stands on the screen at which size. */
function layoutsMarkdown(): string {
	const rows = layouts.map(({name, leastColumns, leastRows, lines}) => {
		const size = leastColumns === 0 ? 'smaller' : `${leastColumns}×${leastRows}`;
		const panes = lines.map(line => line.places.map(placeWords).join(' beside ')).join('; ');
		return `| ${name} | ${size} | ${panes} |`;
	});
	return ['| layout | from | panes, from top to bottom |', '| --- | --- | --- |', ...rows].join(
		'\n',
	);
}

/** The tables that the readme has from the program, by the names of their marks there. */
export const readmeTables: ReadonlyMap<string, () => string> = new Map([
	['flags', flagsMarkdown],
	['settings', settingsMarkdown],
	['keys', keysMarkdown],
	['layouts', layoutsMarkdown],
]);

/** A readme with its tables as the program has them now; each stands between two marks. */
export function withTables(readme: string): string {
	return readme.replaceAll(
		/(<!-- table: (\w+) -->\n)[\s\S]*?(\n<!-- end of table -->)/g,
		(all, start: string, name: string, end: string) => {
			const table = readmeTables.get(name);
			return table === undefined ? all : `${start}\n${table()}\n${end}`;
		},
	);
}

/** The formatter pads the cells of a table: what counts is what stands in them. */
export function unpadded(markdown: string): string {
	return markdown.replaceAll(/-{3,}/g, '---').replaceAll(/ {2,}/g, ' ');
}
