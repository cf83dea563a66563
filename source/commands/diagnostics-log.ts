import {peerColumns, torrentColumns} from '../store/columns.js';
import {diagnosticsBlock, diagnosticsName} from '../store/diagnostics-block.js';
import type {EngineEvent, PeerIdentity, Snapshot} from '../store/engine-port.js';
import {type PeerView, peerView} from '../store/peer-view.js';
import {RowTable} from '../store/row-table.js';
import {statisticsLines} from '../store/statistics-lines.js';

/** A line of the event log. */
export type LogEvent = Extract<EngineEvent, {type: 'log'}>;

/** Every peer in a table of a snapshot as the peer rules want it shown. */
export function peerViews(
	peers: Float64Array,
	identities: ReadonlyMap<number, PeerIdentity>,
	now: number,
): readonly PeerView[] {
	const table = new RowTable(peerColumns, peers);
	return Array.from({length: table.size}, (_, index) => {
		const row = table.row(index);
		return peerView(row, identities.get(row.id), now);
	});
}

/** Tells when the next diagnostics are due, on the engine's clock. */
export class DiagnosticsClock {
	/** May change at any time; it counts from the last time they were due. */
	intervalMs: number;
	#lastAt: number | undefined;

	constructor(intervalMs: number) {
		this.intervalMs = intervalMs;
	}

	/** True once an interval, the first time one interval after the first call. */
	isDue(now: number): boolean {
		this.#lastAt ??= now;
		const nextAt = this.#lastAt + this.intervalMs;
		// Snapshots come a little early or late; half an interval is neither.
		const isDue = now >= nextAt - Math.min(500, this.intervalMs / 2);
		if (isDue) {
			// The next one keeps the beat, but for one that is long overdue.
			this.#lastAt = now > nextAt + this.intervalMs ? now : nextAt;
		}
		return isDue;
	}
}

/**
 * The PEER CONNECTION DIAGNOSTICS block and the three statistics lines of the seeds, as lines of the event log every
 * `diagnosticsInterval`, from snapshots with all peers.
 */
export class DiagnosticsLog {
	readonly #clock: DiagnosticsClock;
	readonly #identities = new Map<number, PeerIdentity>();

	constructor(intervalMs: number) {
		this.#clock = new DiagnosticsClock(intervalMs);
	}

	/** Learns names and the setting. */
	handleEvent(event: EngineEvent): void {
		if (event.type === 'peer') {
			this.#identities.set(event.peer.peerId, event.peer);
		} else if (event.type === 'peerClosed') {
			this.#identities.delete(event.peerId);
		} else if (event.type === 'settings') {
			this.#clock.intervalMs = event.settings.diagnosticsInterval;
		}
	}

	/** What the log gets at this snapshot; nothing in most. A block is an event a peer, so that the log can be filtered by it. */
	linesAt({allPeers, torrents, now, epochMs}: Snapshot): readonly LogEvent[] {
		if (allPeers === null || !this.#clock.isDue(now)) {
			return [];
		}
		const rows = new RowTable(torrentColumns, torrents);
		return allPeers.flatMap(({torrentId, peers}) => {
			const line = (name: string, text: string, peer?: PeerView): LogEvent => ({
				...{type: 'log', epochMs, level: 'info', name, torrentId, text},
				peerId: peer?.peerId ?? null,
				address: peer?.address ?? null,
			});
			const block = diagnosticsBlock(peerViews(peers, this.#identities, now));
			const row = rows.rowOf(torrentId);
			return [
				...block.map(({text, peer}) => line(diagnosticsName, text, peer)),
				...(row === undefined ? [] : statisticsLines(row)).map(text => line('statistics', text)),
			];
		});
	}
}
