import type {SwarmStore} from '../../store/store.js';
import type {Frame} from '../state/frame.js';
import type {Notice, Page, PaneId, Prompt, Question, ScreenState} from '../state/screen-state.js';

/** What a command can do: read the frame, change the screen, tell the engine, talk to the person. */
export interface CommandContext {
	/** The newest frame, every change so far in it. */
	readonly frame: Frame;
	readonly store: SwarmStore;
	change(change: (screen: ScreenState) => ScreenState): void;
	notify(text: string, level?: Notice['level']): void;
	ask(question: Question): void;
	openPrompt(kind: Prompt['kind'], text?: string): void;
	/** Adds what a person typed or pasted. */
	add(text: string): void;
	/** Reads a setting's value as typed: the settings with it, or a sentence why not. */
	set(name: string, text: string): void;
	/** Writes all that is known of a torrent into a file that can be sent to somebody else. */
	bundle(order: BundleOrder): void;
	/** Runs a command line, its colon included or not. */
	runLine(line: string): void;
	copy(text: string): void;
	/** Clears the terminal and draws everything again. */
	redraw(): void;
	suspend(): void;
	/** Ends the screen. */
	quit(): void;
}

/** A help bundle that a person wants. */
export interface BundleOrder {
	readonly torrentId: number;
	/** Empty: under a usual name. */
	readonly path: string;
	/** Without any address in it. */
	readonly isRedacted: boolean;
}

/** Where a key holds: a pane in focus, or a page that is open. */
export type Scope = PaneId | 'peer page' | 'tracker page' | 'columns page' | 'help page';

/** The parts of the help. */
export const commandGroups = ['Move', 'Look', 'Torrents', 'Peers', 'Files', 'Program'] as const;

/** One argument of a command on the command line. */
export interface Argument {
	readonly name: string;
	readonly isOptional?: boolean;
	/** What it may be, for the completion; `before` are the arguments typed already. */
	readonly choices?: (frame: Frame, before: readonly string[]) => readonly string[];
	/** What it is now, and what it means, for who is about to type it. */
	readonly about?: (frame: Frame, before: readonly string[]) => string;
}

/**
 * Everything that can be done, as data: the handler looks up keys here, the help and the footer are made from it, the
 * command line completes from it, and the config file rebinds by its names.
 */
export interface Command {
	/** As typed on the command line. */
	readonly name: string;
	readonly keys: readonly string[];
	/** What it does, in a few words. */
	readonly help: string;
	readonly group: (typeof commandGroups)[number];
	/** Where its keys hold; everywhere when absent. */
	readonly scopes?: readonly Scope[];
	/** The word in the footer, while panes are shown. */
	readonly hint?: string;
	/** The word in the footer of pages: of these kinds, or of all. */
	readonly pageHint?: readonly [words: string, ...kinds: ReadonlyArray<Page['kind']>];
	readonly args?: readonly Argument[];
	/** `text` is the rest of the command line, empty for a key. */
	readonly run: (context: CommandContext, text: string) => void;
}
