import {peerColumns, torrentColumns} from '../store/columns.js';
import {diagnosticsBlock} from '../store/diagnostics-block.js';
import type {EngineMessage, PeerIdentity, Snapshot} from '../store/engine-port.js';
import {type PeerView, peerView} from '../store/peer-view.js';
import {RowTable} from '../store/row-table.js';
import {statisticsLines} from '../store/statistics-lines.js';
import {logLine} from './event-log.js';

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
	readonly #intervalMs: number;
	#nextAt: number | undefined;

	constructor(intervalMs: number) {
		this.#intervalMs = intervalMs;
	}

	/** True once an interval, the first time one interval after the first call. */
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

/**
 * Writes the PEER CONNECTION DIAGNOSTICS block and the three statistics lines of the seeds every `diagnosticsInterval`,
 * from snapshots with all peers.
 */
export class DiagnosticsLog {
	readonly #write: (text: string) => void;
	readonly #clock: DiagnosticsClock;
	readonly #identities = new Map<number, PeerIdentity>();

	/** `write` takes one or more whole lines without the last line break. */
	constructor(write: (text: string) => void, intervalMs: number) {
		this.#write = write;
		this.#clock = new DiagnosticsClock(intervalMs);
	}

	/** Hears what the engine says. */
	handleMessage(message: EngineMessage): void {
		if (message.type === 'snapshot') {
			this.#handleSnapshot(message);
			return;
		}
		for (const event of message.events) {
			if (event.type === 'peer') {
				this.#identities.set(event.peer.peerId, event.peer);
			} else if (event.type === 'peerClosed') {
				this.#identities.delete(event.peerId);
			}
		}
	}

	#handleSnapshot({allPeers, torrents, now, epochMs}: Snapshot): void {
		if (allPeers === null || !this.#clock.isDue(now)) {
			return;
		}
		const rows = new RowTable(torrentColumns, torrents);
		for (const {torrentId, peers} of allPeers) {
			this.#write(diagnosticsBlock(peerViews(peers, this.#identities, now)));
			const row = rows.rowOf(torrentId);
			for (const line of row === undefined ? [] : statisticsLines(row)) {
				this.#write(logLine(epochMs, 'info', line));
			}
		}
	}
}
