import type {Evidence} from '../../store/finding.js';
import {focusPane} from '../layout/arrange.js';
import {fileOf} from '../panes/file-list.js';
import {lists} from '../panes/panes.js';
import {selectedPeer} from '../panes/peer-list.js';
import {whyRows} from '../panes/why-list.js';
import {type Frame, selectedPlace} from '../state/frame.js';
import {move, placedPanes, type Step} from '../state/move.js';
import {changeList, type PaneId, paneIds, type ScreenState} from '../state/screen-state.js';
import type {Command, CommandContext} from './command.js';
import {loadTables} from './load-tables.js';

function mover(name: string, keys: readonly string[], help: string, step: Step): Command {
	return {
		name,
		keys,
		help,
		group: 'Move',
		run: context => context.change(() => move(context.frame, step)),
	};
}

const paneWords: {readonly [Id in PaneId]: string} = {
	torrents: 'the torrents',
	peers: 'the peers of the selected torrent',
	pipeline: 'requests and the pieces in flight',
	pieces: 'the piece map',
	sources: 'trackers and other sources',
	files: 'the files',
	log: 'what happened',
	why: 'what holds it up',
};

/** Moving in a list, between the panes, in and out. */
export const moveCommands: readonly Command[] = [
	mover('down', ['j', 'down'], 'next row', {rows: 1}),
	mover('up', ['k', 'up'], 'row before', {rows: -1}),
	mover('first', ['g', 'home'], 'first row', 'first'),
	mover('last', ['G', 'end'], 'last row', 'last'),
	{
		...mover('page-down', ['pagedown', 'ctrl+f', 'ctrl+d'], 'a screenful on', {pages: 1}),
		pageHint: ['more'],
	},
	mover('page-up', ['pageup', 'ctrl+b', 'ctrl+u'], 'a screenful back', {pages: -1}),
	{
		...mover('piece-before', ['left', 'h'], 'the piece before', {cells: -1}),
		scopes: ['pieces'],
	},
	{
		...mover('piece-after', ['right', 'l'], 'the piece after', {cells: 1}),
		scopes: ['pieces'],
		hint: 'next piece',
	},
	{
		name: 'next-pane',
		keys: ['tab'],
		help: 'next pane',
		group: 'Move',
		hint: 'pane',
		run: context => context.change(() => nextPane(context.frame, 1)),
	},
	{
		name: 'previous-pane',
		keys: ['shift+tab'],
		help: 'pane before',
		group: 'Move',
		run: context => context.change(() => nextPane(context.frame, -1)),
	},
	...paneIds.map(
		(id, index): Command => ({
			name: id,
			keys: [String(index + 1)],
			help: paneWords[id],
			group: 'Move',
			run: context => context.change(screen => showPane(screen, context.frame, id)),
		}),
	),
	{
		name: 'why-pane',
		keys: ['w'],
		help: 'what holds it up (as 8)',
		group: 'Move',
		hint: 'why',
		run: context => context.change(screen => showPane(screen, context.frame, 'why')),
	},
	{
		name: 'open',
		keys: ['enter'],
		help: 'into what is selected: the peers of a torrent, every field of a peer, where a finding leads',
		group: 'Move',
		hint: 'open',
		run: open,
	},
	{
		name: 'back',
		keys: ['escape'],
		help: 'out again; clears marks and filter',
		group: 'Move',
		pageHint: ['back'],
		run: context => context.change(screen => goBack(screen)),
	},
];

function showPane(screen: ScreenState, frame: Frame, id: PaneId): ScreenState {
	return {...focusPane(screen, frame.size, id), page: null};
}

/** The next pane on the screen; where only one is shown at a time, the next of the eight. */
function nextPane(frame: Frame, step: 1 | -1): ScreenState {
	const shown = placedPanes(frame).map(placed => placed.id);
	const ring = shown.length > 1 ? shown : paneIds;
	const place = ring.indexOf(frame.screen.focus);
	const next = ring[(place + step + ring.length) % ring.length] ?? frame.screen.focus;
	return showPane(frame.screen, frame, next);
}

function open(context: CommandContext): void {
	const {frame} = context;
	switch (frame.screen.focus) {
		case 'torrents':
			context.change(screen => showPane(screen, context.frame, 'peers'));
			break;
		case 'peers':
			openPeer(context);
			break;
		case 'sources':
			openTracker(context);
			break;
		case 'files':
			context.runLine('fold');
			break;
		case 'log':
			context.change(screen => ({
				...screen,
				log: {...screen.log, isUnfolded: !screen.log.isUnfolded},
			}));
			break;
		case 'why':
			followWhy(context);
			break;
		default:
			context.change(screen => ({...screen, isZoomed: !screen.isZoomed}));
	}
}

function openPeer({frame, change}: CommandContext): void {
	const peer = selectedPeer(frame);
	if (peer !== undefined && frame.screen.page === null) {
		change(screen => ({...screen, page: {kind: 'peer', peerId: peer.row.id, top: 0}}));
	}
}

function openTracker(context: CommandContext): void {
	const {frame, change} = context;
	const keys = lists.sources?.keys(frame) ?? [];
	const url = keys[selectedPlace(keys, frame.screen.lists.sources)];
	if (url !== undefined) {
		const page = {kind: 'tracker', url: String(url), top: 0, draw: null} as const;
		change(screen => ({...screen, page}));
		loadTables(context);
	}
}

/** An evidence leads to its peer, tracker or piece; an action runs. */
function followWhy(context: CommandContext): void {
	const rows = whyRows(context.frame);
	const row =
		rows[
			selectedPlace(
				rows.map(each => each.key),
				context.frame.screen.lists.why,
			)
		];
	if (row?.kind === 'action' && row.action.command !== null) {
		const {command} = row.action;
		if (/[ =]$/.test(command)) {
			context.openPrompt('command', command.replace(/^:/, ''));
		} else {
			context.runLine(command);
		}
	} else if (row?.kind === 'evidence') {
		followEvidence(context, row.evidence);
	} else if (row?.kind === 'headline') {
		context.change(screen => ({...screen, isZoomed: !screen.isZoomed}));
	}
}

function followEvidence(context: CommandContext, evidence: Evidence): void {
	const {frame, change} = context;
	if (evidence.peer !== undefined) {
		const {peer: address} = evidence;
		const known = [...frame.store.peerIdentities.values()].find(peer => peer.address === address);
		if (known === undefined) {
			// It went: what is left of it is in the log.
			change(screen => changeList(showPane(screen, frame, 'log'), 'log', {filter: address}));
			context.notify(`${address} is not connected any more: this is what the log has of it`);
			return;
		}
		change(screen =>
			changeList(showPane(screen, frame, 'peers'), 'peers', {selected: known.peerId}),
		);
		change(screen => ({...screen, page: {kind: 'peer', peerId: known.peerId, top: 0}}));
	} else if (evidence.tracker !== undefined) {
		const {tracker} = evidence;
		change(screen =>
			changeList(showPane(screen, frame, 'sources'), 'sources', {selected: tracker}),
		);
	} else if (fileOf(frame, evidence.path) !== undefined) {
		const selected = fileOf(frame, evidence.path) ?? null;
		change(screen => changeList(showPane(screen, frame, 'files'), 'files', {selected}));
	} else if (evidence.piece !== undefined) {
		const {piece} = evidence;
		change(screen => ({...showPane(screen, frame, 'pieces'), piece}));
	}
}

/** One step out: of what was looked for in the help, of a page, of the marks, of the filter, of the piece map, of the zoom. */
function goBack(screen: ScreenState): ScreenState {
	const list = screen.lists[screen.focus];
	if (screen.page?.kind === 'help' && screen.page.filter !== '') {
		return {...screen, page: {...screen.page, filter: ''}};
	}
	if (screen.page !== null) {
		return {...screen, page: null};
	}
	if (list.marked.size > 0) {
		return changeList(screen, screen.focus, {marked: new Set()});
	}
	if (list.filter !== '') {
		return changeList(screen, screen.focus, {filter: ''});
	}
	if (screen.focus === 'pieces' && screen.piece !== null) {
		return {...screen, piece: null};
	}
	return screen.isZoomed ? {...screen, isZoomed: false} : screen;
}
