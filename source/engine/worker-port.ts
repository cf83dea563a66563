import {setFlagsFromString} from 'node:v8';
import {Worker} from 'node:worker_threads';
import type {EngineEvent, EngineMessage, EnginePort, Intent} from '../store/engine-port.js';
import type {EngineOptions} from './engine-options.js';
import {eventsTaken} from './transport.js';

/**
 * Most of what the engine allocates dies young, and what lives is few objects: with 3 MiB for the young it takes no more CPU
 * than with the usual 48, and idle peers take a third less memory.
 */
const maxYoungGenerationSizeMb = 3;

/**
 * Code is optimised on the thread that runs it, not on threads beside it: those keep 9 MB to themselves, and while they work the
 * engine goes on in slow code (5 % of a download's CPU). V8 takes it for threads that begin later.
 */
const compilerFlag = '--no-concurrent-recompilation';

/** How long the engine may take to leave its swarms, milliseconds. */
const stopTimeoutMs = 2500;
/** How long its thread may take to go after that. */
const exitTimeoutMs = 250;

/**
 * The screen's end of an engine that runs on a thread of its own. The thread starts with the constructor, so that it
 * gets up while the screen does. An engine that ends without being asked to becomes a `crashed` event.
 */
export class WorkerPort implements EnginePort {
	readonly #worker: Worker;
	readonly #listeners = new Set<(message: EngineMessage) => void>();
	/** What came before anybody listened. */
	#early: EngineMessage[] | undefined = [];
	readonly #stopped: Promise<void>;
	#handleStopped: () => void = () => {};
	#closing: Promise<void> | undefined;
	#isOver = false;

	constructor(options: EngineOptions) {
		this.#stopped = new Promise(resolve => {
			this.#handleStopped = resolve;
		});
		setFlagsFromString(compilerFlag);
		this.#worker = new Worker(new URL('engine-worker.js', import.meta.url), {
			workerData: options,
			name: 'unchoke-engine',
			resourceLimits: {maxYoungGenerationSizeMb},
		});
		this.#worker.on('message', (message: EngineMessage) => this.#handleMessage(message));
		this.#worker.on('error', error => this.#handleCrash(error));
		this.#worker.on('exit', code =>
			this.#handleCrash(new Error(`the engine's thread ended with code ${code}`)),
		);
	}

	send(intent: Intent): void {
		this.#worker.postMessage(intent);
	}

	listen(listener: (message: EngineMessage) => void): () => void {
		this.#listeners.add(listener);
		const early = this.#early ?? [];
		this.#early = undefined;
		for (const message of early) {
			listener(message);
		}

		return () => {
			this.#listeners.delete(listener);
		};
	}

	close(): Promise<void> {
		this.#closing ??= this.#close();
		return this.#closing;
	}

	async #close(): Promise<void> {
		this.send({type: 'stop'});
		await within(stopTimeoutMs, this.#stopped);
		this.#isOver = true;
		await within(exitTimeoutMs, this.#worker.terminate());
	}

	#handleMessage(message: EngineMessage): void {
		if (message.type === 'events') {
			this.#worker.postMessage(eventsTaken);
		}

		this.#tell(message);
		if (message.type === 'events' && message.events.some(({type}) => type === 'stopped')) {
			this.#isOver = true;
			this.#handleStopped();
		}
	}

	#handleCrash(error: Error): void {
		if (this.#isOver) {
			return;
		}

		this.#isOver = true;
		const crashed: EngineEvent = {
			type: 'crashed',
			message: error.message,
			stack: error.stack ?? '',
		};
		this.#tell({type: 'events', events: [crashed]});
		this.#handleStopped();
	}

	#tell(message: EngineMessage): void {
		this.#early?.push(message);
		for (const listener of this.#listeners) {
			listener(message);
		}
	}
}

/** Waits for something, but not forever. */
async function within(timeoutMs: number, something: Promise<unknown>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const timeout = new Promise(resolve => {
		timer = setTimeout(resolve, timeoutMs);
	});
	await Promise.race([something, timeout]);
	clearTimeout(timer);
}
