import {engineColumns, peerColumns, torrentColumns} from '../../source/store/columns.js';
import type {
	EngineEvent,
	EngineMessage,
	EnginePort,
	Intent,
	Snapshot,
} from '../../source/store/engine-port.js';
import {numbersOf} from './rows.js';

/** A port that says only what a test tells it to, and keeps what it was sent. */
export class SilentPort implements EnginePort {
	readonly intents: Intent[] = [];
	readonly #listeners = new Set<(message: EngineMessage) => void>();
	#sequence = 0;

	get pulls(): number {
		return this.intents.filter(intent => intent.type === 'pull').length;
	}

	send(intent: Intent): void {
		this.intents.push(intent);
	}

	listen(listener: (message: EngineMessage) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async close(): Promise<void> {
		this.#listeners.clear();
	}

	tell(message: EngineMessage): void {
		for (const listener of this.#listeners) {
			listener(message);
		}
	}

	tellEvents(...events: EngineEvent[]): void {
		this.tell({type: 'events', events});
	}

	/** Sends a snapshot with these torrents, and these peers of the first of them. */
	tellSnapshot(
		now: number,
		torrents: ReadonlyArray<{readonly [Name in (typeof torrentColumns)[number]]?: number}>,
		peers: ReadonlyArray<{readonly [Name in (typeof peerColumns)[number]]?: number}> = [],
	): void {
		const snapshot: Snapshot = {
			type: 'snapshot',
			sequence: this.#sequence++,
			now,
			epochMs: now,
			engine: Float64Array.from(numbersOf(engineColumns, {})),
			torrents: Float64Array.from(torrents.flatMap(row => numbersOf(torrentColumns, row))),
			detail:
				torrents[0]?.id === undefined
					? null
					: {
							torrentId: torrents[0].id,
							peers: Float64Array.from(peers.flatMap(row => numbersOf(peerColumns, row))),
							blocks: new Float64Array(0),
							activePieces: new Float64Array(0),
							receivedBlocks: null,
							files: new Float64Array(0),
							trackers: [],
							sources: [],
							bans: [],
							pieces: null,
							availability: null,
						},
			allPeers:
				torrents[0]?.id === undefined
					? null
					: [
							{
								torrentId: torrents[0].id,
								peers: Float64Array.from(peers.flatMap(row => numbersOf(peerColumns, row))),
								trackers: [],
								blocks: new Float64Array(0),
								unavailable: new Uint32Array(0),
								diskFailure: null,
							},
						],
			peer: null,
		};
		this.tell(snapshot);
	}
}
