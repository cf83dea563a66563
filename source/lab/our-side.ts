import {once} from 'node:events';
import {mkdir, writeFile} from 'node:fs/promises';
import {createServer, type Server} from 'node:net';
import {join} from 'node:path';

/** Puts a file where a torrent called `name` needs its folder. */
export async function blockFolder(dir: string, name: string): Promise<void> {
	await mkdir(dir, {recursive: true});
	await writeFile(join(dir, name), 'in the way\n');
}

/** Listens on a port of the loopback so that our client can't. */
export class PortTaker {
	readonly #server: Server;

	private constructor(server: Server) {
		this.#server = server;
	}

	/** The port is taken when this resolves, by us or by somebody who was there before. */
	static async take(port: number): Promise<PortTaker> {
		const server = createServer(socket => socket.destroy());
		server.listen(port, '127.0.0.1');
		// Taken already: that is as good.
		await once(server, 'listening').catch(() => undefined);
		return new PortTaker(server);
	}

	close(): void {
		this.#server.close();
	}
}
