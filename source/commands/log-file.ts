import {once} from 'node:events';
import {createWriteStream} from 'node:fs';
import type {EngineMessage} from '../store/engine-port.js';
import {logEvents} from './event-log.js';
import {pathError} from './system-error.js';
import {typedText} from './typed-text.js';

/** Somewhere an engine's log goes. */
export interface EngineLog {
	/** Hears what the engine says. */
	handleMessage(message: EngineMessage): void;
	/** Resolves when everything is written. */
	close(): Promise<void>;
}

/**
 * Opens the file of `--log` for appending: the event log as text, the diagnostics of its peers in it. What goes wrong later (a full disk) is told once
 * to `handleError` as a sentence; the download goes on.
 * @throws UsageError or RunError when it can't be opened.
 */
export async function openLogFile(
	path: string,
	handleError: (sentence: string) => void,
): Promise<EngineLog> {
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
	const write = (text: string): void => {
		if (stream.writable) {
			stream.write(`${text}\n`);
		}
	};
	return {
		handleMessage: message => logEvents(message, write),
		close: () => new Promise(resolve => (stream.writable ? stream.end(resolve) : resolve())),
	};
}
