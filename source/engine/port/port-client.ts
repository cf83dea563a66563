import {createConnection, type Socket} from 'node:net';
import {ParseError} from '../../protocol/parse-error.js';
import type {EngineMessage, EnginePort, Intent} from '../../store/engine-port.js';
import {decodeMessage} from './decode-message.js';
import {parseJson, readLines} from './line-reader.js';

/** The longest message: thousands of peers in a snapshot, a full log in a greeting. */
const maxMessageLength = 64 * 1024 * 1024;

/**
 * The port of an engine in another process of the same user, as `PortServer` offers it. It can look and nothing else: all
 * intents but `pull` are lost on the way, and closing it leaves the engine as it is. When the other side is gone
 * it says `stopped`.
 */
export class PortClient implements EnginePort {
	readonly #socket: Socket;
	readonly #listeners = new Set<(message: EngineMessage) => void>();
	/** What came before anybody listened. */
	#early: EngineMessage[] | undefined = [];
	#peek: ((first: EngineMessage) => void) | undefined;
	#isClosed = false;

	/** Begins to connect to the socket at `path`. */
	constructor(path: string) {
		this.#socket = createConnection(path);
		this.#socket.on('error', () => this.#socket.destroy());
		this.#socket.on('close', () => this.#handleGone());
		readLines(this.#socket, maxMessageLength, line => this.#handleLine(line));
	}

	/** Hears the first message without taking it: it is kept for who listens. To be called before anything can come. */
	peek(handleFirst: (message: EngineMessage) => void): void {
		this.#peek = handleFirst;
	}

	send(intent: Intent): void {
		if (intent.type === 'pull' && this.#socket.writable) {
			this.#socket.write('{"type":"pull"}\n');
		}
	}

	listen(listener: (message: EngineMessage) => void): () => void {
		this.#listeners.add(listener);
		const early = this.#early ?? [];
		this.#early = undefined;
		for (const message of early) {
			listener(message);
		}
		return () => this.#listeners.delete(listener);
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		this.#socket.destroy();
	}

	#handleLine(line: string): void {
		const message = decodeMessage(parseJson(line));
		// What a program of another version says beside what we know is not for us.
		if (!(message instanceof ParseError)) {
			this.#tell(message);
		}
	}

	#handleGone(): void {
		if (!this.#isClosed) {
			this.#isClosed = true;
			this.#tell({type: 'events', events: [{type: 'stopped'}]});
		}
	}

	#tell(message: EngineMessage): void {
		this.#early?.push(message);
		this.#peek?.(message);
		this.#peek = undefined;
		for (const listener of this.#listeners) {
			listener(message);
		}
	}
}
