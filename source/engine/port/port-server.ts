import {once} from 'node:events';
import {chmod, rm} from 'node:fs/promises';
import {createServer, type Server, type Socket} from 'node:net';
import type {EngineEvent, EngineMessage, Snapshot} from '../../store/engine-port.js';
import {encodeMessage} from './encode-message.js';
import {parseJson, readLines} from './line-reader.js';

/** Who may look at the same time. */
const maxClients = 4;
/** What a client says is a word. */
const maxRequestLength = 4096;
/** A client that has not read so much is let go. */
const maxUnread = 32 * 1024 * 1024;

/** What a port's server is made of. */
export interface PortServerOptions {
	/** Of the socket; its folder is the user's own. */
	readonly path: string;
	/** What somebody has to hear who comes now. */
	readonly greeting: () => readonly EngineEvent[];
	/** The newest with all peers; null while there is none. */
	readonly snapshot: () => Snapshot | null;
}

/** One program that looks: it gets every event, and a snapshot when it asks for one that it has not seen. */
class Client {
	readonly #socket: Socket;
	readonly #snapshot: PortServerOptions['snapshot'];
	#isAsking = false;
	#seen = -1;

	constructor(socket: Socket, {greeting, snapshot}: PortServerOptions) {
		this.#socket = socket;
		this.#snapshot = snapshot;
		this.#write({type: 'events', events: greeting()});
		readLines(socket, maxRequestLength, line => this.#handleLine(line));
	}

	handleMessage(message: EngineMessage): void {
		if (message.type === 'events') {
			this.#write(message);
		} else if (message.allPeers !== null) {
			this.#answer();
		}
	}

	/** The one thing that can be asked for: whoever looks changes nothing. */
	#handleLine(line: string): void {
		const request = parseJson(line);
		if (typeof request === 'object' && request !== null && 'type' in request) {
			this.#isAsking ||= request.type === 'pull';
			this.#answer();
		}
	}

	#answer(): void {
		const snapshot = this.#snapshot();
		if (this.#isAsking && snapshot !== null && snapshot.sequence !== this.#seen) {
			this.#isAsking = false;
			this.#seen = snapshot.sequence;
			this.#write(snapshot);
		}
	}

	#write(message: EngineMessage): void {
		if (this.#socket.writableLength > maxUnread) {
			this.#socket.destroy();
		} else if (this.#socket.writable) {
			this.#socket.write(`${JSON.stringify(encodeMessage(message))}\n`);
		}
	}
}

/**
 * Lets other programs of the same user look at a running engine through a socket: the port's messages as lines of JSON,
 * read-only. Nothing is made for anybody who does not look.
 */
export class PortServer {
	readonly #options: PortServerOptions;
	readonly #server: Server;
	readonly #clients = new Map<Socket, Client>();

	private constructor(options: PortServerOptions) {
		this.#options = options;
		this.#server = createServer(socket => this.#accept(socket));
	}

	/**
	 * Opens the socket, in the place of one that a crash left.
	 * @throws the system's error
	 */
	static async open(options: PortServerOptions): Promise<PortServer> {
		const server = new PortServer(options);
		await rm(options.path, {force: true});
		server.#server.listen(options.path);
		await once(server.#server, 'listening');
		server.#server.unref();
		await chmod(options.path, 0o600);
		return server;
	}

	/** Hears what the port says. */
	handleMessage(message: EngineMessage): void {
		for (const client of this.#clients.values()) {
			client.handleMessage(message);
		}
	}

	/** Lets everybody go; the socket is gone then. */
	async close(): Promise<void> {
		for (const socket of this.#clients.keys()) {
			socket.destroy();
		}
		this.#server.close();
		await rm(this.#options.path, {force: true});
	}

	#accept(socket: Socket): void {
		socket.on('error', () => socket.destroy());
		if (this.#clients.size >= maxClients) {
			socket.destroy();
			return;
		}
		socket.unref();
		socket.on('close', () => this.#clients.delete(socket));
		this.#clients.set(socket, new Client(socket, this.#options));
	}
}
