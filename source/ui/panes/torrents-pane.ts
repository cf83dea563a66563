import {listContent} from './list-content.js';
import type {Pane} from './pane.js';
import {torrentList} from './torrent-list.js';

/** Pane 1: the torrents, each with what it does and what holds it up. */
export const torrentsPane: Pane = {
	id: 'torrents',
	number: '1',
	title: 'Torrents',
	content: (frame, area) => listContent(frame, area, torrentList),
};
