import type {StoreState} from '../../store/store-state.js';
import type {DrawTable} from '../table.js';
import type {EditedLine} from './line-editor.js';

/** The eight panes, in the order of their numbers. */
export const paneIds = [
	'torrents',
	'peers',
	'pipeline',
	'pieces',
	'sources',
	'files',
	'log',
	'why',
] as const;

/** One of {@link paneIds}. */
export type PaneId = (typeof paneIds)[number];

/** What names a row: the engine's number, a file's index, a tracker's URL, a finding's id. */
export type RowKey = number | string;

/** How one list is shown. */
export interface ListState {
	/** The selected row; null: the first. */
	readonly selected: RowKey | null;
	/** Where it stood when it was last seen: its place is kept when it goes. */
	readonly place: number;
	/** The first visible row, as far as the selected one allows. */
	readonly top: number;
	readonly sort: SortOrder;
	readonly filter: string;
	readonly marked: ReadonlySet<RowKey>;
	/** Ids of the columns to show, in order; null: the usual ones. */
	readonly columns: readonly string[] | null;
}

/** A column and a direction. An empty column is the order of the engine. */
export interface SortOrder {
	readonly column: string;
	readonly isDescending: boolean;
}

/** A page that stands in place of the panes. `top` is its first visible line. */
export type Page =
	| {readonly kind: 'peer'; readonly peerId: number; readonly top: number}
	/** `draw` is the maker of its tables, loaded when it is first wanted. */
	| {
			readonly kind: 'tracker';
			readonly url: string;
			readonly top: number;
			readonly draw: DrawTable | null;
	  }
	/** `selected` is the place of the column under the cursor, shown or not. */
	| {
			readonly kind: 'columns';
			readonly pane: PaneId;
			readonly selected: number;
			readonly top: number;
	  }
	/** `filter` leaves the rows of its tables that have these words. */
	| {
			readonly kind: 'help';
			readonly top: number;
			readonly draw: DrawTable | null;
			readonly filter: string;
	  };

/** A line being typed at the bottom. */
export interface Prompt {
	readonly kind: 'filter' | 'add' | 'command';
	readonly line: EditedLine;
	/** What the filter was before, to go back to. */
	readonly before: string;
	/** The completion that is chosen, -1 for none. */
	readonly choice: number;
	/** What the line was when choosing began. */
	readonly stem: string;
	/** What the path being typed could become, once Tab asked for it. */
	readonly choices: readonly string[];
}

/** Something that asks before it does. */
export interface Question {
	readonly text: string;
	readonly details: readonly string[];
	/** A key and what it answers. The last one is what Escape means. */
	readonly answers: readonly Answer[];
}

/** One answer to a question. */
export interface Answer {
	readonly key: string;
	readonly words: string;
	readonly run: () => void;
}

/** A short message in the footer, for a few seconds. */
export interface Notice {
	readonly text: string;
	readonly level: 'info' | 'attention' | 'error';
	/** Milliseconds of the screen's clock when it goes. */
	readonly until: number;
}

/** What the log pane lets through, and where it stands while it is scrolled back. */
export interface LogView {
	readonly level: 'debug' | 'info' | 'warn' | 'error';
	/** Only lines of this peer. */
	readonly peerId: number | null;
	/** The number of the line after the last visible one; null: it follows. */
	readonly end: number | null;
	/** Blocks of diagnostics stand with all their lines, not as one. */
	readonly isUnfolded: boolean;
}

/** Everything about the screen that is not about the swarm. Replaced, never written. */
export interface ScreenState {
	readonly focus: PaneId;
	readonly isZoomed: boolean;
	/** Which pane was last shown in each place of the layouts. */
	readonly shown: {readonly [place: string]: PaneId};
	readonly lists: {readonly [Id in PaneId]: ListState};
	readonly page: Page | null;
	readonly prompt: Prompt | null;
	readonly question: Question | null;
	readonly notice: Notice | null;
	/** The piece under the cursor of the map; null: none. */
	readonly piece: number | null;
	readonly log: LogView;
	/** Folders of the file tree that are shut, by key. */
	readonly collapsed: ReadonlySet<RowKey>;
	/** What the swarm was when the screen was frozen; null: it is live. */
	readonly frozen: StoreState | null;
	/** Lines typed earlier, newest last, those that failed among them. */
	readonly history: {readonly [Kind in 'command' | 'add']: readonly string[]};
	/** Torrents of the command line that the engine has not answered for yet. */
	readonly awaited: number;
	/** What to look at, under the head; null: nothing, or it was taken away. */
	readonly lesson: string | null;
}

const calmOrder: {readonly [Id in PaneId]: SortOrder} = {
	torrents: {column: '', isDescending: false},
	peers: {column: 'can', isDescending: false},
	pipeline: {column: '', isDescending: false},
	pieces: {column: '', isDescending: false},
	sources: {column: '', isDescending: false},
	files: {column: '', isDescending: false},
	log: {column: '', isDescending: false},
	why: {column: '', isDescending: false},
};

/** The screen as it opens. */
export function openingState(): ScreenState {
	const list = (id: PaneId): ListState => ({
		selected: null,
		place: 0,
		top: 0,
		sort: calmOrder[id],
		filter: '',
		marked: new Set(),
		columns: null,
	});
	return {
		focus: 'peers',
		isZoomed: false,
		shown: {},
		lists: Object.fromEntries(paneIds.map(id => [id, list(id)])) as ScreenState['lists'],
		page: null,
		prompt: null,
		question: null,
		notice: null,
		piece: null,
		log: {level: 'info', peerId: null, end: null, isUnfolded: false},
		collapsed: new Set(),
		frozen: null,
		history: {command: [], add: []},
		awaited: 0,
		lesson: null,
	};
}

/** The state with one list changed. */
export function changeList(
	screen: ScreenState,
	id: PaneId,
	change: Partial<ListState>,
): ScreenState {
	return {...screen, lists: {...screen.lists, [id]: {...screen.lists[id], ...change}}};
}
