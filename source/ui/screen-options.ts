import type {ReadStream} from 'node:tty';
import type {AddTorrent, EngineEvent, EnginePort} from '../store/engine-port.js';
import type {Settings} from '../store/settings.js';
import type {BundleOrder} from './keys/command.js';
import type {KeyBindings} from './keys/keymap.js';
import type {Preferences} from './state/preferences.js';
import type {TerminalOutput} from './terminal/terminal.js';

/** What the screen is given by the command that opens it. */
export interface ScreenOptions {
	readonly port: EnginePort;
	readonly settings: Settings;
	/** Stands in the upper left corner: `unchoke`, or the lab's scenario. */
	readonly title: string;
	/** What to look at, for who wants to learn; stands under the head until it is closed. */
	readonly lesson?: string;
	/** Events that came before. */
	readonly initialEvents?: readonly EngineEvent[];
	/** Torrents to add as soon as the screen stands; what can't be added is said in the footer. */
	readonly torrents?: readonly string[];
	/** Turns what was typed or pasted into a torrent, or into a sentence why not. It may read files and the network. */
	readonly onAdd: (text: string) => Promise<AddTorrent | string>;
	/** What a path being typed could become; absent where no file can be opened. */
	readonly onPath?: (text: string) => Promise<readonly string[]>;
	/** Reads a setting's value as typed: the part of the settings it changes, or a sentence why not. */
	readonly onSet?: (name: string, text: string) => Promise<Partial<Settings> | string>;
	/** Writes the help bundle of a torrent into a file; a sentence of what became of it. */
	readonly onBundle?: (order: BundleOrder) => Promise<string>;
	/** Keys of the config file, checked by `checkBindings`. */
	readonly keyBindings?: KeyBindings;
	/** What was kept of the last screen: columns and orders. */
	readonly preferences?: Preferences;
	/** Hears when a person changed them; keeping them is the caller's. */
	readonly onPreferences?: (preferences: Preferences) => void;
	readonly stdin: ReadStream;
	readonly stdout: TerminalOutput;
	readonly env: Readonly<Record<string, string | undefined>>;
}

/** Why the screen ended. The terminal is as it was before; the engine still runs. */
export type ScreenExit =
	| {readonly reason: 'quit'}
	/** Ctrl-C twice: end at once. */
	| {readonly reason: 'interrupt'}
	| {readonly reason: 'signal'; readonly signal: 'SIGTERM' | 'SIGHUP' | 'SIGINT' | 'SIGQUIT'}
	/** The terminal is gone. */
	| {readonly reason: 'terminal-gone'}
	/** The engine ended by itself. */
	| {readonly reason: 'engine-stopped'}
	/** A bug of ours, in the engine or in the screen. */
	| {readonly reason: 'crashed'; readonly message: string; readonly stack: string};
