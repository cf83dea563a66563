import type {TrackerClient, TrackerClientOptions} from './tracker/tracker-client.js';
import type {PacketCounts} from './tracker/udp-exchange.js';

/**
 * The tracker client, loaded with the first announce: HTTP, TLS and UDP take as long to load as all the rest of
 * the engine, and the screen waits for the engine.
 */
export class LazyTrackerClient implements Pick<TrackerClient, 'announce'> {
	readonly #options: TrackerClientOptions;
	#loading: Promise<TrackerClient> | undefined;
	#client: TrackerClient | undefined;

	constructor(options: TrackerClientOptions) {
		this.#options = options;
	}

	/** UDP packets so far. */
	get packets(): PacketCounts {
		return this.#client?.udp.counts ?? {out: 0, in: 0};
	}

	async announce(...args: Parameters<TrackerClient['announce']>): Promise<void> {
		this.#loading ??= this.#load();
		await (await this.#loading).announce(...args);
	}

	async #load(): Promise<TrackerClient> {
		const {TrackerClient: Client} = await import('./tracker/tracker-client.js');
		this.#client = new Client(this.#options);
		return this.#client;
	}
}
