import {parentPort, workerData} from 'node:worker_threads';
import type {EngineMessage, Intent} from '../store/engine-port.js';
import {Engine, type EngineSink} from './engine.js';
import type {EngineOptions} from './engine-options.js';
import {transferablesOf} from './snapshot/snapshot-buffers.js';
import {eventsTaken} from './transport.js';

/** Batches of events on their way at a time; more wait here, where they are bounded. */
const maxUnacknowledged = 4;

const port = parentPort!;

class PortSink implements EngineSink {
	unacknowledged = 0;

	get isCongested(): boolean {
		return this.unacknowledged >= maxUnacknowledged;
	}

	post(message: EngineMessage): void {
		if (message.type === 'events') {
			this.unacknowledged += 1;
			port.postMessage(message);
		} else {
			port.postMessage(message, transferablesOf(message));
		}
	}
}

const sink = new PortSink();
const engine = new Engine(workerData as EngineOptions, sink);
port.on('message', (message: Intent | typeof eventsTaken) => {
	if (message === eventsTaken) {
		sink.unacknowledged -= 1;
	} else {
		void engine.handle(message);
	}
});
await engine.start();
