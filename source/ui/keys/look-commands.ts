import {lists} from '../panes/panes.js';
import {selectedPeer} from '../panes/peer-list.js';
import {type Frame, selectedPlace} from '../state/frame.js';
import {move} from '../state/move.js';
import {
	changeList,
	paneIds,
	type RowKey,
	type ScreenState,
	type SortOrder,
} from '../state/screen-state.js';
import {themes} from '../theme/themes.js';
import type {Command, CommandContext} from './command.js';

/** Panes that have an order to choose, and panes that have words to filter by. */
const sortedPanes = ['torrents', 'peers', 'sources', 'files'] as const;
const filteredPanes = [...sortedPanes, 'log'] as const;

/** Sorting, filtering, marking, and how things look. */
export const lookCommands: readonly Command[] = [
	{
		name: 'filter',
		keys: ['/'],
		help: 'show only rows with these words; a word after ! must not be there',
		group: 'Look',
		scopes: [...filteredPanes, 'help page'],
		hint: 'filter',
		pageHint: ['filter', 'help'],
		args: [{name: 'words', isOptional: true}],
		run: filter,
	},
	{
		name: 'sort',
		keys: ['s', '>'],
		help: 'sort by the next column, or by the one named',
		group: 'Look',
		scopes: sortedPanes,
		hint: 'sort',
		args: [{name: 'column', isOptional: true, choices: sortableColumns}],
		run: (context, text) => (text === '' ? sortNext(context, 1) : sortBy(context, text)),
	},
	{
		name: 'sort-before',
		keys: ['<'],
		help: 'sort by the column before',
		group: 'Look',
		scopes: sortedPanes,
		run: context => sortNext(context, -1),
	},
	{
		name: 'reverse',
		keys: ['S'],
		help: 'sort the other way round',
		group: 'Look',
		scopes: sortedPanes,
		run: context => {
			const {sort} = context.frame.screen.lists[context.frame.screen.focus];
			applySort(context, {...sort, isDescending: !sort.isDescending});
		},
	},
	{
		name: 'mark',
		keys: ['space'],
		help: 'mark the row; what you do then is done to all marked',
		group: 'Look',
		scopes: ['torrents', 'peers', 'files'],
		run: mark,
	},
	{
		name: 'mark-all',
		keys: ['*'],
		help: 'mark all rows, or none',
		group: 'Look',
		scopes: ['torrents', 'peers', 'files'],
		run: ({change, frame}) =>
			change(screen => {
				const keys = lists[screen.focus]?.keys(frame) ?? [];
				const isAll = screen.lists[screen.focus].marked.size === keys.length;
				return changeList(screen, screen.focus, {marked: new Set(isAll ? [] : keys)});
			}),
	},
	{
		name: 'zoom',
		keys: ['+'],
		help: 'this pane over the whole screen, and back',
		group: 'Look',
		scopes: paneIds,
		run: ({change}) => change(screen => ({...screen, isZoomed: !screen.isZoomed})),
	},
	{
		name: 'freeze',
		keys: ['f'],
		help: 'hold the screen still, and let it go on',
		group: 'Look',
		run: ({change, store, frame, notify}) => {
			const isFrozen = frame.screen.frozen !== null;
			change(screen => ({...screen, frozen: isFrozen ? null : store.state}));
			notify(isFrozen ? 'live again' : 'the screen is held still; the torrents go on');
		},
	},
	{
		name: 'lesson',
		keys: ['L'],
		help: 'take away what the lab says to look at',
		group: 'Look',
		run: ({change}) => change(screen => ({...screen, lesson: null})),
	},
	{
		name: 'theme',
		keys: [],
		help: 'the colours',
		group: 'Look',
		args: [{name: 'theme', choices: () => Object.keys(themes)}],
		run: (context, text) => context.set('theme', text),
	},
	{
		name: 'log-level',
		keys: ['l'],
		help: 'the least severe lines that are shown',
		group: 'Look',
		scopes: ['log'],
		args: [{name: 'level', isOptional: true, choices: () => levels}],
		run: changeLevel,
	},
	{
		name: 'log-peer',
		keys: ['o'],
		help: 'the log of the selected peer only, and back',
		group: 'Look',
		scopes: ['log', 'peers', 'peer page'],
		pageHint: ['its log'],
		run: logOfPeer,
	},
];

function filter(context: CommandContext, text: string): void {
	const {focus, lists: states, page} = context.frame.screen;
	if (page?.kind === 'help') {
		context.openPrompt('filter', page.filter);
	} else if (!filteredPanes.some(id => id === focus)) {
		context.notify('there is nothing to filter in this pane', 'attention');
	} else if (text === '') {
		context.openPrompt('filter', states[focus].filter);
	} else {
		context.change(screen => changeList(screen, focus, {filter: text}));
	}
}

const levels = ['debug', 'info', 'warn', 'error'] as const;

/** Columns to sort by: those that are shown where there is room for all. */
function sortableColumns({screen}: Frame): readonly string[] {
	const chosen = screen.lists[screen.focus].columns;
	return (lists[screen.focus]?.columns ?? [])
		.filter(column => column.order !== undefined)
		.filter(column => chosen?.includes(column.id) ?? column.isExtra !== true)
		.map(column => column.id);
}

/** The next column to sort by; after the last one comes the order of the engine. */
function sortNext(context: CommandContext, step: 1 | -1): void {
	const ids = ['', ...sortableColumns(context.frame)];
	const {sort} = context.frame.screen.lists[context.frame.screen.focus];
	const place = Math.max(0, ids.indexOf(sort.column));
	sortBy(context, ids[(place + step + ids.length) % ids.length] ?? '');
}

function sortBy(context: CommandContext, text: string): void {
	const {screen} = context.frame;
	const [id = '', direction] = text.split(' ');
	const column = lists[screen.focus]?.columns.find(each => each.id === id);
	if (id !== '' && column?.order === undefined) {
		const known = sortableColumns(context.frame).join(', ');
		context.notify(known === '' ? 'this pane has no order' : `sort by ${known}`, 'attention');
		return;
	}
	const isDescending =
		direction === undefined ? (column?.isDescendingFirst ?? false) : direction === 'desc';
	applySort(context, {column: id, isDescending});
}

/** The order is said too: on a narrow screen its column may not be there, and equal rows do not move. */
function applySort(context: CommandContext, sort: SortOrder): void {
	const {focus} = context.frame.screen;
	if (sortableColumns(context.frame).length === 0) {
		context.notify('this pane has no order', 'attention');
		return;
	}
	const column = lists[focus]?.columns.find(each => each.id === sort.column);
	context.change(screen => changeList(screen, focus, {sort, top: 0}));
	const by = column === undefined ? 'as they came' : `by ${column.title}`;
	context.notify(`sorted ${by}, ${sort.isDescending ? 'falling' : 'rising'}, next time too`);
}

/** Marks or unmarks the selected row and goes on to the next, so that Space Space Space marks three. */
function mark(context: CommandContext): void {
	const {frame} = context;
	const {focus} = frame.screen;
	const keys = lists[focus]?.keys(frame) ?? [];
	const key = keys[selectedPlace(keys, frame.screen.lists[focus])];
	if (key === undefined) {
		return;
	}
	context.change(screen => toggleMark(screen, key));
	context.change(() => move(context.frame, {rows: 1}));
}

function toggleMark(screen: ScreenState, key: RowKey): ScreenState {
	const marked = new Set(screen.lists[screen.focus].marked);
	if (!marked.delete(key)) {
		marked.add(key);
	}
	return changeList(screen, screen.focus, {marked});
}

function changeLevel(context: CommandContext, text: string): void {
	const {log} = context.frame.screen;
	const typed = levels.find(each => each === text);
	const level = typed ?? levels[(levels.indexOf(log.level) + 1) % levels.length] ?? 'info';
	context.change(screen => ({...screen, log: {...log, level, end: null}}));
	// What the engine does not log cannot be shown; never ask it for less than the setting does.
	const least = context.store.state.settings.logLevel;
	context.store.send({
		type: 'logLevel',
		level: levels.indexOf(level) < levels.indexOf(least) ? level : least,
	});
}

/** In the log it is switched on and off; from a peer it leads to what that peer did. */
function logOfPeer(context: CommandContext): void {
	const {screen} = context.frame;
	const isInLog = screen.focus === 'log' && screen.page === null;
	const selected =
		screen.page?.kind === 'peer' ? screen.page.peerId : selectedPeer(context.frame)?.row.id;
	const peerId = isInLog && screen.log.peerId !== null ? null : (selected ?? null);
	context.change(state => ({...state, log: {...state.log, peerId, end: null}}));
	if (!isInLog) {
		context.runLine('log');
	}
}
