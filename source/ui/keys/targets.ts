import {fileList} from '../panes/file-list.js';
import {lists} from '../panes/panes.js';
import {selectedTorrentId} from '../panes/torrent-list.js';
import {type Frame, selectedPlace} from '../state/frame.js';
import type {PaneId, RowKey} from '../state/screen-state.js';

/** The rows an action is for: all that are marked and still there, else the selected one. */
export function targets(frame: Frame, pane: PaneId): readonly RowKey[] {
	const list = frame.screen.lists[pane];
	const keys = lists[pane]?.keys(frame) ?? [];
	const marked = keys.filter(key => list.marked.has(key));
	if (marked.length > 0) {
		return marked;
	}
	const selected = keys[selectedPlace(keys, list)];
	return selected === undefined ? [] : [selected];
}

/** The torrents an action is for. In other panes than the torrents' it is the one they show. */
export function targetTorrents(frame: Frame): readonly number[] {
	if (frame.screen.focus === 'torrents') {
		return targets(frame, 'torrents').map(Number);
	}
	const id = selectedTorrentId(frame);
	return id === null ? [] : [id];
}

/** The peers an action is for: on its page the peer of the page. */
export function targetPeers(frame: Frame): readonly number[] {
	const {page} = frame.screen;
	return page?.kind === 'peer' ? [page.peerId] : targets(frame, 'peers').map(Number);
}

/** Indices of the files an action is for, those in folders included. */
export function targetFiles(frame: Frame): readonly number[] {
	const files = targets(frame, 'files').flatMap(key => fileList.item(frame, key)?.row.files ?? []);
	return [...new Set(files)].sort((a, b) => a - b);
}
