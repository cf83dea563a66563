import {swarmCounters} from '../../store/swarm-counters.js';
import type {Look} from '../theme/look.js';
import {listContent} from './list-content.js';
import type {Pane} from './pane.js';
import {peerList} from './peer-list.js';
import {selectedTorrent} from './torrent-list.js';

/** Pane 2: the peers of the selected torrent, the counters of R14 over them. */
export const peersPane: Pane = {
	id: 'peers',
	number: '2',
	title: 'Peers',
	content(frame, area) {
		const torrent = selectedTorrent(frame);
		const content = listContent(frame, area, peerList);
		return torrent === undefined
			? content
			: {...content, counters: counterWords(torrent.row, area.width, frame.look)};
	},
};

/** The counters of R14 that a person asks for first, the least telling left out where it is narrow. */
function counterWords(row: Parameters<typeof swarmCounters>[0], width: number, look: Look): string {
	const counters = swarmCounters(row);
	const parts = [
		{text: `${counters.connected} connected`, from: 0},
		{text: `${counters.availabilityKnown} told what they have`, from: 150},
		{text: `${counters.wantedFrom} have what we want`, from: 60},
		{text: `${counters.unchokedUs} unchoked us`, from: 0},
		{text: `${counters.requesting} asked`, from: 120},
		{text: `${row.sending} sending`, from: 0},
	];
	return look.paint(
		'faint',
		parts
			.filter(part => width >= part.from)
			.map(part => part.text)
			.join(` ${look.glyphs.separator} `),
	);
}
