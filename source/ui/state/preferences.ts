import {paneIds, type ScreenState, type SortOrder} from './screen-state.js';

/** What is kept from one run to the next: plain data, by pane. */
export type Preferences = {
	readonly [pane: string]: {
		readonly columns?: readonly string[];
		readonly sort?: SortOrder;
	};
};

/** What of the screen is worth keeping: columns that were chosen, orders that are not the usual ones. */
export function preferencesOf(screen: ScreenState, usual: ScreenState): Preferences {
	return Object.fromEntries(
		paneIds.flatMap(id => {
			const {columns, sort} = screen.lists[id];
			const kept = {
				...(columns === null ? {} : {columns}),
				...(sort === usual.lists[id].sort ? {} : {sort}),
			};
			return Object.keys(kept).length === 0 ? [] : [[id, kept]];
		}),
	);
}

/** Whether nothing that is worth keeping differs. */
export function isSameToKeep(a: ScreenState['lists'], b: ScreenState['lists']): boolean {
	return paneIds.every(id => a[id].columns === b[id].columns && a[id].sort === b[id].sort);
}

/** The screen with what was kept. Unknown panes and columns are left out where they are drawn. */
export function withPreferences(screen: ScreenState, preferences: Preferences): ScreenState {
	const lists = Object.fromEntries(
		paneIds.map(id => {
			const kept = preferences[id];
			const list = screen.lists[id];
			return [id, {...list, columns: kept?.columns ?? list.columns, sort: kept?.sort ?? list.sort}];
		}),
	);
	return {...screen, lists: lists as ScreenState['lists']};
}
