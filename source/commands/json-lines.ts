/** Characters that JSON lets through and a terminal acts on: DEL, C1 controls, line and bidi marks. */
const unsafe = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/** One value as one line of JSON that is safe to look at in a terminal. */
export function jsonLine(value: unknown): string {
	return JSON.stringify(value).replaceAll(
		unsafe,
		character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** The types of lines that `--json` knows. */
export type LineType =
	| 'torrent'
	| 'progress'
	| 'peer'
	| 'log'
	| 'diagnostics'
	| 'finding'
	| 'check'
	| 'scenario'
	| 'report'
	| 'complete'
	| 'failed';

/** Writes newline-delimited JSON: every line has its `type` and the `time` (ISO 8601). */
export class JsonLines {
	readonly #write: (text: string) => void;
	readonly #epochMs: () => number;

	constructor(write: (text: string) => void, epochMs: () => number = Date.now) {
		this.#write = write;
		this.#epochMs = epochMs;
	}

	/** Writes a line; `epochMs` is when it happened, now when absent. */
	line(type: LineType, fields: object, epochMs = this.#epochMs()): void {
		const time = new Date(epochMs).toISOString();
		this.#write(`${jsonLine({type, time, ...fields})}\n`);
	}
}
