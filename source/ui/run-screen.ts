import type {Instance} from 'ink';
import type {Settings} from '../store/settings.js';
import {SwarmStore} from '../store/store.js';
import type {BundleOrder, CommandContext} from './keys/command.js';
import {commandTable} from './keys/command-table.js';
import {Keymap} from './keys/keymap.js';
import {plainFrame} from './layout/plain-frame.js';
import {linearLines} from './linear/linear-lines.js';
import {LinearPrinter} from './linear/linear-printer.js';
import {ScreenController} from './screen-controller.js';
import type {ScreenExit, ScreenOptions} from './screen-options.js';
import type {Frame} from './state/frame.js';
import {guardExit} from './terminal/exit-guards.js';
import {FrameStream} from './terminal/frame-stream.js';
import {FrameWriter} from './terminal/frame-writer.js';
import {LineHandles} from './terminal/line-handles.js';
import {copyToClipboard, enterScreen, leaveScreen, sequences} from './terminal/sequences.js';
import {type Size, Terminal} from './terminal/terminal.js';
import {detectLook} from './theme/detect-look.js';

/** How long a terminal that does not read may hold up the end. */
const lastWritesMs = 300;

/** Who still runs this long after asking to be stopped is not going to be. */
const notStoppedMs = 300;

/**
 * Opens the full screen on an engine and resolves when it is over, with the terminal as it was. The first frame is
 * drawn at once, whether the engine is ready or not. It never closes the port: the caller started the engine.
 */
export async function runScreen(options: ScreenOptions): Promise<ScreenExit> {
	const running = new RunningScreen(options);
	const exit = await running.ended;
	await running.close();
	return exit;
}

/** Everything that lives as long as the screen does. */
class RunningScreen {
	readonly ended: Promise<ScreenExit>;
	readonly #options: ScreenOptions;
	readonly #store: SwarmStore;
	readonly #terminal: Terminal;
	readonly #handles = new LineHandles();
	readonly #writer: FrameWriter;
	readonly #stream: FrameStream;
	readonly #controller: ScreenController;
	#ink: Instance | undefined;
	readonly #stopGuarding: () => void;
	#end: (exit: ScreenExit) => void = () => {};
	#frame = '';
	#isClosed = false;

	constructor(options: ScreenOptions) {
		this.#options = options;
		this.ended = new Promise(resolve => {
			this.#end = resolve;
		});
		const isLinear = options.env['INK_SCREEN_READER'] === 'true';
		this.#terminal = new Terminal({
			stdin: options.stdin,
			stdout: options.stdout,
			enterSequence: () => (isLinear ? '' : enterScreen(this.#store.state.settings.mouse)),
			leaveSequence: isLinear ? '' : leaveScreen(),
			events: {
				handleInput: event => this.#controller.handleInput(event),
				handleResize: size => this.#handleResize(size),
				handleDrain: () => this.#handleDrain(),
				handleGone: () => this.#end({reason: 'terminal-gone'}),
			},
		});
		const {size} = this.#terminal;
		this.#writer = new FrameWriter(size.columns, size.rows, this.#handles);
		this.#stream = new FrameStream(size, frame => this.#draw(frame));
		this.#store = new SwarmStore({
			port: options.port,
			settings: options.settings,
			initialEvents: options.initialEvents ?? [],
		});
		this.#controller = this.#makeController(size);
		this.#stopGuarding = guardExit({
			handleSignal: signal => this.#end({reason: 'signal', signal}),
			handleEnd: () => this.#terminal.leaveNow(),
		});
		this.#terminal.enter();
		this.#watch();
		if (isLinear) {
			this.#printLines();
		} else {
			void this.#render();
		}
	}

	/** Gives the terminal back and stops everything but the engine. */
	async close(): Promise<void> {
		this.#isClosed = true;
		this.#controller.close();
		this.#store.close();
		this.#ink?.unmount();
		this.#terminal.leave();
		await this.#terminal.flush(lastWritesMs);
		this.#stopGuarding();
	}

	#makeController(size: Size): ScreenController {
		const {settings, env, stdout, keyBindings, title, lesson} = this.#options;
		return new ScreenController({
			store: this.#store,
			keymap: new Keymap(commandTable, keyBindings),
			look: detectLook(settings, env, stdout),
			size,
			title,
			...(lesson === undefined ? {} : {lesson}),
			preferences: this.#options.preferences ?? {},
			keep: preferences => this.#options.onPreferences?.(preferences),
			clock: () => performance.now(),
			canDraw: () => this.#terminal.canDraw,
			add: (text, context) => void this.#add(text, context, true),
			paths: async text => (await this.#options.onPath?.(text)) ?? [],
			set: (name, text, context) => void this.#set(name, text, context),
			bundle: (order, context) => void this.#bundle(order, context),
			copy: text => this.#terminal.write(copyToClipboard(text)),
			redraw: () => this.#redraw(),
			suspend: () => this.#suspend(),
			end: reason => this.#end({reason}),
		});
	}

	/** The first frames are drawn without Ink: loading it takes longer than anything else here. */
	async #render(): Promise<void> {
		const {frames} = this.#controller;
		const drawPlain = () => this.#draw(plainFrame(this.#controller.frame, this.#handles));
		drawPlain();
		const unsubscribe = frames.subscribe(drawPlain);
		try {
			const {renderScreen} = await import('./components/render-screen.js');
			unsubscribe();
			if (!this.#isClosed) {
				this.#ink = renderScreen(frames, this.#handles, this.#stream);
				await this.#ink.waitUntilExit();
			}
		} catch (error) {
			this.#end(crashOf(error));
		}
	}

	/** For a screen reader: the facts as sentences, under each other. */
	#printLines(): void {
		const printer = new LinearPrinter(text => this.#terminal.write(text));
		const {frames} = this.#controller;
		const show = (frame: Frame, before?: Frame) =>
			printer.show(linearLines(frame), performance.now(), frame.screen !== before?.screen);
		show(this.#controller.frame);
		frames.subscribe(show);
	}

	#watch(): void {
		this.#store.api.subscribe((state, before) => {
			if (state.settings !== before.settings) {
				this.#handleSettings(state.settings, before.settings);
			}
			if (state.engine.kind === 'stopped') {
				this.#end({reason: 'engine-stopped'});
			} else if (state.engine.kind === 'crashed') {
				const {message, stack} = state.engine;
				this.#end({reason: 'crashed', message, stack});
			}
		});
		const {torrents = []} = this.#options;
		const {context} = this.#controller;
		context.change(screen => ({...screen, awaited: torrents.length}));
		for (const text of torrents) {
			void this.#add(text, context, false).then(() =>
				context.change(screen => ({...screen, awaited: screen.awaited - 1})),
			);
		}
	}

	#handleSettings(settings: Settings, before: Settings): void {
		const {env, stdout} = this.#options;
		this.#controller.setLook(detectLook(settings, env, stdout));
		if (settings.mouse !== before.mouse && this.#terminal.canDraw) {
			this.#terminal.write(settings.mouse ? sequences.mouseOn : sequences.mouseOff);
		}
	}

	#draw(frame: string): void {
		this.#frame = frame;
		if (this.#terminal.canDraw && !this.#isClosed) {
			this.#terminal.write(this.#writer.draw(frame));
		}
	}

	#handleResize(size: Size): void {
		this.#stream.columns = size.columns;
		this.#stream.rows = size.rows;
		this.#writer.resize(size.columns, size.rows);
		this.#controller.resize(size);
	}

	/** The terminal reads again: what was painted meanwhile, and the present after it. */
	#handleDrain(): void {
		this.#draw(this.#frame);
		this.#controller.present();
	}

	#redraw(): void {
		this.#writer.forget();
		this.#draw(this.#frame);
	}

	/**
	 * Back to the shell as any program does, and when the shell lets us go on, back to the screen of now. Where there is no
	 * shell to go to (a window of our own, a container) the system does not stop us: then we come back by ourselves.
	 */
	#suspend(): void {
		this.#terminal.leave();
		const resume = () => {
			clearTimeout(timer);
			process.off('SIGCONT', resume);
			if (!this.#isClosed) {
				this.#terminal.enter();
				this.#handleResize(this.#terminal.size);
				this.#redraw();
			}
		};
		const timer = setTimeout(resume, notStoppedMs);
		process.on('SIGCONT', resume);
		process.kill(process.pid, 'SIGTSTP');
	}

	/** `isTyped`: a person waits for it, so it is told how it goes and is what is shown next. */
	async #add(text: string, context: CommandContext, isTyped: boolean): Promise<void> {
		if (isTyped) {
			context.notify('reading the torrent…');
		}
		try {
			const torrent = await this.#options.onAdd(text);
			const before = this.#store.state.torrentIdentities;
			const result =
				typeof torrent === 'string' ? {error: torrent} : await this.#store.add(torrent);
			if ('error' in result) {
				context.notify(result.error, 'error');
			} else if (isTyped) {
				context.notify(before.has(result.torrentId) ? 'already here' : 'added');
				context.change(screen => ({
					...screen,
					lists: {
						...screen.lists,
						torrents: {...screen.lists.torrents, selected: result.torrentId},
					},
				}));
			}
		} catch (error) {
			context.notify(crashOf(error).message, 'error');
		}
	}

	async #bundle(order: BundleOrder, context: CommandContext): Promise<void> {
		const {onBundle} = this.#options;
		try {
			context.notify((await onBundle?.(order)) ?? 'no bundle can be written here');
		} catch (error) {
			context.notify(crashOf(error).message, 'error');
		}
	}

	async #set(name: string, text: string, context: CommandContext): Promise<void> {
		const change = (await this.#options.onSet?.(name, text)) ?? 'settings can’t be changed here';
		if (typeof change === 'string') {
			context.notify(change, 'attention');
		} else {
			this.#store.send({type: 'settings', settings: change});
			context.notify(`${name} = ${text}`);
		}
	}
}

function crashOf(error: unknown) {
	return {
		reason: 'crashed',
		message: error instanceof Error ? error.message : String(error),
		stack: error instanceof Error ? (error.stack ?? '') : '',
	} as const;
}
