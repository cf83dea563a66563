import {flagWords} from '../../store/peer-flags.js';
import {swarmCounters} from '../../store/swarm-counters.js';
import type {TorrentRow} from '../../store/torrent-row.js';
import {goneLines} from './gone-lines.js';
import {listContent} from './list-content.js';
import type {Counter, Pane} from './pane.js';
import {peerList, selectedPeer} from './peer-list.js';
import {selectedTorrent} from './torrent-list.js';

/** Pane 2: the peers of the selected torrent, the counters of R14 over them, the selected one's letters under them. */
export const peersPane: Pane = {
	id: 'peers',
	number: '2',
	title: 'Peers',
	content(frame, area) {
		const torrent = selectedTorrent(frame);
		const list = listContent(frame, area, peerList);
		const gone = goneLines(frame, area.width, area.height - list.lines.length);
		const selected = selectedPeer(frame);
		const words =
			selected === undefined
				? ''
				: flagWords(selected.row).join(` ${frame.look.glyphs.separator} `);
		const content = {...list, words, lines: [...list.lines, ...gone]};
		return torrent === undefined ? content : {...content, counters: countersOf(torrent.row)};
	},
};

/** The counters of R14 that a person asks for. */
function countersOf(row: TorrentRow): readonly Counter[] {
	const counters = swarmCounters(row);
	return [
		{text: `${counters.connected} connected`, importance: 1},
		{text: `${counters.availabilityKnown} told what they have`, importance: 6},
		{text: `${counters.wantedFrom} have what we want`, importance: 3},
		{text: `${counters.unchokedUs} unchoked us`, importance: 2},
		{text: `${counters.requesting} asked`, importance: 5},
		{text: `${row.sending} sending`, importance: 4},
	];
}
