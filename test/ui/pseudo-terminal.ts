import {createRequire} from 'node:module';
import path from 'node:path';
import process from 'node:process';
import {type IPty, spawn} from '@lydell/node-pty';
import type {IBufferCell, Terminal as XtermTerminal} from '@xterm/headless';
import type {ExecutionContext} from 'ava';

const {Terminal} = createRequire(import.meta.url)('@xterm/headless') as {
	readonly Terminal: typeof XtermTerminal;
};

/** How a program is put into a terminal. */
export interface PseudoTerminalOptions {
	readonly columns?: number;
	readonly rows?: number;
	readonly env?: Readonly<Record<string, string>>;
	/** `TERM`; one with 256 colours when absent. */
	readonly name?: string;
}

/** How long to wait for what should happen at once: these machines may be slow and busy. */
const patienceMs = 30_000;

/** A program in a real pseudo terminal, with a terminal emulator at the other end to look at. */
export class PseudoTerminal {
	readonly terminal: XtermTerminal;
	readonly pty: IPty;
	readonly startedAt = performance.now();
	/** Bytes that came out so far. */
	bytes = 0;
	/** Everything that came out, for the sequences in it. */
	output = '';
	/** Resolves with the exit code or the signal. */
	readonly exited: Promise<{readonly exitCode: number; readonly signal: number | undefined}>;
	readonly #waiting = new Set<() => void>();
	#parsing = 0;

	constructor(command: readonly string[], options: PseudoTerminalOptions = {}) {
		const {columns = 120, rows = 35} = options;
		this.terminal = new Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 100});
		const [file = '', ...args] = command;
		this.pty = spawn(file, args, {
			name: options.name ?? 'xterm-256color',
			cols: columns,
			rows,
			env: {
				PATH: process.env['PATH'] ?? '',
				HOME: process.env['HOME'] ?? '',
				LANG: 'C.UTF-8',
				...options.env,
			},
		});
		this.pty.onData(data => this.#handleData(data));
		this.exited = new Promise(resolve => {
			this.pty.onExit(({exitCode, signal}) => {
				resolve({exitCode, signal});
				this.#look();
			});
		});
	}

	/** The lines of the terminal as they are now. */
	get lines(): readonly string[] {
		const {active} = this.terminal.buffer;
		return Array.from({length: this.terminal.rows}, (_, row) =>
			(active.getLine(active.viewportY + row)?.translateToString(true) ?? '').trimEnd(),
		);
	}

	/** Frames that came out so far. */
	get frames(): number {
		return this.output.split('\x1B[?2026h').length - 1;
	}

	/** All lines in one. */
	get text(): string {
		return this.lines.join('\n');
	}

	/** Whether the alternate screen is shown. */
	get isAlternate(): boolean {
		return this.terminal.buffer.active.type === 'alternate';
	}

	/** A cell, for its colours. */
	cell(column: number, row: number): IBufferCell | undefined {
		const {active} = this.terminal.buffer;
		return active.getLine(active.viewportY + row)?.getCell(column);
	}

	/** Types. */
	type(keys: string): void {
		this.pty.write(keys);
	}

	/** Another size, as when a person pulls at the window's corner. */
	resize(columns: number, rows: number): void {
		this.terminal.resize(columns, rows);
		this.pty.resize(columns, rows);
	}

	/** Waits until the terminal looks as it should; fails with what it looked like. */
	async until(
		looksRight: (text: string) => boolean,
		what: string,
		withinMs = patienceMs,
	): Promise<void> {
		await this.#until(() => looksRight(this.text), what, {withinMs});
	}

	/** Waits until the terminal shows a text. */
	async shows(text: string): Promise<void> {
		await this.#until(() => this.text.includes(text), `the screen to show ${JSON.stringify(text)}`);
	}

	/** Resolves when the next byte comes out. */
	async nextByte(): Promise<void> {
		const before = this.bytes;
		await this.#until(() => this.bytes > before, 'another byte', {isWhole: false});
	}

	/** Waits until something came out that holds a sequence. */
	async wrote(sequence: string): Promise<void> {
		await this.#until(() => this.output.includes(sequence), JSON.stringify(sequence));
	}

	/** Ends the program if it still runs. */
	close(): void {
		try {
			this.pty.kill('SIGKILL');
		} catch {
			// It has ended already.
		}
		this.terminal.dispose();
	}

	#handleData(data: string): void {
		this.bytes += Buffer.byteLength(data);
		this.output += data;
		this.#parsing++;
		this.#look();
		this.terminal.write(data, () => {
			this.#parsing--;
			this.#look();
		});
	}

	#look(): void {
		for (const look of this.#waiting) {
			look();
		}
	}

	async #until(
		isRight: () => boolean,
		what: string,
		{isWhole = true, withinMs = patienceMs} = {},
	): Promise<void> {
		let timer: ReturnType<typeof setTimeout> | undefined;
		let look = () => {};
		try {
			await new Promise<void>((resolve, reject) => {
				look = () => {
					if ((!isWhole || this.#parsing === 0) && isRight()) {
						resolve();
					}
				};
				timer = setTimeout(() => {
					reject(new Error(`waited in vain for ${what}; the screen was\n${this.text}`));
				}, withinMs);
				this.#waiting.add(look);
				look();
			});
		} finally {
			clearTimeout(timer);
			this.#waiting.delete(look);
		}
	}
}

const program = path.join(import.meta.dirname, 'fake/screen-program.js');

/** The screen on the usual fake swarm, as a person would type it. */
export function screenCommand(): string {
	return `'${process.execPath}' '${program}'`;
}

/** The screen opened on a fake swarm, for as long as the test runs. */
export function opened(
	t: ExecutionContext,
	swarm: object = {},
	options: PseudoTerminalOptions = {},
): PseudoTerminal {
	const screen = new PseudoTerminal([process.execPath, program, JSON.stringify(swarm)], options);
	t.teardown(() => screen.close());
	return screen;
}
