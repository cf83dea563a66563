import {
	type SettingName,
	type SettingRow,
	type Settings,
	settingsTable,
} from '../../store/settings.js';
import {selectedPeer} from '../panes/peer-list.js';
import {selectedTorrent} from '../panes/torrent-list.js';
import type {Frame} from '../state/frame.js';
import {rateWords} from '../text/amounts.js';
import {cleanText} from '../text/clean-text.js';
import {duration} from '../text/duration.js';
import type {Command, CommandContext} from './command.js';
import {loadTables} from './load-tables.js';

/** What concerns the program: limits, settings, help, leaving. */
export const programCommands: readonly Command[] = [
	{
		name: 'slower',
		keys: ['['],
		help: 'lower the download limit',
		group: 'Program',
		scopes: ['torrents', 'peers', 'pipeline', 'pieces', 'sources', 'log', 'why'],
		run: context => stepLimit(context, 'maxDown', -1),
	},
	{
		name: 'faster',
		keys: [']'],
		help: 'raise the download limit',
		group: 'Program',
		scopes: ['torrents', 'peers', 'pipeline', 'pieces', 'sources', 'log', 'why'],
		run: context => stepLimit(context, 'maxDown', 1),
	},
	{
		name: 'upload-slower',
		keys: ['{'],
		help: 'lower the upload limit',
		group: 'Program',
		run: context => stepLimit(context, 'maxUp', -1),
	},
	{
		name: 'upload-faster',
		keys: ['}'],
		help: 'raise the upload limit',
		group: 'Program',
		run: context => stepLimit(context, 'maxUp', 1),
	},
	{
		name: 'set',
		keys: [],
		help: 'change a setting: its name and its value',
		group: 'Program',
		args: [
			{name: 'setting', choices: () => Object.keys(settingsTable)},
			{name: 'value', choices: settingChoices, about: aboutSetting},
		],
		run: (context, text) => {
			const [name = '', ...words] = text.trim().split(/[\s=]+/);
			context.set(name, words.join(' '));
		},
	},
	{
		name: 'bundle',
		keys: [],
		help: 'write all that is known of the torrent into a file, to be sent to somebody who helps',
		group: 'Program',
		args: [{name: 'file', isOptional: true}],
		run: (context, path) => bundle(context, path, false),
	},
	{
		name: 'bundle-redacted',
		keys: [],
		help: 'the same without any address in it',
		group: 'Program',
		args: [{name: 'file', isOptional: true}],
		run: (context, path) => bundle(context, path, true),
	},
	{
		name: 'copy',
		keys: ['y'],
		help: 'copy the address of the peer, or the info hash of the torrent',
		group: 'Program',
		pageHint: ['copy', 'peer'],
		run: copy,
	},
	{
		name: 'command',
		keys: [':'],
		help: 'type a command; Tab completes',
		group: 'Program',
		hint: 'command',
		run: context => context.openPrompt('command'),
	},
	{
		name: 'help',
		keys: ['?', 'f1'],
		help: 'all keys, flags and columns',
		group: 'Program',
		hint: 'help',
		pageHint: ['help'],
		run: toggleHelp,
	},
	{
		name: 'redraw',
		keys: ['ctrl+l'],
		help: 'draw everything again',
		group: 'Program',
		run: context => context.redraw(),
	},
	{
		name: 'suspend',
		keys: ['ctrl+z'],
		help: 'back to the shell; fg comes back',
		group: 'Program',
		run: context => context.suspend(),
	},
	{
		name: 'quit',
		keys: ['q'],
		help: 'quit (Ctrl-C twice: at once)',
		group: 'Program',
		hint: 'quit',
		pageHint: ['quit'],
		run: context => context.quit(),
	},
];

function toggleHelp(context: CommandContext): void {
	const {frame, change} = context;
	if (frame.screen.page?.kind === 'help') {
		change(screen => ({...screen, page: null}));
		return;
	}
	change(screen => ({...screen, page: {kind: 'help', top: 0, draw: null, filter: ''}}));
	loadTables(context);
}

/** The second argument of `set`, where the setting has a list of values. */
function settingChoices(_frame: unknown, [name = '']: readonly string[]): readonly string[] {
	const row: SettingRow | undefined = settingsTable[name as SettingName];
	if (row?.kind === 'choice') {
		return row.choices;
	}
	return row?.kind === 'flag' ? ['true', 'false'] : [];
}

function aboutSetting({store}: Frame, [name = '']: readonly string[]): string {
	const row: SettingRow | undefined = settingsTable[name as SettingName];
	return row === undefined
		? ''
		: `now ${settingWords(store.settings[name as SettingName], row)}: ${row.help}`;
}

function settingWords(value: Settings[SettingName], {kind}: SettingRow): string {
	if (kind === 'duration') {
		return duration(Number(value));
	}
	if (kind === 'rate') {
		return value === 0 ? 'without limit' : rateWords(Number(value));
	}
	return value === '' ? 'empty' : cleanText(String(value));
}

/** Limits that the bracket keys step through, in bytes a second; above the last there is none. */
const ladder = [
	50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000,
	50_000_000, 100_000_000,
] as const;

function stepLimit(context: CommandContext, name: 'maxDown' | 'maxUp', step: 1 | -1): void {
	const {settings} = context.frame.store;
	const now = settings[name] === 0 ? Number.POSITIVE_INFINITY : settings[name];
	const next = step === 1 ? ladder.find(each => each > now) : ladder.findLast(each => each < now);
	const limit = next ?? (step === 1 ? 0 : ladder[0]);
	context.store.send({type: 'settings', settings: {[name]: limit}});
	const what = name === 'maxDown' ? 'download' : 'upload';
	context.notify(limit === 0 ? `no ${what} limit` : `${what} limit ${rateWords(limit)}`);
}

function bundle(context: CommandContext, path: string, isRedacted: boolean): void {
	const torrent = selectedTorrent(context.frame);
	if (torrent === undefined) {
		context.notify('there is no torrent to write of');
	} else {
		context.bundle({torrentId: torrent.row.id, path, isRedacted});
	}
}

function copy(context: CommandContext): void {
	const {frame} = context;
	const {page, focus} = frame.screen;
	const peer =
		page?.kind === 'peer'
			? frame.store.peerIdentities.get(page.peerId)
			: focus === 'peers'
				? selectedPeer(frame)?.identity
				: undefined;
	const torrent = selectedTorrent(frame)?.identity;
	const text = peer?.address ?? torrent?.infoHash ?? torrent?.infoHashV2;
	if (text === undefined || text === null) {
		context.notify('there is nothing to copy here');
		return;
	}
	context.copy(text);
	context.notify(`copied ${cleanText(text)}`);
}
