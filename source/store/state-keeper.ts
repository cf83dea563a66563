import {applyEvents} from './apply-events.js';
import {applySnapshot} from './apply-snapshot.js';
import {emptyState} from './empty-state.js';
import type {EngineMessage, Snapshot} from './engine-port.js';
import type {Settings} from './settings.js';
import type {StoreState} from './store-state.js';

/**
 * The state that a port's messages add up to, kept by somebody who only listens: the help bundle, the socket other
 * programs look through, a recording that is shown again. Snapshots without every torrent's part are passed over.
 */
export class StateKeeper {
	#state: StoreState;
	#snapshot: Snapshot | null = null;

	constructor(settings: Settings) {
		const query = {torrentId: null, peerId: null, withPieces: false, withAllPeers: true};
		this.#state = emptyState(settings, query);
	}

	/** All that is known now. */
	get state(): StoreState {
		return this.#state;
	}

	/** The newest snapshot with all peers, as it came. */
	get snapshot(): Snapshot | null {
		return this.#snapshot;
	}

	/** Takes in any message. */
	handleMessage(message: EngineMessage): void {
		if (message.type === 'events') {
			this.#state = {...this.#state, ...applyEvents(this.#state, message.events)};
		} else if (message.allPeers !== null) {
			this.#snapshot = message;
			this.#state = {...this.#state, ...applySnapshot(this.#state, message)};
		}
	}
}
