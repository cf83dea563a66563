import {type TorrentColumn, torrentStates} from './columns.js';
import type {Row} from './row-table.js';

/** A torrent's numbers by name, as a snapshot has them. */
export type TorrentRow = Row<TorrentColumn>;

/** What the torrent does. */
export type TorrentState = (typeof torrentStates)[number];

/** The word for what the torrent does. */
export function torrentStateOf(row: TorrentRow): TorrentState {
	return torrentStates[row.state] ?? 'error';
}

/** How much of what is wanted is here, 0 to 1; of everything when nothing is wanted; 0 while the length is unknown. */
export function doneShare(row: TorrentRow): number {
	const [have, total] =
		row.wantedBytes > 0 ? [row.haveWantedBytes, row.wantedBytes] : [row.haveBytes, row.length];
	return total > 0 ? Math.min(1, have / total) : 0;
}

/** How far a check has come, 0 to 1. */
export function checkedShare(row: TorrentRow): number {
	return row.pieceCount > 0 ? Math.min(1, row.checkedPieces / row.pieceCount) : 0;
}
