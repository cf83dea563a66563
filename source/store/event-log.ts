import type {EngineEvent} from './engine-port.js';

/** A line of the log as the engine told it, with its number since the start. */
export type LogLine = Extract<EngineEvent, {type: 'log'}> & {readonly number: number};

/** Lines kept; older ones go. At some 200 bytes each this is a few megabytes at most. */
const keptLogLines = 10_000;

/**
 * The newest lines of the event log. Written in place (a busy swarm logs hundreds of lines a second and a copy of ten
 * thousand for each would be waste); `total` tells whether anything is new.
 */
export class EventLog {
	readonly #lines: Array<LogLine | undefined>;
	#total = 0;

	constructor(capacity = keptLogLines) {
		this.#lines = new Array<LogLine | undefined>(capacity);
	}

	/** Lines ever added: the number the next line will get. */
	get total(): number {
		return this.#total;
	}

	/** The number of the oldest line still here. */
	get first(): number {
		return Math.max(0, this.#total - this.#lines.length);
	}

	/** Adds a line at the end. */
	add(event: Extract<EngineEvent, {type: 'log'}>): void {
		this.#lines[this.#total % this.#lines.length] = {...event, number: this.#total};
		this.#total++;
	}

	/** The line of a number, undefined when it is gone or not there yet. */
	line(number: number): LogLine | undefined {
		return number >= this.first && number < this.#total
			? this.#lines[number % this.#lines.length]
			: undefined;
	}

	/**
	 * At most `limit` lines that match, in order, the last of them at or before `end` (exclusive). It walks backwards
	 * and stops when it has enough, so that following the log never looks at all of it.
	 */
	before(end: number, limit: number, matches: (line: LogLine) => boolean): readonly LogLine[] {
		const found: LogLine[] = [];
		for (let number = Math.min(end, this.#total) - 1; number >= this.first; number--) {
			const line = this.line(number);
			if (line !== undefined && matches(line)) {
				found.push(line);
				if (found.length === limit) {
					break;
				}
			}
		}
		return found.reverse();
	}
}
