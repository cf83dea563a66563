import type {EngineEvent, LogLevel} from '../store/engine-port.js';

/** Severities in rising order. */
const severity: Readonly<Record<LogLevel, number>> = {debug: 0, info: 1, warn: 2, error: 3};

/** Log lines kept while nobody takes them; above that the oldest go, and a line says how many. */
const maxLogLines = 5000;

/** A line of the event log, before it gets its time. */
export interface LogLine {
	readonly level: LogLevel;
	/** From a closed list: scripts and filters go by it. */
	readonly name: string;
	/** A whole sentence; foreign strings in it are escaped. */
	readonly text: string;
	readonly torrentId?: number;
	readonly peerId?: number;
	/** Of the peer, as shown. */
	readonly address?: string;
}

/**
 * What happened since the last batch, in order. Bounded: a screen that takes nothing (its terminal hangs) loses the
 * oldest log lines, never a state.
 */
export class EventQueue {
	#events: EngineEvent[] = [];
	#logLines = 0;
	#dropped = 0;
	#level: LogLevel = 'info';

	/** The least severe lines that are kept. */
	get level(): LogLevel {
		return this.#level;
	}

	set level(level: LogLevel) {
		this.#level = level;
	}

	get isEmpty(): boolean {
		return this.#events.length === 0;
	}

	push(event: EngineEvent): void {
		this.#events.push(event);
	}

	/** True when a line of this level is wanted: asked before an expensive text is made. */
	isLogged(level: LogLevel): boolean {
		return severity[level] >= severity[this.#level];
	}

	log(line: LogLine): void {
		if (!this.isLogged(line.level)) {
			return;
		}

		this.#logLines += 1;
		this.#events.push({
			type: 'log',
			epochMs: Date.now(),
			level: line.level,
			name: line.name,
			torrentId: line.torrentId ?? null,
			peerId: line.peerId ?? null,
			address: line.address ?? null,
			text: line.text,
		});
		if (this.#logLines > 2 * maxLogLines) {
			this.#dropOldestLines();
		}
	}

	/** The batch; the queue is empty afterwards. */
	take(): readonly EngineEvent[] {
		const events = this.#events;
		if (this.#dropped > 0) {
			events.unshift({
				type: 'log',
				epochMs: Date.now(),
				level: 'warn',
				name: 'log-lines-dropped',
				torrentId: null,
				peerId: null,
				address: null,
				text: `${this.#dropped} log lines were dropped: nobody read them in time`,
			});
		}

		this.#events = [];
		this.#logLines = 0;
		this.#dropped = 0;
		return events;
	}

	/** Half of the lines at once, so that the cost is spread over as many pushes. */
	#dropOldestLines(): void {
		let surplus = this.#logLines - maxLogLines;
		this.#dropped += surplus;
		this.#logLines = maxLogLines;
		this.#events = this.#events.filter(event => event.type !== 'log' || surplus-- <= 0);
	}
}
