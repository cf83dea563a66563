import {createStore, type StoreApi} from 'zustand/vanilla';
import {applyEvents} from './apply-events.js';
import {applySnapshot} from './apply-snapshot.js';
import {emptyState} from './empty-state.js';
import type {
	AddTorrent,
	EngineEvent,
	EngineMessage,
	EnginePort,
	Intent,
	SnapshotQuery,
} from './engine-port.js';
import {defaultSettings, type Settings} from './settings.js';
import {realTimers, SnapshotPuller, type Timers} from './snapshot-puller.js';
import type {StoreState} from './store-state.js';

/** What became of a torrent that was to be added. */
export type AddResult =
	| {readonly torrentId: number}
	| {readonly error: string; readonly isUsage: boolean};

/** What a store is made of. */
export interface StoreOptions {
	readonly port: EnginePort;
	readonly settings?: Settings;
	/** Events that came before the store was there. */
	readonly initialEvents?: readonly EngineEvent[];
	readonly query?: Partial<SnapshotQuery>;
	readonly timers?: Timers;
}

/**
 * The reactive store between the engine and whoever shows it. It pulls snapshots at the `refresh` setting's frequency,
 * the next only after the last was applied, and replaces only the parts that changed. Nothing else writes it.
 */
export class SwarmStore {
	/** Subscribe to this. */
	readonly api: StoreApi<StoreState>;
	readonly #port: EnginePort;
	readonly #puller: SnapshotPuller;
	readonly #adding = new Map<number, (result: AddResult) => void>();
	readonly #stopListening: () => void;
	#nextRequestId = 1;

	constructor(options: StoreOptions) {
		const settings = options.settings ?? defaultSettings;
		const query = {torrentId: null, peerId: null, withPieces: false, ...options.query};
		this.#port = options.port;
		this.api = createStore<StoreState>(() => emptyState(settings, query));
		this.#puller = new SnapshotPuller(
			() => this.#port.send({type: 'pull', query: this.state.query}),
			settings.refresh,
			options.timers ?? realTimers,
		);
		if (options.initialEvents !== undefined) {
			this.#applyEvents(options.initialEvents);
		}
		this.#stopListening = this.#port.listen(message => this.#handleMessage(message));
		this.#puller.pullNow();
	}

	/** All that is known now. */
	get state(): StoreState {
		return this.api.getState();
	}

	/** Tells the engine what the user wants and looks again at once, so that the effect is in the next frame. */
	send(intent: Intent): void {
		this.#port.send(intent);
		this.#puller.pullNow();
	}

	/** Looks again as soon as the snapshot before is here. */
	refresh(): void {
		this.#puller.pullNow();
	}

	/** Adds a torrent; resolves when the engine took or refused it. */
	add(torrent: AddTorrent): Promise<AddResult> {
		const requestId = this.#nextRequestId++;
		return new Promise(resolve => {
			this.#adding.set(requestId, resolve);
			this.send({type: 'addTorrent', requestId, torrent});
		});
	}

	/** Changes what the next snapshots hold, and asks for one when that is news. */
	select(query: Partial<SnapshotQuery>): void {
		const before = this.state.query;
		const next = {...before, ...query};
		if (
			next.torrentId === before.torrentId &&
			next.peerId === before.peerId &&
			next.withPieces === before.withPieces &&
			next.withAllPeers === before.withAllPeers
		) {
			return;
		}
		this.api.setState({query: next});
		this.#puller.pullNow();
	}

	/** Stops pulling and listening. The engine goes on. */
	close(): void {
		this.#puller.close();
		this.#stopListening();
	}

	#handleMessage(message: EngineMessage): void {
		if (message.type === 'events') {
			this.#applyEvents(message.events);
			return;
		}
		this.api.setState(applySnapshot(this.state, message));
		this.#puller.handleApplied();
	}

	#applyEvents(events: readonly EngineEvent[]): void {
		const change = applyEvents(this.state, events);
		if (change.settings !== undefined) {
			this.#puller.setHertz(change.settings.refresh);
		}
		this.api.setState(change);
		for (const event of events) {
			if (event.type === 'addResult') {
				this.#settle(event);
			}
		}
	}

	#settle(event: Extract<EngineEvent, {type: 'addResult'}>): void {
		this.#adding.get(event.requestId)?.(
			event.torrentId === null
				? {error: event.error ?? 'the torrent was refused', isUsage: event.isUsage}
				: {torrentId: event.torrentId},
		);
		this.#adding.delete(event.requestId);
	}
}
