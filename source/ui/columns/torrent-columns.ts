import type {TorrentColumn} from '../../store/columns.js';
import type {TorrentIdentity} from '../../store/engine-port.js';
import type {RateHistory} from '../../store/rate-history.js';
import type {RowTable} from '../../store/row-table.js';
import {checkedShare, doneShare, type TorrentRow, torrentStateOf} from '../../store/torrent-row.js';
import {areaGraph, niceMax, samplesIn} from '../graph/area-graph.js';
import {bar} from '../graph/bar.js';
import {bytesWidth, percent, rateWidth} from '../text/amounts.js';
import {timeLeft} from '../text/duration.js';
import type {Sentence} from '../text/torrent-sentence.js';
import type {Look} from '../theme/look.js';
import {bytesCell, countCell, durationCell, rateCell} from './cells.js';
import type {Column} from './column.js';

/** A torrent as its row is drawn from. */
export interface TorrentItem {
	readonly row: TorrentRow;
	readonly identity: TorrentIdentity | undefined;
	readonly why: Sentence;
	/** What came in over the last minutes. */
	readonly down: RateHistory | undefined;
	/** Engine clock. */
	readonly now: number;
}

/** What torrents are sorted by. */
export interface TorrentSource {
	readonly torrents: RowTable<TorrentColumn>;
	readonly identities: ReadonlyMap<number, TorrentIdentity>;
}

type TorrentColumnRow = Column<TorrentItem, TorrentSource>;

function by(column: TorrentColumn): NonNullable<TorrentColumnRow['order']> {
	return ({torrents}, place) => torrents.value(place, column);
}

/** The columns of the Torrents pane. */
export const torrentColumnTable: readonly TorrentColumnRow[] = [
	{
		id: 'name',
		title: 'name',
		help: 'the name of the torrent',
		width: 16,
		grow: 3,
		most: 60,
		importance: 1,
		cell: ({identity}, width, look) => look.foreign(identity?.name ?? '', width, {cut: 'middle'}),
		order: ({torrents, identities}, place) =>
			(identities.get(torrents.id(place))?.name ?? '').toLowerCase(),
	},
	{
		id: 'done',
		title: 'done',
		help: 'how much of what is wanted is here; while checking, how much is read',
		width: 7,
		grow: 2,
		most: 22,
		importance: 2,
		cell: doneCell,
		order: ({torrents}, place) =>
			torrents.value(place, 'haveWantedBytes') / torrents.value(place, 'wantedBytes'),
		isDescendingFirst: true,
	},
	{
		id: 'size',
		title: 'size',
		help: 'bytes of all files',
		width: bytesWidth,
		align: 'right',
		importance: 9,
		cell: ({row}, width, look) => bytesCell(row.length, width, look),
		order: by('length'),
		isDescendingFirst: true,
	},
	{
		id: 'down',
		title: 'down',
		help: 'payload that comes in, a second',
		width: rateWidth,
		align: 'right',
		importance: 4,
		cell: ({row}, width, look) => rateCell(row.downBytesPerSecond, width, look, 'down'),
		order: by('downBytesPerSecond'),
		isDescendingFirst: true,
	},
	{
		id: 'up',
		title: 'up',
		help: 'payload that goes out, a second',
		width: rateWidth,
		align: 'right',
		importance: 6,
		cell: ({row}, width, look) => rateCell(row.upBytesPerSecond, width, look, 'up'),
		order: by('upBytesPerSecond'),
		isDescendingFirst: true,
	},
	{
		id: 'trend',
		title: 'trend',
		help: 'what came in over the last seconds, newest at the right',
		width: 12,
		grow: 1,
		most: 20,
		importance: 12,
		cell: trendCell,
	},
	{
		id: 'peers',
		title: 'peers',
		help: 'connected, and addresses known',
		width: 9,
		align: 'right',
		importance: 7,
		cell: ({row}, width, look) =>
			look.paint(
				row.connected > 0 ? 'text' : 'faint',
				look.place(`${row.connected}/${row.connected + row.candidates}`, width, {align: 'right'}),
			),
		order: by('connected'),
		isDescendingFirst: true,
	},
	{
		id: 'seeds',
		title: 'seeds',
		help: 'connected peers that have everything',
		width: 5,
		align: 'right',
		importance: 8,
		cell: ({row}, width, look) => countCell(row.seeds, width, look),
		order: by('seeds'),
		isDescendingFirst: true,
	},
	{
		id: 'copies',
		title: 'copies',
		help: 'whole copies among the connected peers and us',
		width: 6,
		align: 'right',
		importance: 10,
		cell: ({row}, width, look) =>
			look.paint(
				row.distributedCopies < 1 ? 'attention' : 'text',
				look.place(fixed(row.distributedCopies), width, {align: 'right'}),
			),
		order: by('distributedCopies'),
		isDescendingFirst: true,
	},
	{
		id: 'eta',
		title: 'ETA',
		help: 'time left at this rate',
		width: 6,
		align: 'right',
		importance: 5,
		cell: ({row}, width, look) => durationCell(timeLeft(row.etaMs), width, look),
		order: by('etaMs'),
	},
	{
		id: 'ratio',
		title: 'ratio',
		help: 'bytes sent for each byte received',
		width: 6,
		align: 'right',
		importance: 11,
		cell: ({row}, width, look) =>
			look.paint('faint', look.place(fixed(row.ratio), width, {align: 'right'})),
		order: by('ratio'),
		isDescendingFirst: true,
	},
	{
		id: 'why',
		title: 'why',
		help: 'what it does, and what holds it up',
		width: 26,
		wish: 52,
		grow: 4,
		importance: 3,
		cell: ({why}, width, look) => look.paint(why.role, look.foreign(why.text, width)),
	},
	{
		id: 'state',
		title: 'state',
		help: 'what it does in one word',
		width: 11,
		importance: 7,
		isExtra: true,
		cell: ({row}, width, look) => look.place(torrentStateOf(row), width),
		order: by('state'),
	},
];

function doneCell({row}: TorrentItem, width: number, look: Look): string {
	const isChecking = torrentStateOf(row) === 'checking';
	const share = isChecking ? checkedShare(row) : doneShare(row);
	const text = percent(share);
	const barWidth = width - text.length - 1;
	if (barWidth < 4) {
		return look.paint(share > 0 ? 'text' : 'faint', look.place(text, width, {align: 'right'}));
	}
	const {filled, empty} = bar(share, barWidth, look.glyphs);
	const role = share >= 1 && !isChecking ? 'good' : 'down';
	return `${look.paint(role, filled)}${look.paint('track', empty)} ${text}`;
}

/** One line of the graph of the Pipeline pane; each torrent has a scale of its own. */
function trendCell({down, now}: TorrentItem, width: number, look: Look): string {
	const samples = down?.newest(samplesIn(width, look.isAscii), now - 1000) ?? [];
	const max = niceMax(samples, 1000);
	const [line = ''] = areaGraph(samples, {width, height: 1, max}, look.glyphs, look.isAscii);
	return look.paint('down', line);
}

function fixed(value: number): string {
	return Number.isFinite(value) ? Math.min(9999, value).toFixed(2) : '-';
}
