import {createStore, type StoreApi} from 'zustand/vanilla';
import type {SwarmStore} from '../store/store.js';
import type {BundleOrder, CommandContext, Scope} from './keys/command.js';
import {parseLine} from './keys/command-line.js';
import type {Keymap} from './keys/keymap.js';
import {arrange} from './layout/arrange.js';
import {pageArea} from './pages/page-lines.js';
import {pageContent} from './pages/pages.js';
import {lists} from './panes/panes.js';
import {selectedTorrentId} from './panes/torrent-list.js';
import {type Frame, selectedPlace} from './state/frame.js';
import {lineText} from './state/line-editor.js';
import {clickAt, scrollAt} from './state/mouse.js';
import {placedPanes} from './state/move.js';
import {
	isSameToKeep,
	type Preferences,
	preferencesOf,
	withPreferences,
} from './state/preferences.js';
import {completePath, handlePromptKey, openPrompt, pasteIntoPrompt} from './state/prompt.js';
import {
	changeList,
	type Notice,
	openingState,
	paneIds,
	type ScreenState,
} from './state/screen-state.js';
import type {InputEvent} from './terminal/key-decoder.js';
import type {Size} from './terminal/terminal.js';
import {cleanText} from './text/clean-text.js';
import type {Look} from './theme/look.js';

/** How long a message stands in the footer. */
const noticeMs = 4000;

/** Two Ctrl-C within this end the screen at once. */
const interruptMs = 2000;

/** The shortest time between two frames. */
const leastFrameMs = 16;

/** What the controller needs from outside. */
export interface ControllerOptions {
	readonly store: SwarmStore;
	readonly keymap: Keymap;
	readonly look: Look;
	readonly size: Size;
	readonly title: string;
	/** What to look at, for who wants to learn. */
	readonly lesson?: string;
	/** What was kept of the last screen. */
	readonly preferences: Preferences;
	/** Hears when a person changed what is worth keeping. */
	readonly keep: (preferences: Preferences) => void;
	/** Milliseconds, monotonic. */
	readonly clock: () => number;
	/** Whether the terminal takes frames now. */
	readonly canDraw: () => boolean;
	readonly add: (text: string, context: CommandContext) => void;
	/** What a path could become. */
	readonly paths: (text: string) => Promise<readonly string[]>;
	readonly set: (name: string, text: string, context: CommandContext) => void;
	readonly bundle: (order: BundleOrder, context: CommandContext) => void;
	readonly copy: (text: string) => void;
	readonly redraw: () => void;
	readonly suspend: () => void;
	readonly end: (how: 'quit' | 'interrupt') => void;
}

/**
 * Brings everything together: what the swarm is and what a person does become the next frame. Frames follow at most
 * every 16 ms, the first at once; while the terminal is stalled none is made, and afterwards one of the present.
 */
export class ScreenController {
	/** The frame that the components draw. */
	readonly frames: StoreApi<Frame>;
	readonly context: CommandContext;
	readonly #options: ControllerOptions;
	#screen: ScreenState;
	#look: Look;
	#size: Size;
	#frameAt = Number.NEGATIVE_INFINITY;
	/** A frame is on its way. */
	#isDue = false;
	#isClosed = false;
	#frameTimer: ReturnType<typeof setTimeout> | undefined;
	#noticeTimer: ReturnType<typeof setTimeout> | undefined;
	#interruptedAt = Number.NEGATIVE_INFINITY;
	readonly #unsubscribe: () => void;

	constructor(options: ControllerOptions) {
		this.#options = options;
		this.#screen = {
			...withPreferences(usualScreen, options.preferences),
			lesson: options.lesson ?? null,
		};
		this.#look = options.look;
		this.#size = options.size;
		this.frames = createStore(() => this.frame);
		this.context = this.#makeContext();
		this.#unsubscribe = options.store.api.subscribe(() => this.#handleStore());
	}

	/** What the screen would show now. */
	get frame(): Frame {
		return {
			store: this.#screen.frozen ?? this.#options.store.state,
			screen: this.#screen,
			size: this.#size,
			look: this.#look,
			title: this.#options.title,
			keymap: this.#options.keymap,
		};
	}

	/** One event of keyboard or mouse. */
	handleInput(event: InputEvent): void {
		if (event.type === 'paste') {
			this.#handlePaste(event.text);
		} else if (event.type === 'key') {
			this.#handleKey(event.name, event.text);
		} else if (event.action === 'press') {
			this.#change(() => clickAt(this.frame, event.column, event.row));
		} else if (event.action !== 'release') {
			const rows = event.action === 'wheel-up' ? -3 : 3;
			this.#change(() => scrollAt(this.frame, event.column, event.row, rows));
		}
	}

	/**
	 * Shows the present as soon as the frame before has stood long enough: when everything that came with this event is
	 * done, so that keys that come together make one frame.
	 */
	present(): void {
		if (this.#isDue || !this.#options.canDraw()) {
			return;
		}
		this.#isDue = true;
		const waitMs = this.#frameAt + leastFrameMs - this.#options.clock();
		if (waitMs <= 0) {
			queueMicrotask(() => this.#draw());
		} else {
			this.#frameTimer = setTimeout(() => this.#draw(), waitMs);
		}
	}

	/** The terminal has another size. */
	resize(size: Size): void {
		this.#size = size;
		this.present();
	}

	/** Another look, from the next frame on. */
	setLook(look: Look): void {
		this.#look = look;
		this.present();
	}

	/** Stops listening and drawing. */
	close(): void {
		this.#isClosed = true;
		this.#unsubscribe();
		clearTimeout(this.#frameTimer);
		clearTimeout(this.#noticeTimer);
	}

	#draw(): void {
		this.#isDue = false;
		if (this.#options.canDraw() && !this.#isClosed) {
			const {frame} = this;
			this.#frameAt = this.#options.clock();
			warmPage(frame);
			this.frames.setState(frame, true);
		}
	}

	#change(change: (screen: ScreenState) => ScreenState): void {
		const {lists: before} = this.#screen;
		this.#screen = change(this.#screen);
		if (this.#screen.lists !== before && !isSameToKeep(before, this.#screen.lists)) {
			this.#options.keep(preferencesOf(this.#screen, usualScreen));
		}
		this.#select();
		this.present();
	}

	#handleStore(): void {
		this.#settle();
		this.#select();
		this.present();
	}

	/**
	 * A selected row that is gone hands over to the one in its place, for good: order may change again. Marks on rows that
	 * are gone go too; those that a filter hides stay.
	 */
	#settle(): void {
		const {frame} = this;
		for (const id of paneIds) {
			const keys = lists[id]?.keys(frame) ?? [];
			const list = frame.screen.lists[id];
			const place = selectedPlace(keys, list);
			const selected = keys[place] ?? null;
			if (selected !== null && list.selected !== null && selected !== list.selected) {
				this.#screen = changeList(this.#screen, id, {selected, place});
			}
			if (list.marked.size > 0 && list.filter === '') {
				const marked = new Set(keys.filter(key => list.marked.has(key)));
				if (marked.size < list.marked.size) {
					this.#screen = changeList(this.#screen, id, {marked});
				}
			}
		}
	}

	/** Asks the engine for what is on the screen, and for no more. */
	#select(): void {
		const {frame} = this;
		const {page} = frame.screen;
		const shown = placedPanes(frame).map(placed => placed.id);
		const withPieces =
			page?.kind === 'peer' || shown.includes('pieces') || shown.includes('pipeline');
		this.#options.store.select({
			torrentId: selectedTorrentId(frame),
			peerId: page?.kind === 'peer' ? page.peerId : null,
			withPieces,
		});
	}

	#handleKey(name: string, text: string): void {
		this.#takeNotice();
		const {screen} = this.frame;
		if (screen.question !== null) {
			this.#answer(name);
		} else if (screen.prompt?.kind === 'add' && name === 'tab') {
			void this.#completePath(lineText(screen.prompt.line));
		} else if (screen.prompt !== null) {
			const result = handlePromptKey(this.frame, screen.prompt, name, text);
			this.#change(() => result.screen);
			if (result.done?.kind === 'add') {
				this.context.add(result.done.text);
			} else if (result.done !== undefined) {
				this.context.runLine(result.done.text);
			}
		} else if (name === 'ctrl+c') {
			this.#interrupt();
		} else {
			const command = this.#options.keymap.find(name, scopeOf(screen));
			if (command !== undefined) {
				command.run(this.context, '');
			} else if (text !== '') {
				const {isAscii} = this.#look;
				this.#notify(`${cleanText(text, isAscii)} does nothing here; ? shows the keys`, 'info');
			}
		}
	}

	async #completePath(typed: string): Promise<void> {
		const choices = await this.#options.paths(typed);
		if (choices.length === 0) {
			this.#notify('no folder and no .torrent begins like that', 'attention');
		} else {
			this.#change(screen => completePath(screen, typed, choices));
		}
	}

	#answer(name: string): void {
		const question = this.frame.screen.question;
		const isOut = name === 'escape' || name === 'ctrl+c' || name === 'q';
		const answer = isOut
			? question?.answers.at(-1)
			: question?.answers.find(each => each.key === name);
		if (answer !== undefined) {
			this.#change(screen => ({...screen, question: null}));
			answer.run();
		}
	}

	/** Something pasted outside a prompt is a torrent to add. */
	#handlePaste(text: string): void {
		const {screen} = this.frame;
		if (screen.question !== null) {
			return;
		}
		if (screen.prompt !== null) {
			const {prompt} = screen;
			this.#change(state => pasteIntoPrompt(state, prompt, text));
		} else if (text.trim() !== '') {
			this.context.add(text.trim());
		}
	}

	#interrupt(): void {
		const now = this.#options.clock();
		if (now - this.#interruptedAt < interruptMs) {
			this.#options.end('interrupt');
			return;
		}
		this.#interruptedAt = now;
		this.context.notify('Ctrl-C again quits at once; q quits when all is saved', 'attention');
	}

	#makeContext(): CommandContext {
		const options = this.#options;
		const controller = this;
		return {
			get frame() {
				return controller.frame;
			},
			store: options.store,
			change: change => this.#change(change),
			notify: (text, level = 'info') => this.#notify(text, level),
			ask: question => this.#change(screen => ({...screen, question})),
			openPrompt: (kind, text = '') => this.#change(screen => openPrompt(screen, kind, text)),
			add: text => options.add(text, this.context),
			set: (name, text) => options.set(name, text, this.context),
			bundle: order => options.bundle(order, this.context),
			runLine: line => this.#runLine(line),
			copy: options.copy,
			redraw: options.redraw,
			suspend: options.suspend,
			quit: () => options.end('quit'),
		};
	}

	#runLine(line: string): void {
		const parsed = parseLine(line, this.#options.keymap.commands);
		if (typeof parsed === 'string') {
			this.#notify(parsed, 'attention');
		} else {
			parsed.command.run(this.context, parsed.text);
		}
	}

	/** Who goes on has read it. */
	#takeNotice(): void {
		if (this.#screen.notice !== null) {
			clearTimeout(this.#noticeTimer);
			this.#change(screen => ({...screen, notice: null}));
		}
	}

	#notify(text: string, level: Notice['level']): void {
		const until = this.#options.clock() + noticeMs;
		this.#change(screen => ({...screen, notice: {text, level, until}}));
		clearTimeout(this.#noticeTimer);
		this.#noticeTimer = setTimeout(
			() => this.#change(screen => ({...screen, notice: null})),
			noticeMs,
		);
	}
}

const usualScreen = openingState();

/** Some pages' tables are drawn by Ink, which can't be asked in the middle of its own drawing: they are remembered from here. */
function warmPage(frame: Frame): void {
	const {page} = frame.screen;
	if (page !== null && 'draw' in page && page.draw !== null) {
		pageContent(frame, pageArea(arrange(frame.screen, frame.size, 0)));
	}
}

/** Where a key is looked up. */
function scopeOf(screen: ScreenState): Scope {
	return screen.page === null ? screen.focus : `${screen.page.kind} page`;
}
