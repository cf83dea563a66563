import type {PeerColumn} from '../../store/columns.js';
import {swarmCounters} from '../../store/swarm-counters.js';
import {type TorrentRow, torrentStateOf} from '../../store/torrent-row.js';
import {bar} from '../graph/bar.js';
import type {Frame} from '../state/frame.js';
import {selectedDetail} from './peer-list.js';
import {selectedTorrent} from './torrent-list.js';

/** How many connections have come so far; the step is among them where there are at least so many lines. */
interface Step {
	readonly label: string;
	readonly count: number;
	readonly least: number;
}

/** How far the connections of the selected torrent have come, at most `height` lines: where it narrows is where it is stuck. */
export function funnelLines(frame: Frame, width: number, height: number): readonly string[] {
	const torrent = selectedTorrent(frame);
	if (torrent === undefined) {
		return [];
	}
	const {look} = frame;
	const {row} = torrent;
	const steps = torrentStateOf(row) === 'seeding' ? stepsUp(frame, row) : stepsDown(row);
	const labelWidth = Math.min(20, width - 7);
	const barWidth = Math.max(0, width - labelWidth - 7);
	return steps
		.filter(({least}) => height >= least)
		.map(({label, count}) => {
			const {filled, empty} = bar(count / Math.max(1, row.connected), barWidth, look.glyphs);
			return [
				look.paint('faint', look.place(label, labelWidth)),
				String(count).padStart(5),
				'  ',
				look.paint('down', filled),
				look.paint('track', empty),
			].join('');
		});
}

/** Towards a block for us: the counters of R14. */
function stepsDown(row: TorrentRow): readonly Step[] {
	const counters = swarmCounters(row);
	return [
		{label: 'connected', count: counters.connected, least: 1},
		{label: 'told what they have', count: counters.availabilityKnown, least: 6},
		{label: 'have pieces', count: counters.havePieces, least: 7},
		{label: 'have what we want', count: counters.wantedFrom, least: 3},
		{label: 'unchoked us', count: counters.unchokedUs, least: 4},
		{label: 'can be asked', count: counters.requestable, least: 5},
		{label: 'asked now', count: counters.requesting, least: 2},
	];
}

/** Towards a block for them, when we have everything: the last two are counted over the peers that are shown. */
function stepsUp(frame: Frame, row: TorrentRow): readonly Step[] {
	const having = (column: PeerColumn) => {
		const peers = selectedDetail(frame)?.peers;
		const rows = Array.from({length: peers?.size ?? 0}, (_, place) => place);
		return rows.filter(place => (peers?.value(place, column) ?? 0) > 0).length;
	};
	return [
		{label: 'connected', count: row.connected, least: 1},
		{label: 'interested in us', count: row.interestedInUs, least: 3},
		{label: 'unchoked by us', count: row.unchokedByUs, least: 4},
		{label: 'asking us', count: having('uploadQueue'), least: 5},
		{label: 'receiving', count: having('upBytesPerSecond'), least: 2},
	];
}
