import type {PaneId} from '../state/screen-state.js';
import {fileList} from './file-list.js';
import {filesPane} from './files-pane.js';
import {type AnyList, anyList} from './list-model.js';
import {logPane} from './log-pane.js';
import type {Pane} from './pane.js';
import {peerList} from './peer-list.js';
import {peersPane} from './peers-pane.js';
import {piecesPane} from './pieces-pane.js';
import {pipelinePane} from './pipeline-pane.js';
import {sourcesPane} from './sources-pane.js';
import {torrentList} from './torrent-list.js';
import {torrentsPane} from './torrents-pane.js';
import {trackerList} from './tracker-list.js';
import {whyList} from './why-list.js';
import {whyPane} from './why-pane.js';

/** The eight panes. */
export const panes: {readonly [Id in PaneId]: Pane} = {
	torrents: torrentsPane,
	peers: peersPane,
	pipeline: pipelinePane,
	pieces: piecesPane,
	sources: sourcesPane,
	files: filesPane,
	log: logPane,
	why: whyPane,
};

/** The lists among them: what can be moved in, sorted, filtered, marked. */
export const lists: {readonly [Id in PaneId]?: AnyList} = {
	torrents: anyList(torrentList),
	peers: anyList(peerList),
	sources: anyList(trackerList),
	files: anyList(fileList),
	why: whyList,
};
