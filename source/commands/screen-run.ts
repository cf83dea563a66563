import {homedir} from 'node:os';
import type {AddTorrent, EngineEvent, EngineMessage, EnginePort} from '../store/engine-port.js';
import type {Settings} from '../store/settings.js';
import type {StateKeeper} from '../store/state-keeper.js';
import type {BundleOrder} from '../ui/keys/command.js';
import type {ScreenExit} from '../ui/screen-options.js';
import type {Configuration} from './config/configuration.js';
import {userFolders} from './config/folders.js';
import {
	isSettingName,
	parseSettingText,
	settingNames,
	settingProblem,
	unkeptSetting,
} from './config/setting-text.js';
import {crashError, type Outcome, RunError, UsageError} from './exit.js';
import {ExitSummary} from './exit-summary.js';
import type {FlagValues} from './flags.js';
import {type EngineLog, openLogFile} from './log-file.js';
import {nearest} from './nearest.js';
import {openEngine} from './open-engine.js';
import {releaseClaim} from './running/claim.js';
import {readPreferences, writeChosen, writePreferences} from './screen-preferences.js';
import type {SessionItem} from './session-torrent.js';
import {printTables} from './tables.js';
import {tapPort} from './tapped-port.js';
import {infoHashText} from './torrent-line.js';
import {typedText} from './typed-text.js';

/** What to run in the full screen, and how. */
export interface ScreenRunOptions extends Configuration {
	/** Stands in the screen's corner. */
	readonly title: string;
	/** What to look at; stands under the head. */
	readonly lesson?: string;
	/** Lines the log begins with. */
	readonly initialEvents?: readonly EngineEvent[];
	/** Torrents that are there from the start. */
	readonly items: readonly SessionItem[];
	/** What `openItem` shall open as soon as the screen stands, as if it had been typed. */
	readonly firstTexts?: readonly string[];
	/** Opens what is typed or pasted. */
	readonly openItem: (text: string) => Promise<SessionItem>;
	readonly flags: FlagValues;
	/** Where resume data goes; the user's state folder when absent. */
	readonly stateDir?: string;
	/** Nothing of it stays, so nothing is said of it afterwards. */
	readonly isPassing?: boolean;
}

/** The torrents of the start are opened already; the screen asks for them by their info hashes. */
function addByText({items, firstTexts = [], openItem}: ScreenRunOptions) {
	const opened = new Map(items.map(item => [infoHashText(item.metainfo) ?? '', item.torrent]));
	const add = async (text: string): Promise<AddTorrent | string> => {
		try {
			return opened.get(text) ?? (await openItem(text)).torrent;
		} catch (error) {
			if (error instanceof UsageError || error instanceof RunError) {
				return error.message;
			}
			throw error;
		}
	};
	return {texts: [...opened.keys(), ...firstTexts], add};
}

/** A setting typed into the screen: the part of the settings it changes, or why not. */
export async function settingByText(
	name: string,
	text: string,
): Promise<Partial<Settings> | string> {
	if (!isSettingName(name)) {
		const guess = await nearest(name, settingNames);
		return `there is no setting ${typedText(name)}; did you mean ${guess}?`;
	}
	const value = parseSettingText(name, text);
	if (value === undefined) {
		return settingProblem(name, typedText(text), ':set');
	}
	const settings: Partial<Settings> = {[name]: value};
	return unkeptSetting(settings) ?? settings;
}

/** The screen knows its commands, so that it is loaded first when the config file has keys for them. */
async function checkKeys(keys: Configuration['keys']): Promise<void> {
	if (Object.keys(keys).length === 0) {
		return;
	}
	const {commandTable} = await import('../ui/keys/command-table.js');
	const {checkBindings} = await import('../ui/keys/keymap.js');
	const checked = checkBindings(commandTable, keys);
	if (typeof checked === 'string') {
		throw new UsageError(typedText(checked));
	}
}

function outcomeOf(exit: ScreenExit): Outcome {
	switch (exit.reason) {
		case 'quit':
			return {status: 0};
		case 'engine-stopped':
			return {status: 1, sentence: 'the engine stopped by itself'};
		case 'crashed':
			throw crashError(exit);
		default:
			return {status: 130, sentence: 'interrupted; the same command goes on where this stopped'};
	}
}

/** Each with a name of its own, so that no earlier one is lost. */
function usualBundleName(epochMs: number): string {
	const time = new Date(epochMs).toISOString().replace(/\D/g, '').slice(0, 14);
	return `unchoke-bundle-${time}.txt`;
}

/** Writes the help bundle that is asked for on the screen; a sentence of what became of it. */
async function bundleByOrder(
	keeper: StateKeeper,
	{torrentId, path: typed, isRedacted}: BundleOrder,
): Promise<string> {
	// No shell has read it.
	const path = typed === '' ? usualBundleName(Date.now()) : typed.replace(/^~(?=\/)/, homedir());
	const {writeBundle} = await import('./bundle/write-bundle.js');
	try {
		const epochMs = Date.now();
		await writeBundle(path, {keeper, torrentId, hidesAddresses: isRedacted, epochMs});
		return `${typedText(path)} is written${isRedacted ? '' : ', with the addresses in it'}`;
	} catch (error) {
		if (error instanceof UsageError || error instanceof RunError) {
			return error.message;
		}
		throw error;
	}
}

/** What is removed here may run elsewhere. */
function releaseRemoved(message: EngineMessage, {state}: StateKeeper): void {
	for (const event of message.type === 'events' ? message.events : []) {
		if (event.type === 'torrentRemoved') {
			const identity = state.torrentIdentities.get(event.torrentId);
			releaseClaim(identity?.infoHash ?? identity?.infoHashV2 ?? '');
		}
	}
}

async function openScreen(
	options: ScreenRunOptions,
	{port, keeper}: {readonly port: EnginePort; readonly keeper: StateKeeper},
	preferencesDir: string,
): Promise<ScreenExit> {
	// The engine's thread gets up while Ink loads.
	const {runScreen} = await import('../ui/run-screen.js');
	const {texts, add} = addByText(options);
	return runScreen({
		port,
		settings: options.settings,
		title: options.title,
		...(options.lesson === undefined ? {} : {lesson: options.lesson}),
		...(options.initialEvents && {initialEvents: options.initialEvents}),
		torrents: texts,
		onAdd: add,
		onPath: async text => (await import('./path-choices.js')).pathChoices(text),
		onSet: async (name, text) => {
			const change = await settingByText(name, text);
			if (typeof change !== 'string') {
				writeChosen(preferencesDir, change);
			}
			return change;
		},
		onBundle: order => bundleByOrder(keeper, order),
		keyBindings: options.keys,
		preferences: readPreferences(preferencesDir),
		onPreferences: preferences => writePreferences(preferencesDir, preferences),
		stdin: process.stdin,
		stdout: process.stdout,
		env: process.env,
	});
}

/** Opens the full screen on an engine of its own and stays until it is left; then says on stdout what became of each torrent. */
export async function runOnScreen(options: ScreenRunOptions): Promise<Outcome> {
	const {settings, flags, stateDir} = options;
	await checkKeys(options.keys);
	const log: EngineLog | undefined =
		flags.log === undefined ? undefined : await openLogFile(flags.log, () => {});
	const summary = new ExitSummary();
	const engine = await openEngine({settings, flags, stateDir});
	const port = tapPort(engine.port, message => {
		summary.handleMessage(message);
		releaseRemoved(message, engine.keeper);
		log?.handleMessage(message);
	});
	try {
		// How a person wants the screen is kept for the next one, of the lab or not.
		const exit = await openScreen(options, {port, keeper: engine.keeper}, userFolders().state);
		if (exit.reason !== 'interrupt') {
			await port.close();
		}
		const {table} = summary;
		if (table.rows.length > 0 && !options.isPassing) {
			await printTables([table], flags);
		}
		return outcomeOf(exit);
	} finally {
		await log?.close();
	}
}
