import type {EngineMessage} from '../store/engine-port.js';
import {type Diagnosis, Diagnostician} from './diagnostician.js';
import type {DiagnosedSettings, Metrics} from './metrics.js';
import {MetricsWindow} from './metrics-window.js';
import {describePhase} from './phase.js';

/** One torrent's diagnosis with the metrics it rests on. */
export interface TorrentReport extends Diagnosis {
	readonly torrentId: number;
	readonly metrics: Metrics;
	/** What it does, for the place of the headline where there is none. */
	readonly phase: string;
}

/**
 * All of the diagnoses behind one door: put in every message of the engine port, take out a report a torrent. The
 * screen, `get --json`, `doctor` and the help bundle use this.
 */
export class SwarmDoctor {
	readonly #window: MetricsWindow;
	readonly #diagnosticians = new Map<number, Diagnostician>();

	constructor(settings: DiagnosedSettings) {
		this.#window = new MetricsWindow(settings);
	}

	/**
	 * @returns a report for each torrent of a snapshot that was pulled `withAllPeers` (once a second is meant); nothing
	 * after any other message.
	 */
	handleMessage(message: EngineMessage): readonly TorrentReport[] {
		if (message.type === 'events') {
			for (const event of message.events) {
				this.#window.handleEvent(event);
			}
			return [];
		}
		if (message.allPeers === null) {
			return [];
		}
		const reports = new Map<number, TorrentReport>();
		for (const [torrentId, metrics] of this.#window.handleSnapshot(message)) {
			const diagnosis = this.#diagnostician(torrentId).evaluate(metrics);
			reports.set(torrentId, {torrentId, metrics, phase: describePhase(metrics), ...diagnosis});
		}
		for (const id of this.#diagnosticians.keys()) {
			if (!reports.has(id)) {
				this.#diagnosticians.delete(id);
			}
		}
		return [...reports.values()];
	}

	#diagnostician(torrentId: number): Diagnostician {
		let diagnostician = this.#diagnosticians.get(torrentId);
		if (diagnostician === undefined) {
			diagnostician = new Diagnostician();
			this.#diagnosticians.set(torrentId, diagnostician);
		}
		return diagnostician;
	}
}
