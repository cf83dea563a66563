import {once} from 'node:events';
import {createWriteStream} from 'node:fs';
import type {EngineEvent, LogLevel} from '../store/engine-port.js';
import type {SessionReport} from './download-session.js';
import {pathError} from './system-error.js';
import {typedText} from './typed-text.js';

/** An event in words: most name the peer's address themselves, the others get it in front. */
export function eventText({address, text}: {address: string | null; text: string}): string {
	return address === null || text.includes(address) ? text : `${address} ${text}`;
}

/** One line of the event log: time, level and text. */
export function logLine(epochMs: number, level: LogLevel, text: string): string {
	return `${new Date(epochMs).toISOString()} ${level.padEnd(5)} ${text}`;
}

/** The event log as text, a line an event. */
export class EventLogReport implements SessionReport {
	readonly #write: (line: string) => void;

	constructor(write: (line: string) => void) {
		this.#write = write;
	}

	handleEvents(events: readonly EngineEvent[]): void {
		for (const event of events) {
			if (event.type === 'log') {
				this.#write(logLine(event.epochMs, event.level, eventText(event)));
			} else if (event.type === 'crashed') {
				this.#write(logLine(Date.now(), 'error', event.stack));
			}
		}
	}
}

/** A log file that is open for appending. */
export interface LogFile {
	write(line: string): void;
	close(): Promise<void>;
}

/**
 * Opens a log file for appending. What goes wrong later (a full disk) is told once to `handleError` as a sentence; the
 * download goes on.
 * @throws UsageError or RunError when it can't be opened.
 */
export async function openLogFile(
	path: string,
	handleError: (sentence: string) => void,
): Promise<LogFile> {
	const name = typedText(path);
	const stream = createWriteStream(path, {flags: 'a', mode: 0o644});
	try {
		await once(stream, 'open');
	} catch (error) {
		throw pathError(error, `cannot write the log file ${name}`);
	}
	stream.on('error', error => {
		handleError(pathError(error, `the log file ${name} ends here`).message);
	});
	return {
		write: line => {
			if (stream.writable) {
				stream.write(`${line}\n`);
			}
		},
		close: () => new Promise(resolve => (stream.writable ? stream.end(resolve) : resolve())),
	};
}
