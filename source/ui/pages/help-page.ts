import {peerFlags} from '../../store/peer-flags.js';
import type {Command} from '../keys/command.js';
import {commandGroups} from '../keys/command.js';
import type {Keymap} from '../keys/keymap.js';
import {lists, panes} from '../panes/panes.js';
import {remembered} from '../state/frame.js';
import {paneIds} from '../state/screen-state.js';
import type {CalmTable, DrawTable} from '../table.js';
import {keyWords} from '../text/key-words.js';
import {wrapWords} from '../text/wrap-words.js';
import type {Look} from '../theme/look.js';
import {introduction} from './help-introduction.js';
import type {PageView} from './page-content.js';

/** The help, from the tables that the screen works by: a few sentences, keys and commands by group, the flags of a peer, the columns. */
export const helpPage: PageView<'help'> = ({keymap, look}, {draw}, {width}) => ({
	title: 'Help',
	lines: draw === null ? ['drawing…'] : helpLines(keymap, look, width, draw),
});

/** Made once for each width: tables take a while. */
const helpLines = remembered(makeLines);

function makeLines(keymap: Keymap, look: Look, width: number, draw: DrawTable): readonly string[] {
	const options = {width, isAscii: look.isAscii};
	const tables: ReadonlyArray<readonly [string, CalmTable]> = [
		...commandGroups.map(group => [group, commandsOf(group, keymap, look)] as const),
		['Flags of a peer', flagTable()],
		...paneIds.flatMap(id => columnsOf(id)),
	];
	const paragraphs = introduction(keymap, look.isAscii).flatMap(text => [
		...wrapWords(text, Math.min(width, readableWidth), look.glyphs.ellipsis),
		'',
	]);
	const drawn = tables.flatMap(([title, table]) => [
		look.paint('title', title),
		...draw(table, options).split('\n'),
		'',
	]);
	return [look.paint('title', 'In short'), ...paragraphs, ...drawn];
}

/** Longer lines are hard to read. */
const readableWidth = 110;

function commandsOf(group: Command['group'], keymap: Keymap, look: Look): CalmTable {
	return {
		columns: [{title: 'key'}, {title: 'command'}, {title: 'does'}],
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
		columns: [{title: 'flag'}, {title: 'means'}],
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
						columns: [{title: 'column'}, {title: 'shows'}],
						rows: columns.map(column => [column.id, column.help]),
					},
				],
			];
}
