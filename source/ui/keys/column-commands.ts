import {lists, panes} from '../panes/panes.js';
import {allColumns, moveColumn, toggleColumn, withColumns} from '../state/column-choice.js';
import type {Frame} from '../state/frame.js';
import type {Page, ScreenState} from '../state/screen-state.js';
import type {Command, CommandContext} from './command.js';

/** Choosing the columns of a list. */
export const columnCommands: readonly Command[] = [
	{
		name: 'columns',
		keys: ['c'],
		help: 'choose the columns and their order, or show those named; `usual` are the usual ones',
		group: 'Look',
		args: [{name: 'columns', isOptional: true, choices: columnChoices}],
		run: chooseColumns,
	},
	{
		name: 'column-toggle',
		keys: ['space', 'enter'],
		help: 'show or hide the column',
		group: 'Look',
		scopes: ['columns page'],
		pageHint: ['show or hide', 'columns'],
		run: context => changeColumn(context, (screen, {pane}, id) => toggleColumn(screen, pane, id)),
	},
	{
		name: 'column-later',
		keys: [']', '>', 'J', 'right'],
		help: 'one place to the right',
		group: 'Look',
		scopes: ['columns page'],
		pageHint: ['later', 'columns'],
		run: context =>
			changeColumn(context, (screen, {pane}, id) => moveColumn(screen, pane, {id, step: 1})),
	},
	{
		name: 'column-earlier',
		keys: ['[', '<', 'K', 'left'],
		help: 'one place to the left',
		group: 'Look',
		scopes: ['columns page'],
		pageHint: ['earlier', 'columns'],
		run: context =>
			changeColumn(context, (screen, {pane}, id) => moveColumn(screen, pane, {id, step: -1})),
	},
	{
		name: 'columns-usual',
		keys: ['u'],
		help: 'the usual columns in their usual order',
		group: 'Look',
		scopes: ['columns page'],
		pageHint: ['usual ones', 'columns'],
		run: context => changeColumn(context, (screen, {pane}) => withColumns(screen, pane, [])),
	},
];

function columnChoices({screen}: Frame): readonly string[] {
	return ['usual', ...(lists[screen.focus]?.columns ?? []).map(column => column.id)];
}

function chooseColumns(context: CommandContext, text: string): void {
	const {focus} = context.frame.screen;
	const known = columnChoices(context.frame);
	if (known.length === 1) {
		context.notify(`${panes[focus].title} has no columns`, 'attention');
		return;
	}
	const ids = text.split(/[\s,]+/).filter(Boolean);
	if (ids.length === 0) {
		const page = {kind: 'columns', pane: focus, selected: 0, top: 0} as const;
		context.change(screen => ({...screen, page}));
		return;
	}
	const unknown = ids.find(id => !known.includes(id));
	if (unknown === undefined) {
		const chosen = ids.filter(id => id !== 'usual');
		context.change(screen => withColumns(screen, focus, chosen));
	} else {
		context.notify(`no column ${unknown}; there are ${known.slice(1).join(', ')}`, 'attention');
	}
}

type ColumnsPage = Extract<Page, {kind: 'columns'}>;

/** Changes the column under the cursor, and keeps the cursor on it. */
function changeColumn(
	{frame, change}: CommandContext,
	how: (screen: ScreenState, page: ColumnsPage, id: string) => ScreenState,
): void {
	const {page} = frame.screen;
	if (page?.kind !== 'columns') {
		return;
	}
	const id = allColumns(frame.screen, page.pane)[page.selected] ?? '';
	change(screen => {
		const next = how(screen, page, id);
		return {...next, page: {...page, selected: allColumns(next, page.pane).indexOf(id)}};
	});
}
