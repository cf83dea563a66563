import {torrentStateOf} from '../../store/torrent-row.js';
import {torrentList} from '../panes/torrent-list.js';
import type {Frame} from '../state/frame.js';
import {cleanText} from '../text/clean-text.js';
import type {Command, CommandContext} from './command.js';
import {targetTorrents} from './targets.js';

/** What can be done with torrents. */
export const torrentCommands: readonly Command[] = [
	{
		name: 'add',
		keys: ['a'],
		help: 'add a torrent: the path or the URL of a .torrent (or just paste it)',
		group: 'Torrents',
		hint: 'add',
		args: [{name: 'torrent', isOptional: true}],
		run: (context, text) => (text === '' ? context.openPrompt('add') : context.add(text)),
	},
	{
		name: 'pause',
		keys: ['p'],
		help: 'pause, or go on',
		group: 'Torrents',
		hint: 'pause',
		run: pause,
	},
	{
		name: 'resume',
		keys: [],
		help: 'go on',
		group: 'Torrents',
		run: context => forTargets(context, torrentId => ({type: 'resume', torrentId}), 'going on'),
	},
	{
		name: 'remove',
		keys: ['d'],
		help: 'remove and keep the files (asks)',
		group: 'Torrents',
		scopes: ['torrents', 'peers', 'pipeline', 'pieces', 'sources', 'files', 'why'],
		run: context => askToRemove(context, false),
	},
	{
		name: 'remove-with-data',
		keys: ['D'],
		help: 'remove and delete the files (asks)',
		group: 'Torrents',
		scopes: ['torrents', 'peers', 'pipeline', 'pieces', 'sources', 'files', 'why'],
		run: context => askToRemove(context, true),
	},
	{
		name: 'verify',
		keys: ['v'],
		help: 'hash again what is on disk',
		group: 'Torrents',
		run: context => forTargets(context, torrentId => ({type: 'verify', torrentId}), 'checking'),
	},
	{
		name: 'announce',
		keys: ['t'],
		help: 'ask the trackers for peers now',
		group: 'Torrents',
		pageHint: ['ask now', 'tracker'],
		run: context =>
			forTargets(context, torrentId => ({type: 'announce', torrentId}), 'asking the trackers'),
	},
	{
		name: 'tracker',
		keys: [],
		help: 'add a tracker',
		group: 'Torrents',
		args: [{name: 'url'}],
		run: (context, url) =>
			/^(?:https?|udp):\/\/\S+$/.test(url)
				? forTargets(context, torrentId => ({type: 'addTracker', torrentId, url}), 'tracker added')
				: context.notify('a tracker is an http, https or udp URL', 'attention'),
	},
	{
		name: 'peer',
		keys: [],
		help: 'try a peer',
		group: 'Torrents',
		args: [{name: 'host:port'}],
		run: addPeer,
	},
];

type TorrentIntent = Parameters<CommandContext['store']['send']>[0];

function forTargets(
	{frame, store, notify}: CommandContext,
	intentFor: (torrentId: number) => TorrentIntent,
	words: string,
): void {
	const ids = targetTorrents(frame);
	for (const id of ids) {
		store.send(intentFor(id));
	}
	notify(ids.length === 0 ? 'no torrent is selected' : `${namesOf(frame, ids)}: ${words}`);
}

/** One of them running means all are paused; else all go on. */
function pause(context: CommandContext): void {
	const ids = targetTorrents(context.frame);
	const isRunning = ids.some(id => {
		const row = context.frame.store.torrents.rowOf(id);
		return row !== undefined && !['paused', 'error'].includes(torrentStateOf(row));
	});
	const type = isRunning ? 'pause' : 'resume';
	forTargets(context, torrentId => ({type, torrentId}), isRunning ? 'paused' : 'going on');
}

function askToRemove(context: CommandContext, withData: boolean): void {
	const {frame, store, ask, notify} = context;
	const ids = targetTorrents(frame);
	if (ids.length === 0) {
		notify('no torrent is selected');
		return;
	}
	const names = namesOf(frame, ids);
	ask({
		text: withData ? `Remove ${names} and delete the files?` : `Remove ${names}?`,
		details: [
			withData ? 'What was downloaded is deleted from the disk.' : 'The files stay on the disk.',
		],
		answers: [
			{
				key: 'y',
				words: withData ? 'remove and delete' : 'remove',
				run() {
					for (const torrentId of ids) {
						store.send({type: 'removeTorrent', torrentId, withData});
					}
					notify(`${names}: removed`);
				},
			},
			{key: 'n', words: 'keep', run: () => context.notify('nothing was removed')},
		],
	});
}

function namesOf(frame: Frame, ids: readonly number[]): string {
	const [first] = ids;
	return ids.length === 1 && first !== undefined
		? cleanText(torrentList.item(frame, first)?.identity?.name ?? `torrent ${first}`)
		: `${ids.length} torrents`;
}

function addPeer(context: CommandContext, text: string): void {
	const match = /^(?:\[([\da-f:.]+)\]|([^\s:]+)):(\d{1,5})$/i.exec(text.trim());
	const host = match?.[1] ?? match?.[2];
	const port = Number(match?.[3]);
	if (host === undefined || port < 1 || port > 65_535) {
		context.notify('a peer is HOST:PORT, with IPv6 as [::1]:6881', 'attention');
		return;
	}
	forTargets(
		context,
		torrentId => ({type: 'addPeer', torrentId, host, port}),
		`trying ${cleanText(text)}`,
	);
}
