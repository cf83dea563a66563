import {diagnosticsName} from '../store/diagnostics-block.js';
import type {EngineMessage, LogLevel} from '../store/engine-port.js';

/** An event in words: most name the peer's address themselves, the others get it in front. */
export function eventText({address, text}: {address: string | null; text: string}): string {
	return address === null || text.includes(address) ? text : `${address} ${text}`;
}

/** One line of the event log: time, level and text. */
export function logLine(epochMs: number, level: LogLevel, text: string): string {
	return `${new Date(epochMs).toISOString()} ${level.padEnd(5)} ${text}`;
}

/** Writes the events of a message that belong into the log, a line each. */
export function logEvents(message: EngineMessage, write: (line: string) => void): void {
	for (const event of message.type === 'events' ? message.events : []) {
		if (event.type === 'log') {
			// The block stands as the seeds have it, without a time in front.
			const isBlock = event.name === diagnosticsName;
			write(isBlock ? event.text : logLine(event.epochMs, event.level, eventText(event)));
		} else if (event.type === 'crashed') {
			write(logLine(Date.now(), 'error', event.stack));
		}
	}
}
