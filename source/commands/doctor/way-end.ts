import {checklist} from '../../diagnosis/checklist/checklist.js';
import type {StoreState} from '../../store/store-state.js';
import {torrentStateOf} from '../../store/torrent-row.js';

/** The checks from an address to a byte, in the order in which a download gets past them. */
const way: readonly string[] = [
	'addresses',
	'reachable',
	'handshakes',
	'availability',
	'choking',
	'pipeline',
	'data',
];

/** Where the way of a download of which nothing has come ends so far, as the list says it; null where data came or none is to come. */
export function wayEnd(state: StoreState, torrentId: number): string | null {
	const row = state.torrents.rowOf(torrentId);
	if (row === undefined || torrentStateOf(row) !== 'downloading' || row.downBytes > 0) {
		return null;
	}
	const checks = checklist(state, torrentId);
	const end = way
		.map(id => checks.find(check => check.id === id))
		.find(check => check !== undefined && check.mark !== 'good' && check.mark !== 'off');
	return end === undefined ? null : `${end.label}: ${end.text}`;
}
