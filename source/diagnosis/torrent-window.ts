import {type TorrentColumn, torrentColumns, torrentStates} from '../store/columns.js';
import type {EngineEvent, TorrentIdentity, TorrentSample} from '../store/engine-port.js';
import {CloseLog} from './close-log.js';
import {CorruptionLog} from './corruption-log.js';
import type {
	DiagnosedSettings,
	EngineMetrics,
	Metrics,
	ProgressMetrics,
	SourceMetrics,
	TorrentFacts,
} from './metrics.js';
import {MissingPieces} from './missing-pieces.js';
import {PeerRows} from './peer-rows.js';
import {summarizePeers} from './peer-summary.js';
import {bucketCount} from './sample-ring.js';
import {TorrentClocks} from './torrent-clocks.js';
import {TorrentCounters, torrentPlaces} from './torrent-counters.js';

const noPeers = new Float64Array(0);

/** One snapshot as one torrent sees it. */
export interface WindowSample {
	readonly now: number;
	/** The torrent's row; it may be kept until the next sample. */
	readonly row: Float64Array;
	/** Undefined when the engine knows no more than the row. */
	readonly part: TorrentSample | undefined;
	/** `diagnosisTimeScale`. */
	readonly timeScale: number;
}

/** What all torrents share at a sample. */
export interface SharedMetrics {
	readonly epochMs: number;
	readonly settings: DiagnosedSettings;
	readonly engine: EngineMetrics;
	/** Of the engine's row. */
	readonly dhtAgeMs: number;
	readonly dhtNodes: number;
}

/** One torrent over the window: what came of its connections, and its clocks. Bounded in memory whatever happens. */
export class TorrentWindow {
	readonly #counters = new TorrentCounters();
	readonly #closes = new CloseLog();
	readonly #corruption = new CorruptionLog();
	readonly #addresses = new Map<number, string>();
	#clocks = new TorrentClocks();
	#identity: TorrentIdentity | undefined;
	#error: string | null = null;
	#now = 0;
	#row: Float64Array = new Float64Array(torrentColumns.length);
	#part: TorrentSample | undefined;
	#peerRows = new PeerRows(noPeers, this.#addresses);

	/** An event about this torrent, at the time of the snapshot that shows its effect. */
	handleEvent(event: EngineEvent, now: number): void {
		switch (event.type) {
			case 'torrentAdded':
				this.#identity = event.torrent;
				break;
			case 'torrentState':
				this.#error = event.error;
				break;
			case 'peer':
				this.#addresses.set(event.peer.peerId, event.peer.address);
				break;
			case 'peerClosed':
				this.#handleClosed(event, now);
				break;
			case 'pieceFailed':
				this.#corruption.addFailure(event.index, event.peers, now);
				break;
			default:
				break;
		}
	}

	/** A new snapshot. */
	handleSample({now, row, part, timeScale}: WindowSample): void {
		const bucketMs = 5000 * timeScale;
		if (!Object.is(row[torrentPlaces.startedAt], this.#row[torrentPlaces.startedAt])) {
			this.#counters.clear();
			this.#clocks = new TorrentClocks();
		}
		this.#now = now;
		this.#row = row;
		this.#part = part;
		this.#peerRows = new PeerRows(part?.peers ?? noPeers, this.#addresses);
		this.#counters.record(row, now, bucketMs);
		this.#closes.prune(now - bucketMs * bucketCount);
		this.#corruption.prune(now - bucketMs * bucketCount);
	}

	/** TCP connections that came to stand in the window, and those that others opened to us, ever. */
	get reachability(): {readonly tcpSuccesses: number; readonly incomingConnections: number} {
		return {
			tcpSuccesses: this.#counters.dials().tcp.successes,
			incomingConnections: this.#number('incomingConnections'),
		};
	}

	/** Whether it takes a place in the queue. */
	get isRunning(): boolean {
		return ['metadata', 'downloading', 'seeding'].includes(this.#state);
	}

	/** Puts together what the rules look at. To be called once after each sample: it moves the clocks. */
	update(shared: SharedMetrics): Metrics {
		const now = this.#now;
		const timeScale = shared.settings.diagnosisTimeScale;
		const numbers = this.#part?.peers ?? noPeers;
		const progress = this.#progress();
		const peers = summarizePeers(numbers, {
			now,
			pieceCount: progress.pieceCount,
			havePieces: progress.havePieces,
			settledAfterMs: 10_000 * timeScale,
		});
		const closes = this.#closes.metrics(peers.settled, progress.haveWantedPieces);
		const clockSample = {
			peers,
			silentCloses: closes.silent,
			downBytes: this.#number('downBytes'),
			haveBlocks: this.#number('haveBlocks'),
			isEndgame: progress.isEndgame,
			timeScale,
		};
		return {
			now,
			epochMs: shared.epochMs,
			timeScale,
			settings: shared.settings,
			engine: shared.engine,
			torrent: this.#facts(),
			progress,
			peers,
			peerRows: this.#peerRows,
			clocks: this.#clocks.update(clockSample, now),
			rates: {
				downBytesPerSecond: this.#number('downBytesPerSecond'),
				upBytesPerSecond: this.#number('upBytesPerSecond'),
			},
			dials: this.#counters.dials(),
			handshakes: this.#counters.handshakes(),
			candidates: {
				known: this.#number('candidates'),
				untried: this.#number('candidatesUntried'),
				failing: this.#number('candidatesFailing'),
				connecting: this.#number('connecting'),
				limited: this.#number('candidatesLimited'),
				filtered: this.#number('candidatesFiltered'),
			},
			closes,
			corruption: this.#corruption.metrics(),
			sources: this.#sources(shared),
			metadata: {
				offering: this.#number('metadataPeers'),
				rejects: this.#number('metadataRejects'),
				failures: this.#number('metadataFailures'),
			},
			missing: new MissingPieces({
				now,
				count: this.#number('unavailablePieces'),
				sample: this.#part,
				identity: this.#identity,
				addresses: this.#addresses,
			}),
			disk: {
				failure: this.#part?.diskFailure ?? null,
				missingSpaceBytes: this.#number('missingSpaceBytes'),
			},
		};
	}

	/** 0 for what the engine does not know: no rule takes that for trouble. */
	#number(column: TorrentColumn): number {
		return this.#row[torrentPlaces[column]]! || 0;
	}

	get #state(): TorrentFacts['state'] {
		return torrentStates[this.#number('state')] ?? 'error';
	}

	#handleClosed(event: Extract<EngineEvent, {type: 'peerClosed'}>, now: number): void {
		const {address, reason, lifeMs, isHandshaken} = event;
		this.#addresses.delete(event.peerId);
		this.#closes.add({
			at: now,
			address,
			reason,
			lifeMs,
			isHandshaken,
			// As the sample before has it: the newest one with the peer.
			piecesWanted: this.#peerRows.value(this.#peerRows.rowOf(event.peerId), 'piecesWanted') || 0,
			haveWantedPieces: this.#number('haveWantedPieces'),
		});
		if (reason === 'sent-corrupt-data') {
			this.#corruption.addLiar(address, now);
		}
	}

	#facts(): TorrentFacts {
		return {
			state: this.#state,
			error: this.#error,
			isPrivate: this.#identity?.isPrivate ?? false,
			dir: this.#identity?.dir ?? '',
			runningForMs: this.#now - this.#row[torrentPlaces.startedAt]!,
		};
	}

	#progress(): ProgressMetrics {
		return {
			length: this.#number('length'),
			haveBytes: this.#number('haveBytes'),
			wantedBytes: this.#number('wantedBytes'),
			haveWantedBytes: this.#number('haveWantedBytes'),
			pieceCount: this.#number('pieceCount'),
			havePieces: this.#number('havePieces'),
			wantedPieces: this.#number('wantedPieces'),
			haveWantedPieces: this.#number('haveWantedPieces'),
			distributedCopies: this.#number('distributedCopies'),
			isEndgame: this.#number('isEndgame') === 1,
		};
	}

	#sources({settings, dhtAgeMs, dhtNodes}: SharedMetrics): SourceMetrics {
		const isPublic = !(this.#identity?.isPrivate ?? false);
		const trackers = settings.trackers ? (this.#part?.trackers ?? []) : [];
		return {
			trackers: trackers.filter(tracker => tracker.state !== 'disabled'),
			dht: {
				isOn: settings.dht && isPublic && dhtAgeMs > 0,
				ageMs: dhtAgeMs,
				nodes: dhtNodes,
				rounds: this.#number('dhtRounds'),
				peers: this.#number('dhtPeers'),
			},
			pex: {
				isOn: settings.pex && isPublic,
				peers: this.#number('pexPeers'),
				utpPeers: this.#number('pexUtpPeers'),
			},
		};
	}
}
