/** Where progress is told. `update` may be called at any rate; what is written is throttled. */
export interface ProgressLine {
	/** Called only when it will be written; what it returns is already escaped. */
	update(text: () => string): void;
	/** Writes a whole line that stays. */
	note(text: string): void;
	/** Writes nothing any more; a live line is taken away. */
	close(): void;
}

/** A stream to write to: stderr, or a test's. */
export type LineStream = Pick<NodeJS.WriteStream, 'write'> & {
	readonly isTTY?: boolean;
	readonly columns?: number;
};

/** The live line is drawn at most so often. */
const liveIntervalMs = 250;
/** Without a terminal a line is written so often. */
const plainIntervalMs = 5000;

/** To the line's begin, and nothing left of it. */
const clearLine = '\u001B[1G\u001B[2K';

/** One line of a terminal, drawn over itself, never wider than it. */
class LiveLine implements ProgressLine {
	readonly #stream: LineStream;
	readonly #now: () => number;
	/** Measures the width of foreign names; it costs 40 ms to load, which happens when there is something to draw. */
	#truncate: ((text: string, columns: number) => string) | undefined;
	#loading: Promise<void> | undefined;
	#drawnAt = Number.NEGATIVE_INFINITY;
	#text = '';
	#isDrawn = false;

	constructor(stream: LineStream, now: () => number) {
		this.#stream = stream;
		this.#now = now;
	}

	update(text: () => string): void {
		const now = this.#now();
		if (now - this.#drawnAt >= liveIntervalMs) {
			this.#drawnAt = now;
			const next = text();
			if (next !== this.#text) {
				this.#text = next;
				this.#draw();
			}
		}
	}

	note(text: string): void {
		this.#clear();
		this.#stream.write(`${text}\n`);
		this.#draw();
	}

	close(): void {
		this.#text = '';
		this.#clear();
	}

	#clear(): void {
		if (this.#isDrawn) {
			this.#isDrawn = false;
			this.#stream.write(clearLine);
		}
	}

	#draw(): void {
		if (this.#truncate === undefined) {
			this.#loading ??= import('cli-truncate').then(({default: truncate}) => {
				this.#truncate = truncate;
				this.#draw();
			});
		} else if (this.#text !== '') {
			this.#clear();
			// The last column stays free: a terminal wraps when it is filled.
			this.#stream.write(this.#truncate(this.#text, (this.#stream.columns ?? 80) - 1));
			this.#isDrawn = true;
		}
	}
}

/** A line every few seconds, for pipes and terminals that can't move the cursor. */
class PlainLine implements ProgressLine {
	readonly #stream: LineStream;
	readonly #now: () => number;
	#writtenAt: number;

	constructor(stream: LineStream, now: () => number) {
		this.#stream = stream;
		this.#now = now;
		this.#writtenAt = now();
	}

	update(text: () => string): void {
		const now = this.#now();
		if (now - this.#writtenAt >= plainIntervalMs) {
			this.#writtenAt = now;
			this.note(text());
		}
	}

	note(text: string): void {
		this.#stream.write(`${text}\n`);
	}

	close(): void {}
}

/** Whether a stream can draw a line over itself. */
export function isLiveStream(stream: LineStream, term = process.env['TERM']): boolean {
	return stream.isTTY === true && term !== 'dumb';
}

/** What a progress line depends on; by default stderr and what it can do. */
export interface ProgressLineOptions {
	readonly stream?: LineStream;
	readonly isLive?: boolean;
	/** Milliseconds. */
	readonly now?: () => number;
}

/** The progress line that suits a stream: live on a terminal, a plain line every 5 s elsewhere and on `TERM=dumb`. */
export function openProgressLine(options: ProgressLineOptions = {}): ProgressLine {
	const {stream = process.stderr, now = () => performance.now()} = options;
	const isLive = options.isLive ?? isLiveStream(stream);
	return isLive ? new LiveLine(stream, now) : new PlainLine(stream, now);
}
