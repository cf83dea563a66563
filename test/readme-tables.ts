import {commandNames, commandsTable} from '../source/commands/command-table.js';
import {rangeText, settingNames} from '../source/commands/config/setting-text.js';
import {type FlagName, type FlagRow, flagHelpName, flagsTable} from '../source/commands/flags.js';
import {type SettingRow, settingsTable} from '../source/store/settings.js';

function defaultText(row: SettingRow): string {
	switch (row.kind) {
		case 'duration':
			return `${row.default / 1000} s`;
		case 'rate':
			return row.default === 0 ? 'no limit' : String(row.default);
		case 'text':
			return row.default === '' ? 'none' : row.default;
		default:
			return String(row.default);
	}
}

/** The readme's table of settings, as the program has them. */
export function settingsMarkdown(): string {
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
export function flagsMarkdown(): string {
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
