import {priorityWords} from '../columns/file-columns.js';
import {fileList} from '../panes/file-list.js';
import {selectedTorrentId} from '../panes/torrent-list.js';
import {type Frame, selectedPlace} from '../state/frame.js';
import {changeList} from '../state/screen-state.js';
import {cleanText} from '../text/clean-text.js';
import type {Command, CommandContext} from './command.js';
import {targetFiles, targetPeers, targets} from './targets.js';

/** What can be done with peers and with files. */
export const peerCommands: readonly Command[] = [
	{
		name: 'kick',
		keys: ['x'],
		help: 'hang up on the peer',
		group: 'Peers',
		scopes: ['peers', 'peer page'],
		pageHint: ['kick'],
		run: context => forPeers(context, 'kick', 'hung up'),
	},
	{
		name: 'ban',
		keys: ['B'],
		help: 'hang up and refuse the address until :unban (asks)',
		group: 'Peers',
		scopes: ['peers', 'peer page'],
		pageHint: ['ban'],
		run: askToBan,
	},
	{
		name: 'bans',
		keys: [],
		help: 'who is banned',
		group: 'Peers',
		run: listBans,
	},
	{
		name: 'unban',
		keys: [],
		help: 'lift the ban of an address',
		group: 'Peers',
		args: [{name: 'address', choices: bansOf}],
		run: unban,
	},
	{
		name: 'retry',
		keys: ['r'],
		help: 'hang up and connect again',
		group: 'Peers',
		scopes: ['peers', 'peer page'],
		pageHint: ['retry'],
		run: context => forPeers(context, 'retry', 'connecting again'),
	},
	{
		name: 'priority',
		keys: [],
		help: 'how soon the file is wanted',
		group: 'Files',
		args: [{name: 'priority', choices: () => Object.keys(priorities)}],
		run: (context, text) => {
			const priority = priorities[text];
			if (priority === undefined) {
				context.notify(`a priority is ${Object.keys(priorities).join(', ')}`, 'attention');
			} else {
				setPriority(context, priority);
			}
		},
	},
	{
		name: 'raise',
		keys: ['right', ']'],
		help: 'want the file sooner',
		group: 'Files',
		scopes: ['files'],
		hint: 'sooner',
		run: context => stepPriority(context, 1),
	},
	{
		name: 'lower',
		keys: ['left', '['],
		help: 'want the file later, in the end not at all',
		group: 'Files',
		scopes: ['files'],
		hint: 'later',
		run: context => stepPriority(context, -1),
	},
	{
		name: 'fold',
		keys: [],
		help: 'shut or open the folder; skip or want the file',
		group: 'Files',
		run: fold,
	},
];

const priorities: Readonly<Record<string, number>> = {skip: 0, low: 1, normal: 4, high: 7};
const steps = [0, 1, 4, 7] as const;

function forPeers(context: CommandContext, type: 'kick' | 'ban' | 'retry', words: string): void {
	const {frame, store, notify} = context;
	const torrentId = selectedTorrentId(frame);
	const peers = targetPeers(frame);
	if (torrentId === null || peers.length === 0) {
		notify('no peer is selected');
		return;
	}
	const names = peerWords(context, peers);
	for (const peerId of peers) {
		store.send({type, torrentId, peerId});
	}
	notify(`${names}: ${words}`);
}

function peerWords({frame}: CommandContext, peers: readonly number[]): string {
	const [first = -1] = peers;
	return peers.length === 1 ? (addressOf(frame, first) ?? 'the peer') : `${peers.length} peers`;
}

/** Also of one that has left. */
function addressOf({store}: Frame, peerId: number): string | undefined {
	const left = store.closedPeers.findLast(peer => peer.peerId === peerId);
	return store.peerIdentities.get(peerId)?.address ?? left?.address;
}

function askToBan(context: CommandContext): void {
	const peers = targetPeers(context.frame);
	if (peers.length === 0) {
		context.notify('no peer is selected');
		return;
	}
	context.ask({
		text: `Ban ${peerWords(context, peers)}?`,
		details: [
			peers.length === 1
				? 'It is refused in both directions, also by the next run, until :unban lifts it.'
				: 'They are refused in both directions, also by the next run, until :unban lifts them.',
		],
		answers: [
			{key: 'y', words: 'ban', run: () => forPeers(context, 'ban', 'banned')},
			{key: 'n', words: 'keep', run: () => context.notify('nothing was banned')},
		],
	});
}

function bansOf({store}: Frame): readonly string[] {
	return store.detail?.bans ?? [];
}

function listBans({frame, notify}: CommandContext): void {
	const bans = bansOf(frame);
	notify(bans.length === 0 ? 'nobody is banned' : `banned: ${bans.join(', ')}`);
}

/** A ban of a host may be called by any of its addresses. */
function hostOf(address: string): string | undefined {
	const [, ipv6, ipv4] = /^(?:\[([^\]]+)\]|([^:]+)):\d+$/.exec(address) ?? [];
	return ipv6 ?? ipv4;
}

function unban({frame, store, notify}: CommandContext, text: string): void {
	const torrentId = selectedTorrentId(frame);
	const address = text.trim();
	const name = bansOf(frame).find(each => address === each || hostOf(address) === each);
	if (torrentId === null || name === undefined) {
		notify(`${cleanText(address)} is not banned`, 'attention');
		return;
	}
	store.send({type: 'unban', torrentId, address: name});
	notify(`${name}: not banned any more`);
}

function setPriority({frame, store, notify}: CommandContext, priority: number): void {
	const torrentId = selectedTorrentId(frame);
	const files = targetFiles(frame);
	if (torrentId === null || files.length === 0) {
		notify('no file is selected');
		return;
	}
	store.send({type: 'filePriority', torrentId, files, priority});
	const what = files.length === 1 ? 'the file' : `${files.length} files`;
	notify(`${what}: ${priorityWords(priority)}`);
}

function stepPriority(context: CommandContext, step: 1 | -1): void {
	const [key] = targets(context.frame, 'files');
	const now = key === undefined ? null : (fileList.item(context.frame, key)?.priority ?? 4);
	const place = steps.findLastIndex(each => each <= (now ?? 4));
	setPriority(context, steps[Math.min(steps.length - 1, Math.max(0, place + step))] ?? 4);
}

function fold(context: CommandContext): void {
	const {frame} = context;
	const keys = fileList.keys(frame);
	const key = keys[selectedPlace(keys, frame.screen.lists.files)];
	if (typeof key === 'string') {
		context.change(screen => {
			const collapsed = new Set(screen.collapsed);
			if (!collapsed.delete(key)) {
				collapsed.add(key);
			}
			return changeList({...screen, collapsed}, 'files', {selected: key});
		});
	} else if (key !== undefined) {
		const isSkipped = fileList.item(frame, key)?.priority === 0;
		setPriority(context, isSkipped ? 4 : 0);
	}
}
