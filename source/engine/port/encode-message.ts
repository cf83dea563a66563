import {blockColumns, engineColumns, peerColumns, torrentColumns} from '../../store/columns.js';
import type {EngineMessage, Snapshot} from '../../store/engine-port.js';

/** Rows of a snapshot as JSON: the columns by name, so that a program of another version finds those it knows. */
export interface JsonTable {
	readonly columns: readonly string[];
	readonly rows: ReadonlyArray<ReadonlyArray<number | string | null>>;
}

/**
 * A message of the engine's port as values that JSON can say: for the socket another program looks through, and for the help
 * bundle.
 */
export function encodeMessage(message: EngineMessage): object {
	return message.type === 'snapshot' ? encodeSnapshot(message) : message;
}

/** A snapshot as values that JSON can say. One peer's page is left out, and so are the maps of the selected torrent. */
function encodeSnapshot(snapshot: Snapshot): object {
	const {detail, allPeers} = snapshot;
	return {
		...snapshot,
		engine: encodeTable(engineColumns, snapshot.engine),
		torrents: encodeTable(torrentColumns, snapshot.torrents),
		detail: detail && {
			torrentId: detail.torrentId,
			trackers: detail.trackers,
			sources: detail.sources,
			bans: detail.bans,
		},
		allPeers:
			allPeers?.map(sample => ({
				...sample,
				peers: encodeTable(peerColumns, sample.peers),
				blocks: encodeTable(blockColumns, sample.blocks),
				unavailable: [...sample.unavailable],
			})) ?? null,
		peer: null,
	};
}

/** The rows of a snapshot's array, by the columns it is made of. */
function encodeTable(columns: readonly string[], numbers: Float64Array): JsonTable {
	const rows: Array<Array<number | string | null>> = [];
	for (let at = 0; at + columns.length <= numbers.length; at += columns.length) {
		rows.push(Array.from(numbers.subarray(at, at + columns.length), toJson));
	}
	return {columns, rows};
}

/** JSON has no word for what is not a number, nor for what is endless. */
function toJson(number: number): number | string | null {
	if (Number.isFinite(number)) {
		return number;
	}
	return Number.isNaN(number) ? null : String(number);
}
