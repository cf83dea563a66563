import {peerFlags} from '../../store/peer-flags.js';
import {filterOf} from '../columns/row-order.js';
import type {Command} from '../keys/command.js';
import {commandGroups} from '../keys/command.js';
import type {Keymap} from '../keys/keymap.js';
import {lists, panes} from '../panes/panes.js';
import {remembered} from '../state/frame.js';
import {paneIds} from '../state/screen-state.js';
import type {CalmTable, DrawTable} from '../table.js';
import {cleanText} from '../text/clean-text.js';
import {keyWords} from '../text/key-words.js';
import {wrapWords} from '../text/wrap-words.js';
import type {Look} from '../theme/look.js';
import {introduction} from './help-introduction.js';
import type {PageView} from './page-content.js';

/** The help, from the tables that the screen works by: a few sentences, keys and commands by group, the flags of a peer, the columns. */
export const helpPage: PageView<'help'> = ({keymap, look}, {draw, filter}, {width}) => ({
	title: filter === '' ? 'Help' : `Help  /${cleanText(filter, look.isAscii)}`,
	lines: draw === null ? ['drawing…'] : helpLines(partsOf(keymap, look, filter), look, width, draw),
});

/** What the help says, before it is drawn. */
interface Parts {
	readonly paragraphs: readonly string[];
	readonly tables: ReadonlyArray<readonly [title: string, table: CalmTable]>;
}

/** Everything, or with a filter the rows of the tables that it lets through. */
const partsOf = remembered((keymap: Keymap, look: Look, filter: string): Parts => {
	const tables: Parts['tables'] = [
		...commandGroups.map(group => [group, commandsOf(group, keymap, look)] as const),
		['Flags of a peer', flagTable()],
		...paneIds.flatMap(id => columnsOf(id)),
	];
	const matches = filterOf(filter);
	if (matches === undefined) {
		return {tables, paragraphs: introduction(keymap, look.isAscii)};
	}
	const found = tables.map(([title, {columns, rows}]): Parts['tables'][number] => [
		title,
		{columns, rows: rows.filter(row => matches([title, ...row].join(' ')))},
	]);
	return {paragraphs: [], tables: found.filter(([, {rows}]) => rows.length > 0)};
});

/** Made once for each width: tables take a while. */
const helpLines = remembered(
	({paragraphs, tables}: Parts, look: Look, width: number, draw: DrawTable): readonly string[] => {
		const options = {width, isAscii: look.isAscii};
		const sentences = paragraphs.flatMap(text => [
			...wrapWords(text, Math.min(width, readableWidth), look.glyphs.ellipsis),
			'',
		]);
		const drawn = tables.flatMap(([title, table]) => [
			look.paint('title', title),
			...draw(table, options).split('\n'),
			'',
		]);
		if (sentences.length + drawn.length === 0) {
			return ['nothing in the help has these words'];
		}
		return sentences.length === 0
			? drawn
			: [look.paint('title', 'In short'), ...sentences, ...drawn];
	},
);

/** Longer lines are hard to read. */
const readableWidth = 110;

function commandsOf(group: Command['group'], keymap: Keymap, look: Look): CalmTable {
	return {
		columns: [{title: 'key'}, {title: 'command'}, {title: 'does', isProse: true}],
		rows: keymap.commands
			.filter(command => command.group === group)
			.map(command => [
				keymap
					.keysOf(command)
					.map(key => keyWords(key, look.isAscii))
					.join(' '),
				`:${command.name}${(command.args ?? []).map(arg => ` <${arg.name}>`).join('')}`,
				command.help + placesOf(command),
			]),
	};
}

function placesOf(command: Command): string {
	const scopes = command.scopes ?? paneIds;
	if (paneIds.every(id => scopes.includes(id))) {
		return '';
	}
	return scopes.length > 3 ? ' (in most panes)' : ` (in ${scopes.join(', ')})`;
}

function flagTable(): CalmTable {
	return {
		columns: [{title: 'flag'}, {title: 'means', isProse: true}],
		rows: peerFlags.map(flag => [flag.letter, flag.words]),
	};
}

function columnsOf(id: (typeof paneIds)[number]): ReadonlyArray<readonly [string, CalmTable]> {
	const columns = lists[id]?.columns ?? [];
	return columns.length === 0
		? []
		: [
				[
					`Columns of ${panes[id].title}`,
					{
						columns: [{title: 'column'}, {title: 'shows', isProse: true}],
						rows: columns.map(column => [column.id, column.help]),
					},
				],
			];
}
