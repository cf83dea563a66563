import {once} from 'node:events';
import {createServer, type Server, type Socket} from 'node:net';
import type {ExecutionContext} from 'ava';
import {TestClient} from '../../lab/test-client.js';

/** A peer that listens: our engine dials it. */
export class ListeningPeer {
	readonly host = '127.0.0.1';
	port = 0;
	/** Its connections, oldest first. */
	readonly clients: TestClient[] = [];
	readonly #server: Server;
	readonly #waiting = new Set<() => void>();

	constructor(t: ExecutionContext, begin: (client: TestClient) => void) {
		this.#server = createServer((socket: Socket) => {
			const client = new TestClient(socket);
			// What our engine calls the peer is the address it dialled.
			client.localPort = this.port;
			this.clients.push(client);
			t.teardown(() => client.close());
			begin(client);
			for (const look of this.#waiting) {
				look();
			}
		});
		t.teardown(() => this.#server.close());
	}

	/** Listens: on any port, unless one is given. */
	async open(port = 0): Promise<void> {
		this.#server.listen(port, this.host);
		await once(this.#server, 'listening');
		const address = this.#server.address();
		this.port = typeof address === 'object' ? address!.port : 0;
	}

	/** The connection of this number, the first is 1. */
	async connection(number = 1): Promise<TestClient> {
		const {promise, resolve} = Promise.withResolvers<TestClient>();
		const look = (): void => {
			const client = this.clients[number - 1];
			if (client !== undefined) {
				resolve(client);
			}
		};
		this.#waiting.add(look);
		look();
		const client = await promise;
		this.#waiting.delete(look);
		return client;
	}
}
