import {peerColumns} from '../store/columns.js';
import {diagnosticsBlock} from '../store/diagnostics-block.js';
import {type PeerView, peerView} from '../store/peer-view.js';
import {RowTable} from '../store/row-table.js';
import {statisticsLines} from '../store/statistics-lines.js';
import type {StoreState} from '../store/store-state.js';
import type {DownloadSession, SessionReport, SessionTorrent} from './download-session.js';
import {logLine} from './event-log.js';

/** Every peer of a torrent as the peer rules want it shown. */
export function peersOf(state: StoreState, torrent: SessionTorrent): readonly PeerView[] {
	const sample = state.samples?.find(({torrentId}) => torrentId === torrent.torrentId);
	if (sample === undefined) {
		return [];
	}
	const table = new RowTable(peerColumns, sample.peers);
	return Array.from({length: table.size}, (_, index) => {
		const row = table.row(index);
		return peerView(row, state.peerIdentities.get(row.id), state.now);
	});
}

/** Tells when the next diagnostics are due, on the engine's clock. */
export class DiagnosticsClock {
	readonly #intervalMs: number;
	#nextAt: number | undefined;

	constructor(intervalMs: number) {
		this.#intervalMs = intervalMs;
	}

	/** True once an interval, the first one interval after the first call. */
	isDue(now: number): boolean {
		this.#nextAt ??= now + this.#intervalMs;
		// Snapshots come a little early or late; half an interval is neither.
		const isDue = now >= this.#nextAt - Math.min(500, this.#intervalMs / 2);
		if (isDue) {
			this.#nextAt = Math.max(this.#nextAt + this.#intervalMs, now);
		}
		return isDue;
	}
}

/** Writes the PEER CONNECTION DIAGNOSTICS block and the three statistics lines of the seeds every `diagnosticsInterval`. */
export class DiagnosticsReport implements SessionReport {
	readonly #write: (text: string) => void;
	readonly #clock: DiagnosticsClock;

	constructor(write: (text: string) => void, intervalMs: number) {
		this.#write = write;
		this.#clock = new DiagnosticsClock(intervalMs);
	}

	handleSnapshot(state: StoreState, {torrents}: DownloadSession): void {
		if (!this.#clock.isDue(state.now)) {
			return;
		}
		for (const torrent of torrents) {
			if (torrent.row !== undefined) {
				this.#write(diagnosticsBlock(peersOf(state, torrent)));
				for (const line of statisticsLines(torrent.row)) {
					this.#write(logLine(state.epochMs, 'info', line));
				}
			}
		}
	}
}
