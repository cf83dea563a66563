import {createServer} from 'node:net';
import {parentPort, workerData} from 'node:worker_threads';

/**
 * A thread that listens and then sleeps for good: its sockets take no connection, and once their short queues are full the
 * system drops every further attempt without an answer. See `black-hole.ts`.
 */
const {host, count} = workerData as {readonly host: string; readonly count: number};
const ports: number[] = [];
for (let opened = 0; opened < count; opened++) {
	const server = createServer();
	server.listen({host, port: 0, backlog: 1}, () => {
		const address = server.address();
		ports.push(typeof address === 'object' && address !== null ? address.port : 0);
		if (ports.length === count) {
			parentPort?.postMessage(ports);
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
		}
	});
}
