import {orderRows} from '../columns/row-order.js';
import {
	type TorrentItem,
	type TorrentSource,
	torrentColumnTable,
} from '../columns/torrent-columns.js';
import {type Frame, remembered, selectedPlace} from '../state/frame.js';
import type {RowKey, SortOrder} from '../state/screen-state.js';
import {keyWords} from '../text/key-words.js';
import {torrentSentence} from '../text/torrent-sentence.js';
import type {ListModel} from './list-model.js';

const order = remembered(
	(
		torrents: TorrentSource['torrents'],
		identities: TorrentSource['identities'],
		sort: SortOrder,
		filter: string,
	): readonly RowKey[] =>
		orderRows({
			source: {torrents, identities},
			size: torrents.size,
			keyOf: (source, place) => source.torrents.id(place),
			wordsOf: (source, place) => source.identities.get(source.torrents.id(place))?.name ?? '',
			columns: torrentColumnTable,
			sort,
			filter,
		}),
);

/** The torrents. */
export const torrentList: ListModel<TorrentItem, TorrentSource> = {
	id: 'torrents',
	columns: torrentColumnTable,
	keys: ({store, screen}) => {
		const {sort, filter} = screen.lists.torrents;
		return order(store.torrents, store.torrentIdentities, sort, filter);
	},
	total: ({store}) => store.torrents.size,
	item: ({store}, key) => {
		const id = Number(key);
		const row = store.torrents.rowOf(id);
		return row === undefined
			? undefined
			: {
					row,
					identity: store.torrentIdentities.get(id),
					why: torrentSentence(row, store.torrentErrors.get(id), store.findings.get(id)),
					down: store.histories.get(id)?.down,
					now: store.now,
				};
	},
	emptyWords: ({store, screen, keymap, look}) => {
		const add = keymap.commands.find(command => command.name === 'add');
		const [key] = add === undefined ? [] : keymap.keysOf(add);
		const how = key === undefined ? 'type :add' : `press ${keyWords(key, look.isAscii)}`;
		if (store.engine.kind === 'starting') {
			return 'starting…';
		}
		// The engine's word that it is there comes before the numbers of its row.
		return screen.awaited > 0 || store.torrentIdentities.size > 0
			? 'opening…'
			: `no torrents yet: ${how}, or paste the path or the URL of a .torrent`;
	},
};

/** The torrent that the other panes are about; null without torrents. */
export function selectedTorrentId(frame: Frame): number | null {
	const keys = torrentList.keys(frame);
	const key = keys[selectedPlace(keys, frame.screen.lists.torrents)];
	return key === undefined ? null : Number(key);
}

/** The selected torrent as its row is drawn from. */
export function selectedTorrent(frame: Frame): TorrentItem | undefined {
	const id = selectedTorrentId(frame);
	return id === null ? undefined : torrentList.item(frame, id);
}
