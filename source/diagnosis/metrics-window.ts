import {torrentColumns} from '../store/columns.js';
import type {EngineEvent, Snapshot} from '../store/engine-port.js';
import {EngineWindow} from './engine-window.js';
import type {DiagnosedSettings, Metrics} from './metrics.js';
import {torrentPlaces} from './torrent-counters.js';
import {TorrentWindow} from './torrent-window.js';

/** Events kept back at most, should snapshots stay away: then they get the time of the last one. */
const eventCapacity = 4096;

/**
 * Turns what the engine tells into what the rules look at. Feed it every event, and once a second a snapshot that was
 * pulled `withAllPeers`. Remembers five minutes × time scale in sixty buckets a torrent.
 */
export class MetricsWindow {
	readonly #engine = new EngineWindow();
	readonly #torrents = new Map<number, TorrentWindow>();
	#settings: DiagnosedSettings;
	/** Events have no time of the engine's clock: they wait for the snapshot that shows their effect. */
	#events: EngineEvent[] = [];
	#now = 0;

	/** `settings` hold until an event brings others. */
	constructor(settings: DiagnosedSettings) {
		this.#settings = settings;
	}

	/** Any event; those that no rule needs are let go. */
	handleEvent(event: EngineEvent): void {
		if (event.type === 'settings') {
			this.#settings = event.settings;
		} else if (event.type !== 'log') {
			this.#events.push(event);
			if (this.#events.length >= eventCapacity) {
				this.#applyEvents(this.#now);
			}
		}
	}

	/**
	 * A snapshot with every torrent's part; one without (`allPeers` null) changes nothing.
	 * @returns the metrics of each torrent by its id, in the order of the snapshot.
	 */
	handleSnapshot(snapshot: Snapshot): ReadonlyMap<number, Metrics> {
		const {now, epochMs, engine, torrents, allPeers} = snapshot;
		const metrics = new Map<number, Metrics>();
		if (allPeers === null) {
			return metrics;
		}
		this.#now = now;
		this.#applyEvents(now);
		const timeScale = this.#settings.diagnosisTimeScale;
		this.#engine.handleSample(engine, now, 5000 * timeScale);
		const parts = new Map(allPeers.map(part => [part.torrentId, part]));
		const width = torrentColumns.length;
		const present: Array<[number, TorrentWindow]> = [];
		for (let offset = 0; offset + width <= torrents.length; offset += width) {
			const row = torrents.subarray(offset, offset + width);
			const id = row[torrentPlaces.id]!;
			const window = this.#window(id);
			window.handleSample({now, row, part: parts.get(id), timeScale});
			present.push([id, window]);
		}
		const shared = {
			epochMs,
			settings: this.#settings,
			engine: this.#engine.metrics(sumUp(present.map(([, window]) => window))),
			dhtAgeMs: this.#engine.number('dhtAgeMs'),
			dhtNodes: this.#engine.number('dhtNodes'),
		};
		for (const [id, window] of present) {
			metrics.set(id, window.update(shared));
		}
		this.#forgetAbsent(metrics);
		return metrics;
	}

	#window(torrentId: number): TorrentWindow {
		let window = this.#torrents.get(torrentId);
		if (window === undefined) {
			window = new TorrentWindow();
			this.#torrents.set(torrentId, window);
		}
		return window;
	}

	/** Torrents that the engine has no more; a late event may have brought one back. */
	#forgetAbsent(metrics: ReadonlyMap<number, Metrics>): void {
		for (const id of this.#torrents.keys()) {
			if (!metrics.has(id)) {
				this.#torrents.delete(id);
			}
		}
	}

	#applyEvents(now: number): void {
		for (const event of this.#events) {
			this.#applyEvent(event, now);
		}
		this.#events = [];
	}

	#applyEvent(event: EngineEvent, now: number): void {
		switch (event.type) {
			case 'network':
				this.#engine.handleEvent(event);
				break;
			case 'torrentAdded':
				this.#window(event.torrent.torrentId).handleEvent(event, now);
				break;
			case 'peer':
				this.#window(event.peer.torrentId).handleEvent(event, now);
				break;
			case 'torrentState':
			case 'peerClosed':
			case 'pieceFailed':
				this.#window(event.torrentId).handleEvent(event, now);
				break;
			default:
				break;
		}
	}
}

function sumUp(windows: readonly TorrentWindow[]) {
	let running = 0;
	let tcpSuccesses = 0;
	let incomingConnections = 0;
	for (const window of windows) {
		const {reachability} = window;
		running += window.isRunning ? 1 : 0;
		tcpSuccesses += reachability.tcpSuccesses;
		incomingConnections += reachability.incomingConnections;
	}
	return {running, tcpSuccesses, incomingConnections};
}
