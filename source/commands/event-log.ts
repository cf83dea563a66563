import {once} from 'node:events';
import {createWriteStream, type WriteStream} from 'node:fs';
import {diagnosticsBlock} from '../store/diagnostics-block.js';
import type {EngineEvent} from '../store/engine-port.js';
import {statisticsLines} from '../store/statistics-lines.js';
import type {StoreState} from '../store/store-state.js';
import type {DownloadSession, SessionReport, SessionTorrent} from './download-session.js';
import {peersOf} from './json-report.js';
import {pathError} from './system-error.js';
import {typedText} from './typed-text.js';

/**
 * The event log as text: `time level address text`, a line each. Every `diagnosticsInterval` the PEER CONNECTION
 * DIAGNOSTICS block and the three statistics lines of the seeds follow.
 */
export class EventLogReport implements SessionReport {
	readonly #write: (line: string) => void;
	readonly #diagnosticsIntervalMs: number;
	#diagnosedAt: number | undefined;

	/** `write` takes one or more whole lines without the last line break. */
	constructor(write: (line: string) => void, diagnosticsIntervalMs: number) {
		this.#write = write;
		this.#diagnosticsIntervalMs = diagnosticsIntervalMs;
	}

	handleEvents(events: readonly EngineEvent[]): void {
		for (const event of events) {
			if (event.type === 'log') {
				this.#line(event.epochMs, event.level, event.address, event.text);
			} else if (event.type === 'ready' && event.message !== null) {
				this.#line(Date.now(), 'warn', null, event.message);
			} else if (event.type === 'crashed') {
				this.#line(Date.now(), 'error', null, event.stack);
			}
		}
	}

	handleSnapshot(state: StoreState, session: DownloadSession): void {
		this.#diagnosedAt ??= state.now;
		if (state.now - this.#diagnosedAt < this.#diagnosticsIntervalMs) {
			return;
		}
		this.#diagnosedAt = state.now;
		for (const torrent of session.torrents) {
			if (torrent.row !== undefined) {
				this.#write(diagnosticsBlock(peersOf(state, torrent)));
				for (const line of statisticsLines(torrent.row)) {
					this.#line(state.epochMs, 'info', null, line);
				}
			}
		}
	}

	handleFailed(_torrent: SessionTorrent, error: string): void {
		this.#line(Date.now(), 'error', null, error);
	}

	#line(epochMs: number, level: string, address: string | null, text: string): void {
		const time = new Date(epochMs).toISOString();
		this.#write(`${time} ${level.padEnd(5)} ${address === null ? '' : `${address} `}${text}`);
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
	const stream: WriteStream = createWriteStream(path, {flags: 'a', mode: 0o644});
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
