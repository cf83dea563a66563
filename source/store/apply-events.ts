import type {EngineEvent} from './engine-port.js';
import type {EngineStatus, StoreState} from './store-state.js';

/** Closed connections, failed pieces and changes of findings kept, each, for the diagnoses and the help bundle. */
const keptHappenings = 500;

type Change = Partial<StoreState>;
type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, {type: Type}>;

/**
 * The parts of the state that a batch of events replaces. A map is copied once a batch and only when something in it
 * changed, so a reader may compare maps by identity.
 */
export function applyEvents(state: StoreState, events: readonly EngineEvent[]): Change {
	const draft = new Draft(state);
	for (const event of events) {
		draft.apply(event);
	}
	return draft.change;
}

class Draft {
	readonly change: {-readonly [Name in keyof StoreState]?: StoreState[Name]} = {};
	readonly #state: StoreState;
	readonly #copies = new Map<keyof StoreState, Map<number, unknown>>();

	constructor(state: StoreState) {
		this.#state = state;
	}

	apply(event: EngineEvent): void {
		switch (event.type) {
			case 'log':
				this.#state.log.add(event);
				this.change.logTotal = this.#state.log.total;
				break;
			case 'peer':
				this.#map('peerIdentities').set(event.peer.peerId, event.peer);
				break;
			case 'peerClosed':
				this.#closePeer(event);
				break;
			case 'pieceFailed':
				this.#failPiece(event);
				break;
			case 'network':
				this.change.network = event;
				break;
			case 'torrentAdded':
				this.#map('torrentIdentities').set(event.torrent.torrentId, event.torrent);
				break;
			case 'torrentRemoved':
				this.#removeTorrent(event.torrentId);
				break;
			case 'torrentState':
				this.#changeTorrent(event);
				break;
			case 'findings':
				this.#diagnose(event);
				break;
			case 'settings':
				this.change.settings = event.settings;
				break;
			default:
				this.change.engine = statusAfter(event) ?? this.change.engine ?? this.#state.engine;
		}
	}

	#closePeer(event: EventOf<'peerClosed'>): void {
		if ((this.change.peerIdentities ?? this.#state.peerIdentities).has(event.peerId)) {
			this.#map('peerIdentities').delete(event.peerId);
		}
		const kept = this.change.closedPeers ?? this.#state.closedPeers;
		this.change.closedPeers = [...kept, event].slice(-keptHappenings);
	}

	#failPiece(event: EventOf<'pieceFailed'>): void {
		const kept = this.change.failedPieces ?? this.#state.failedPieces;
		const failed = {...event, failedAt: this.#state.now};
		this.change.failedPieces = [...kept, failed].slice(-keptHappenings);
	}

	#diagnose({torrentId, epochMs, findings, changes}: EventOf<'findings'>): void {
		this.#map('findings').set(torrentId, findings);
		if (changes.length > 0) {
			const kept = this.change.findingChanges ?? this.#state.findingChanges;
			const told = changes.map(change => ({...change, torrentId, epochMs}));
			this.change.findingChanges = [...kept, ...told].slice(-keptHappenings);
		}
	}

	#removeTorrent(torrentId: number): void {
		this.#map('torrentIdentities').delete(torrentId);
		this.#map('torrentErrors').delete(torrentId);
		this.#map('findings').delete(torrentId);
		const identities = this.#map('peerIdentities');
		for (const [peerId, peer] of this.#state.peerIdentities) {
			if (peer.torrentId === torrentId) {
				identities.delete(peerId);
			}
		}
	}

	#changeTorrent(event: EventOf<'torrentState'>): void {
		if (event.error !== null) {
			this.#map('torrentErrors').set(event.torrentId, event.error);
		} else if ((this.change.torrentErrors ?? this.#state.torrentErrors).has(event.torrentId)) {
			this.#map('torrentErrors').delete(event.torrentId);
		}
	}

	/** The batch's own copy of a map. */
	#map<Name extends 'peerIdentities' | 'torrentIdentities' | 'torrentErrors' | 'findings'>(
		name: Name,
	): StoreState[Name] extends ReadonlyMap<number, infer Value> ? Map<number, Value> : never {
		let copy = this.#copies.get(name);
		if (copy === undefined) {
			copy = new Map<number, unknown>(this.#state[name]);
			this.#copies.set(name, copy);
			(this.change as Record<string, unknown>)[name] = copy;
		}
		return copy as never;
	}
}

/** What an event says about the engine itself; undefined when nothing. */
function statusAfter(event: EngineEvent): EngineStatus | undefined {
	switch (event.type) {
		case 'ready':
			return {kind: 'ready', listenPort: event.listenPort, message: event.message};
		case 'stopped':
			return {kind: 'stopped'};
		case 'crashed':
			return {kind: 'crashed', message: event.message, stack: event.stack};
		default:
			return undefined;
	}
}
