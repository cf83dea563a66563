import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';

/** Connections that fill a listen queue of one; more than it takes on any system, since full is full. */
const fillers = 4;

/** Real milliseconds until the fillers have filled the queues. */
const fillingMs = 50;

/** Addresses on this machine that don't answer a connection attempt at all, as a firewall makes them. */
export class BlackHole {
	readonly ports: readonly number[];
	readonly #worker: Worker;
	readonly #sockets: readonly Socket[];

	private constructor(worker: Worker, ports: readonly number[], sockets: readonly Socket[]) {
		this.#worker = worker;
		this.ports = ports;
		this.#sockets = sockets;
	}

	/** Opens `count` of them on `host`. */
	static async open(host: string, count: number): Promise<BlackHole> {
		const worker = new Worker(new URL('./black-hole-worker.js', import.meta.url), {
			workerData: {host, count},
		});
		const [ports] = (await once(worker, 'message')) as [readonly number[]];
		worker.unref();
		const sockets = ports.flatMap(port =>
			Array.from({length: fillers}, () => {
				const socket = connect({host, port});
				socket.on('error', () => undefined);
				socket.unref();
				return socket;
			}),
		);
		await sleep(fillingMs);
		return new BlackHole(worker, ports, sockets);
	}

	async close(): Promise<void> {
		for (const socket of this.#sockets) {
			socket.destroy();
		}

		await this.#worker.terminate();
	}
}
