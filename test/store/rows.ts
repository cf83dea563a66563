import {peerColumns, torrentColumns} from '../../source/store/columns.js';
import type {PeerRow} from '../../source/store/peer-row.js';
import {RowTable} from '../../source/store/row-table.js';
import type {TorrentRow} from '../../source/store/torrent-row.js';

const clock = /(?:At|Since)$/;

/** The numbers of one row: 0 everywhere, NaN for clocks, and what is given. */
export function numbersOf<Column extends string>(
	columns: readonly Column[],
	values: {readonly [Name in Column]?: number},
): number[] {
	return columns.map(name => values[name] ?? (clock.test(name) ? Number.NaN : 0));
}

/** A decoded peer row: 0 everywhere, NaN for clocks, and what is given. */
export function peerRow(values: Partial<PeerRow>): PeerRow {
	return new RowTable(peerColumns, Float64Array.from(numbersOf(peerColumns, values))).row(0);
}

/** A decoded torrent row: 0 everywhere, NaN for clocks, and what is given. */
export function torrentRow(values: Partial<TorrentRow>): TorrentRow {
	return new RowTable(torrentColumns, Float64Array.from(numbersOf(torrentColumns, values))).row(0);
}
