import {type SettingRow, settingsTable} from '../../store/settings.js';
import {type CommandRow, commandNames, commandsTable, commandText} from '../command-table.js';
import {defaultText, rangeText, settingNames} from '../config/setting-text.js';
import {type FlagName, type FlagRow, flagHelpName, flagsTable} from '../flags.js';
import {exitStatuses, torrentForms} from '../help.js';
import {bold, example, heading, italic, item, paragraph, roffText} from './roff.js';

const names = ['', ...commandNames];

/** The manual page `unchoke(1)`, as roff: made from the tables that the help and the parser are made from. */
export function manualPage(version: string): string {
	return [
		`.TH UNCHOKE 1 "" ${JSON.stringify(`unchoke ${version}`)} "User Commands"`,
		// Flags are not to be broken at their hyphens.
		'.nh',
		'.ad l',
		heading('NAME'),
		roffText(
			'unchoke - a BitTorrent client for the terminal that shows, live, why a swarm is stuck',
		),
		heading('SYNOPSIS'),
		...names.flatMap((name, at) => [...(at === 0 ? [] : ['.br']), usage(name)]),
		heading('DESCRIPTION'),
		paragraph(
			'Without a command it opens the full-screen client; ? there shows every key and command. Flags may stand before and after the command and its words.',
		),
		paragraph(torrentForms),
		heading('COMMANDS'),
		...names.flatMap(describeCommand),
		heading('OPTIONS'),
		...(Object.keys(flagsTable) as FlagName[]).map(describeFlag),
		heading('SETTINGS'),
		paragraph(
			'A flag beats --set KEY=VALUE, which beats the environment, which beats the config file, which beats the default. Durations are "30s", "2m", "1h30m" or seconds, rates "500K", "2M" or bytes a second.',
		),
		...settingNames.map(name => {
			const row: SettingRow = settingsTable[name];
			return item(bold(name), `${row.help} (default ${defaultText(row)}; ${rangeText(row)})`);
		}),
		...describeSurroundings(),
		heading('EXIT STATUS'),
		...exitStatuses.map(([status, words]) => item(bold(String(status)), words)),
		'',
	].join('\n');
}

function usage(name: string): string {
	return `${bold(commandText(name))} ${italic(commandsTable[name]!.usage)} [flags]`;
}

function describeCommand(name: string): readonly string[] {
	const command: CommandRow = commandsTable[name]!;
	return [
		heading(`${commandText(name)} ${command.usage}`, 'SS'),
		roffText(command.summary),
		...(command.flags.length === 0
			? []
			: [paragraph(`Takes ${command.flags.map(flag => flagHelpName(flag)).join(', ')}.`)]),
		example(command.examples.map(each => `${commandText(name)} ${each}`.trimEnd())),
	];
}

function describeFlag(name: FlagName): string {
	const row: FlagRow = flagsTable[name];
	const short = row.short === undefined ? '' : `${bold(`-${row.short}`)}, `;
	const value = row.value === undefined ? '' : ` ${italic(row.value)}`;
	return item(`${short}${bold(flagHelpName(name))}${value}`, row.help);
}

/** Files, environment, and what scripts read. */
function describeSurroundings(): readonly string[] {
	return [
		heading('FILES'),
		item(
			bold('~/.config/unchoke/config.toml'),
			'settings under their names, and keys under [keys]',
		),
		item(
			bold('~/.local/state/unchoke'),
			'what is needed to go on after a stop, and logs of crashes',
		),
		item(
			bold('$XDG_RUNTIME_DIR/unchoke'),
			'a socket of each running client, which only its user can open: doctor looks through it',
		),
		heading('ENVIRONMENT'),
		item(
			bold('UNCHOKE_…'),
			'a setting by its name in capitals: UNCHOKE_AVAILABILITY_TIMEOUT=5s sets availabilityTimeout',
		),
		item(bold('NO_COLOR'), 'draw without colour'),
		item(bold('INK_SCREEN_READER'), 'true: the same facts as sentences, for a screen reader'),
		item(
			bold('XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_RUNTIME_DIR, XDG_CACHE_HOME'),
			'where the folders above are',
		),
		heading('WIRE TRACES'),
		paragraph(
			'--trace FILE.pcapng captures what peers say and are told as packets that Wireshark opens, one a message; no root is needed. To look at one peer, give --trace-peer, or filter later:',
		),
		example([
			'unchoke doctor ubuntu.torrent --trace ubuntu.pcapng',
			'tshark -r ubuntu.pcapng -Y "bittorrent and ip.addr == 192.0.2.7"',
		]),
	];
}
