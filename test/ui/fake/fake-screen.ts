import type {SwarmStore} from '../../../source/store/store.js';
import {commandTable} from '../../../source/ui/keys/command-table.js';
import {Keymap} from '../../../source/ui/keys/keymap.js';
import {arrange} from '../../../source/ui/layout/arrange.js';
import {footerLine} from '../../../source/ui/layout/footer-line.js';
import {paneLines} from '../../../source/ui/layout/pane-frame.js';
import {panes} from '../../../source/ui/panes/panes.js';
import {ScreenController} from '../../../source/ui/screen-controller.js';
import type {Preferences} from '../../../source/ui/state/preferences.js';
import {KeyDecoder} from '../../../source/ui/terminal/key-decoder.js';
import type {Size} from '../../../source/ui/terminal/terminal.js';
import type {FakeEnginePort, FakeSwarm} from './fake-engine-port.js';
import {fakeStore, nextSnapshot, plain, plainLook} from './fake-frame.js';

/** The controller on a fake swarm, without a terminal: keys go in, lines come out. */
export class FakeScreen {
	readonly controller: ScreenController;
	readonly store: SwarmStore;
	readonly port: FakeEnginePort;
	/** What the controller asked of the world: `add …`, `copy …`, `end quit`. */
	readonly done: string[] = [];
	/** Milliseconds of the screen's clock. */
	now = 0;
	canDraw = true;
	readonly #decoder = new KeyDecoder();

	private constructor(
		store: SwarmStore,
		port: FakeEnginePort,
		size: Size,
		{
			preferences,
			lesson,
		}: {readonly preferences: Preferences; readonly lesson?: string | undefined},
	) {
		this.store = store;
		this.port = port;
		port.intents.length = 0;
		this.controller = new ScreenController({
			store,
			keymap: new Keymap(commandTable),
			look: plainLook,
			size,
			title: 'unchoke',
			...(lesson === undefined ? {} : {lesson}),
			preferences,
			keep: kept => this.done.push(`keep ${JSON.stringify(kept)}`),
			clock: () => this.now,
			canDraw: () => this.canDraw,
			add: text => this.done.push(`add ${text}`),
			paths: async text => ['one.torrent', 'only.torrent'].filter(path => path.startsWith(text)),
			bundle: order => this.done.push(`bundle ${JSON.stringify(order)}`),
			set: (name, text) => this.done.push(`set ${name} ${text}`),
			copy: text => this.done.push(`copy ${text}`),
			redraw: () => this.done.push('redraw'),
			suspend: () => this.done.push('suspend'),
			end: how => this.done.push(`end ${how}`),
		});
	}

	static async open(
		swarm: Partial<FakeSwarm> = {},
		size: Size = {columns: 200, rows: 50},
		preferences: Preferences = {},
		lesson?: string,
	): Promise<FakeScreen> {
		const {store, port} = await fakeStore(swarm);
		const screen = new FakeScreen(store, port, size, {preferences, lesson});
		await screen.snapshot();
		port.intents.length = 0;
		return screen;
	}

	get frame() {
		return this.controller.frame;
	}

	/** Types, as a terminal would send it. */
	type(text: string): void {
		for (const event of [...this.#decoder.push(text), ...this.#decoder.flush()]) {
			this.controller.handleInput(event);
		}
	}

	/** What the engine was told, without pulls, as `type torrent peer`. */
	get told(): readonly string[] {
		return this.port.intents
			.filter(intent => intent.type !== 'logLevel')
			.map(intent =>
				[
					intent.type,
					'torrentId' in intent ? intent.torrentId : '',
					'peerId' in intent ? intent.peerId : '',
				]
					.join(' ')
					.trim(),
			);
	}

	/** The next state of the swarm. */
	async snapshot(): Promise<void> {
		await nextSnapshot(this.store);
	}

	/** The lines of a pane as they stand now, plain. */
	pane(id: keyof typeof panes): readonly string[] {
		const {frame} = this;
		const placed = arrange(frame.screen, frame.size, frame.store.torrents.size)
			.lines.flat()
			.find(each => each.id === id);
		return placed === undefined ? [] : paneLines(frame, placed, panes[id]).map(plain);
	}

	/** The footer, plain. */
	get footer(): string {
		return plain(footerLine(this.frame, this.frame.size.columns)).trimEnd();
	}
}
