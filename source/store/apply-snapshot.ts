import {
	activePieceColumns,
	blockColumns,
	engineColumns,
	peerColumns,
	torrentColumns,
} from './columns.js';
import type {Snapshot, TorrentDetail} from './engine-port.js';
import {RateHistory} from './rate-history.js';
import {type Row, RowTable} from './row-table.js';
import type {StoreDetail, StoreState, TorrentHistory} from './store-state.js';

/** The parts of the state that a snapshot replaces. A row that did not change stays the same object. */
export function applySnapshot(state: StoreState, snapshot: Snapshot): Partial<StoreState> {
	const torrents = new RowTable(torrentColumns, snapshot.torrents, state.torrents);
	return {
		sequence: snapshot.sequence,
		now: snapshot.now,
		epochMs: snapshot.epochMs,
		engineRow: engineRow(snapshot.engine),
		torrents,
		detail: snapshot.detail === null ? null : detailOf(snapshot.detail, state.detail),
		peer: snapshot.peer,
		samples: snapshot.allPeers,
		histories: sample(state.histories, torrents, snapshot.now),
	};
}

function engineRow(numbers: Float64Array): Row<(typeof engineColumns)[number]> | null {
	return numbers.length < engineColumns.length ? null : new RowTable(engineColumns, numbers).row(0);
}

function detailOf(detail: TorrentDetail, previous: StoreDetail | null): StoreDetail {
	const before = previous?.torrentId === detail.torrentId ? previous : null;
	return {
		torrentId: detail.torrentId,
		peers: new RowTable(peerColumns, detail.peers, before?.peers),
		// A block has no id of its own, so its rows are not carried over.
		blocks: new RowTable(blockColumns, detail.blocks),
		activePieces: new RowTable(activePieceColumns, detail.activePieces, before?.activePieces),
		receivedBlocks: detail.receivedBlocks,
		files: detail.files,
		trackers: detail.trackers,
		sources: detail.sources,
		bans: detail.bans,
		pieces: detail.pieces ?? before?.pieces ?? null,
		availability: detail.availability ?? before?.availability ?? null,
	};
}

/** Adds a sample to each torrent's histories, in place; forgets those of torrents that are gone. */
function sample(
	histories: Map<number, TorrentHistory>,
	torrents: StoreState['torrents'],
	now: number,
): Map<number, TorrentHistory> {
	for (let row = 0; row < torrents.size; row++) {
		const id = torrents.id(row);
		let history = histories.get(id);
		if (history === undefined) {
			history = {down: new RateHistory(), up: new RateHistory(), outstanding: new RateHistory()};
			histories.set(id, history);
		}
		history.down.add(now, torrents.value(row, 'downBytesPerSecond'));
		history.up.add(now, torrents.value(row, 'upBytesPerSecond'));
		history.outstanding.add(now, torrents.value(row, 'outstanding'));
	}
	if (histories.size > torrents.size) {
		for (const id of histories.keys()) {
			if (torrents.indexOf(id) === -1) {
				histories.delete(id);
			}
		}
	}
	return histories;
}
