import type {EngineEvent, LogLevel} from '../store/engine-port.js';
import type {StoreState} from '../store/store-state.js';
import type {DownloadSession, SessionReport} from './download-session.js';
import {eventText} from './event-log.js';
import type {ProgressLine} from './progress-line.js';
import {liveText, plainText} from './progress-text.js';
import {completeSentence} from './session-sentence.js';
import type {SessionTorrent} from './session-torrent.js';

const severity: Readonly<Record<LogLevel, number>> = {debug: 0, info: 1, warn: 2, error: 3};

/** What the progress on stderr depends on. */
export interface TextReportOptions {
	readonly line: ProgressLine;
	/** One line drawn over itself, rather than a line every few seconds. */
	readonly isLive: boolean;
	readonly isAscii: boolean;
	/** Tell each torrent's end, since the run goes on after it: there are several, or they are seeded. */
	readonly tellsEnds: boolean;
	/** Least severe event of a torrent that gets a line here; null when the log is elsewhere, or not wanted. */
	readonly level: LogLevel | null;
}

/** Tells the progress of a session on stderr, with what went wrong and what is complete. */
export class TextReport implements SessionReport {
	readonly #options: TextReportOptions;

	constructor(options: TextReportOptions) {
		this.#options = options;
	}

	handleEvents(events: readonly EngineEvent[]): void {
		for (const event of events) {
			if (event.type === 'log' && this.#isTold(event)) {
				this.#options.line.note(eventText(event));
			}
		}
	}

	handleSnapshot(_state: StoreState, {torrents}: DownloadSession): void {
		const {line, isLive, isAscii} = this.#options;
		line.update(() => (isLive ? liveText(torrents, isAscii) : torrents.map(plainText).join('\n')));
	}

	handleComplete(torrent: SessionTorrent): void {
		if (this.#options.tellsEnds) {
			this.#options.line.note(completeSentence(torrent));
		}
	}

	handleFailed(_torrent: SessionTorrent, error: string): void {
		if (this.#options.tellsEnds) {
			this.#options.line.note(error);
		}
	}

	/** What concerns all torrents (the port was taken) is always told; what concerns one, as far as it was asked for. */
	#isTold({level, torrentId}: Extract<EngineEvent, {type: 'log'}>): boolean {
		const least = this.#options.level ?? (torrentId === null ? 'warn' : null);
		return least !== null && severity[level] >= severity[least];
	}
}
