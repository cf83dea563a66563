import {writeSync} from 'node:fs';
import {StringDecoder} from 'node:string_decoder';
import type {ReadStream, WriteStream} from 'node:tty';
import {type InputEvent, KeyDecoder} from './key-decoder.js';

/** A size in cells. */
export interface Size {
	readonly columns: number;
	readonly rows: number;
}

/** What a terminal tells. */
export interface TerminalEvents {
	handleInput(event: InputEvent): void;
	handleResize(size: Size): void;
	/** Everything written so far went out after a stall. */
	handleDrain(): void;
	/** The terminal is gone. */
	handleGone(): void;
}

/** An escape that nothing follows for this long is the Escape key. */
const escapeDelayMs = 30;

/** A terminal's output as Node has it: with its descriptor, and the handle that decides whether a write waits. */
export type TerminalOutput = WriteStream & {
	readonly fd: number;
	readonly _handle?: {setBlocking?(isBlocking: boolean): number} | null;
};

/**
 * The real terminal while the screen is shown: raw input as events, output that never waits, and all modes put back
 * however it ends. Node writes to a terminal synchronously; one that stops reading would then stop this whole thread,
 * signals included, so its handle is set not to block and `isStalled` says when not to draw.
 */
export class Terminal {
	readonly #stdin: ReadStream;
	readonly #stdout: TerminalOutput;
	readonly #events: TerminalEvents;
	readonly #enterSequence: () => string;
	readonly #leaveSequence: string;
	readonly #decoder = new KeyDecoder();
	readonly #utf8 = new StringDecoder('utf8');
	#escapeTimer: ReturnType<typeof setTimeout> | undefined;
	#isShown = false;
	#isGone = false;
	#wasStalled = false;

	constructor(options: {
		readonly stdin: ReadStream;
		readonly stdout: TerminalOutput;
		/** Turns on what the screen needs. */
		readonly enterSequence: () => string;
		/** Turns everything off again; harmless where it was never on. */
		readonly leaveSequence: string;
		readonly events: TerminalEvents;
	}) {
		this.#stdin = options.stdin;
		this.#stdout = options.stdout;
		this.#enterSequence = options.enterSequence;
		this.#leaveSequence = options.leaveSequence;
		this.#events = options.events;
		// These stay: a terminal that vanishes after we left must not end the process either.
		this.#stdout.on('error', this.#handleGone);
		this.#stdin.on('error', this.#handleGone);
	}

	/** The terminal's size; 80×24 where it does not tell. */
	get size(): Size {
		return {columns: this.#stdout.columns || 80, rows: this.#stdout.rows || 24};
	}

	/** The screen is ours, and the terminal takes what is drawn. */
	get canDraw(): boolean {
		return this.#isShown && !this.isStalled;
	}

	/** Output waits in our own buffer: the terminal has stopped reading. */
	get isStalled(): boolean {
		return this.#stdout.writableLength > 0;
	}

	/** Takes the terminal over. */
	enter(): void {
		if (this.#isShown) {
			return;
		}
		this.#isShown = true;
		this.#setBlocking(false);
		this.#stdout.on('resize', this.#handleResize);
		this.#stdin.on('data', this.#handleData);
		this.#stdin.on('end', this.#handleGone);
		this.#stdin.setRawMode(true);
		this.#stdin.resume();
		this.write(this.#enterSequence());
	}

	/** Gives the terminal back as it was. Harmless when it is not ours. */
	leave(): void {
		if (!this.#isShown) {
			return;
		}
		this.#release();
		this.write(this.#leaveSequence);
		// Waiting for a stalled terminal could take forever; whoever writes next finds it as it is.
		if (!this.isStalled) {
			this.#setBlocking(true);
		}
	}

	/**
	 * As {@link leave}, when the process is about to end and nothing that waits would still be written. A terminal that has
	 * stopped reading is left alone: waiting for it would keep the process from ending.
	 */
	leaveNow(): void {
		if (!this.#isShown) {
			return;
		}
		const isStalled = this.isStalled;
		this.#release();
		if (!this.#isGone && !isStalled) {
			try {
				writeSync(this.#stdout.fd, this.#leaveSequence);
			} catch {
				// The terminal is gone: there is nothing to give back.
			}
		}
	}

	/** Writes without waiting; returns at once. */
	write(data: string): void {
		if (data === '' || this.#isGone || this.#stdout.destroyed) {
			return;
		}
		this.#stdout.write(data, this.#handleWritten);
		this.#wasStalled ||= this.isStalled;
	}

	/** Resolves when everything is written, or after `withinMs` when the terminal does not take it. */
	async flush(withinMs: number): Promise<void> {
		if (this.#isGone || !this.isStalled) {
			return;
		}
		await Promise.race([
			new Promise(resolve => this.#stdout.write('', resolve)),
			new Promise(resolve => setTimeout(resolve, withinMs).unref()),
		]);
	}

	#release(): void {
		this.#isShown = false;
		clearTimeout(this.#escapeTimer);
		this.#stdout.off('resize', this.#handleResize);
		this.#stdin.off('data', this.#handleData);
		this.#stdin.off('end', this.#handleGone);
		this.#stdin.pause();
		try {
			this.#stdin.setRawMode(false);
		} catch {
			// The terminal is gone, and its mode with it.
		}
	}

	#setBlocking(isBlocking: boolean): void {
		this.#stdout._handle?.setBlocking?.(isBlocking);
	}

	readonly #handleData = (chunk: Buffer): void => {
		clearTimeout(this.#escapeTimer);
		for (const event of this.#decoder.push(this.#utf8.write(chunk))) {
			this.#events.handleInput(event);
		}
		if (this.#decoder.isPending) {
			this.#escapeTimer = setTimeout(this.#handleSilence, escapeDelayMs);
		}
	};

	readonly #handleSilence = (): void => {
		for (const event of this.#decoder.flush()) {
			this.#events.handleInput(event);
		}
	};

	readonly #handleResize = (): void => this.#events.handleResize(this.size);

	readonly #handleWritten = (): void => {
		if (this.#wasStalled && !this.isStalled) {
			this.#wasStalled = false;
			this.#events.handleDrain();
		}
	};

	readonly #handleGone = (): void => {
		if (!this.#isGone) {
			this.#isGone = true;
			this.#events.handleGone();
		}
	};
}
