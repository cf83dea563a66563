import {peerColumns} from '../../store/columns.js';
import {flagLetters} from '../../store/peer-flags.js';
import {connectionOf, notReadyReasonOf, sourceOf} from '../../store/peer-row.js';
import {RowTable} from '../../store/row-table.js';
import type {StoreDetail} from '../../store/store-state.js';
import {type PeerItem, type PeerSource, peerColumnTable} from '../columns/peer-columns.js';
import {orderRows} from '../columns/row-order.js';
import {type Frame, remembered, selectedPlace} from '../state/frame.js';
import type {RowKey, SortOrder} from '../state/screen-state.js';
import type {ListModel} from './list-model.js';
import {selectedTorrentId} from './torrent-list.js';

const nobody = new RowTable(peerColumns, new Float64Array(0));

/** The detail of the selected torrent; null while it is on its way. */
export function selectedDetail(frame: Frame): StoreDetail | null {
	const {detail} = frame.store;
	return detail !== null && detail.torrentId === selectedTorrentId(frame) ? detail : null;
}

const order = remembered(
	(
		peers: PeerSource['peers'],
		identities: PeerSource['identities'],
		sort: SortOrder,
		filter: string,
	): readonly RowKey[] =>
		orderRows({
			source: {peers, identities},
			size: peers.size,
			keyOf: (source, place) => source.peers.id(place),
			wordsOf: peerWords,
			columns: peerColumnTable,
			sort,
			filter,
		}),
);

function peerWords({peers, identities}: PeerSource, place: number): string {
	const row = peers.row(place);
	const identity = identities.get(row.id);
	return [
		identity?.address,
		identity?.client,
		flagLetters(row),
		connectionOf(row),
		row.canDownload === 1 ? 'yes' : notReadyReasonOf(row),
		sourceOf(row),
	].join(' ');
}

/** The peers of the selected torrent. */
export const peerList: ListModel<PeerItem, PeerSource> = {
	id: 'peers',
	columns: peerColumnTable,
	keys: frame => {
		const {sort, filter} = frame.screen.lists.peers;
		const peers = selectedDetail(frame)?.peers ?? nobody;
		return order(peers, frame.store.peerIdentities, sort, filter);
	},
	total: frame => selectedDetail(frame)?.peers.size ?? 0,
	item: (frame, key) => {
		const row = selectedDetail(frame)?.peers.rowOf(Number(key));
		return row === undefined
			? undefined
			: {
					row,
					identity: frame.store.peerIdentities.get(row.id),
					now: frame.store.now,
					pieceCount: frame.store.torrents.rowOf(selectedTorrentId(frame) ?? -1)?.pieceCount ?? 0,
				};
	},
	emptyWords: frame => {
		if (selectedTorrentId(frame) === null) {
			return '';
		}
		return selectedDetail(frame) === null ? 'looking…' : 'no peer connected';
	},
};

/** The selected peer as its row is drawn from. */
export function selectedPeer(frame: Frame): PeerItem | undefined {
	const keys = peerList.keys(frame);
	const key = keys[selectedPlace(keys, frame.screen.lists.peers)];
	return key === undefined ? undefined : peerList.item(frame, key);
}
