import {createServer, type Server, type Socket} from 'node:net';
import {describeSystemError} from './socket-failure.js';

/** What came of trying to listen. */
export interface ListenResult {
	/** Null when we don't listen. */
	readonly port: number | null;
	/** A sentence when it is not the port that was asked for, or none at all (E19); null when all is well. */
	readonly message: string | null;
	/** The system's code when we don't listen. */
	readonly failureCode: string | null;
}

/** Where to listen. */
export interface ListenOptions {
	/** 0 for any. */
	readonly port: number;
	/** A local address; absent for all of them. */
	readonly host?: string;
}

/** Ports tried after the one asked for. */
const portAttempts = 50;

const tryListen = (server: Server, options: {port: number; host: string}): Promise<void> =>
	new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen({...options, backlog: 512}, () => {
			server.off('error', reject);
			resolve();
		});
	});

/** The one port peers connect to. Gives every accepted connection away as a raw socket handle holder. */
export class Listener {
	#server: Server | undefined;
	readonly #handleSocket: (socket: Socket) => void;

	readonly #handleError: (code: string | undefined) => void;

	/**
	 * @param handleSocket takes a paused socket that nobody has read from
	 * @param handleError hears of connections that could not be accepted, by the system's code
	 */
	constructor(
		handleSocket: (socket: Socket) => void,
		handleError: (code: string | undefined) => void = () => {},
	) {
		this.#handleSocket = handleSocket;
		this.#handleError = handleError;
	}

	/** Listens on the port, or the next free one. Never throws: not listening is a state with a sentence. */
	async listen({port, host}: ListenOptions): Promise<ListenResult> {
		const hosts = host === undefined ? ['::', '0.0.0.0'] : [host];
		let lastError: NodeJS.ErrnoException | undefined;
		const last = port === 0 ? 0 : Math.min(65_535, port + portAttempts);
		for (let attempt = port; attempt <= last; attempt += 1) {
			const result = await this.#listenOn(attempt, hosts);
			if (typeof result === 'number') {
				const isMoved = port !== 0 && result !== port;
				return {
					port: result,
					failureCode: null,
					message: isMoved ? `Port ${port} is in use; listening on port ${result} instead` : null,
				};
			}

			lastError = result;
			if (result.code !== 'EADDRINUSE') {
				break;
			}
		}

		const where = host === undefined ? `port ${port}` : `port ${port} of ${host}`;
		return {
			port: null,
			failureCode: lastError!.code ?? null,
			message: `Not listening on ${where}: ${describeSystemError(lastError!)}; peers cannot connect to us`,
		};
	}

	close(): void {
		this.#server?.close();
		this.#server = undefined;
	}

	/** The port, or why not. IPv4 alone where the machine has no IPv6. */
	async #listenOn(port: number, hosts: readonly string[]): Promise<number | NodeJS.ErrnoException> {
		let failure: NodeJS.ErrnoException | undefined;
		for (const host of hosts) {
			const server = createServer({pauseOnConnect: true, noDelay: true}, this.#handleSocket);
			try {
				await tryListen(server, {port, host});
			} catch (error) {
				failure = error as NodeJS.ErrnoException;
				if (failure.code === 'EAFNOSUPPORT' || failure.code === 'EADDRNOTAVAIL') {
					continue;
				}

				return failure;
			}

			// EMFILE on accept and the like: the kernel keeps the queue, the next accept tries again.
			server.on('error', (error: NodeJS.ErrnoException) => this.#handleError(error.code));
			this.#server = server;
			const address = server.address();
			return typeof address === 'object' && address !== null ? address.port : port;
		}

		return failure!;
	}
}
