import {closeText} from '../../store/close-reason.js';
import type {PeerView} from '../../store/peer-view.js';
import type {StoreState} from '../../store/store-state.js';
import {bytesText, durationText, rateText} from '../amounts.js';
import {peerViews} from '../diagnostics-log.js';
import {percentText} from '../progress-bar.js';
import type {Table} from '../tables.js';

function ageText(ms: number | null): string {
	return ms === null ? '-' : durationText(ms);
}

/** A column of the peers' table; where the terminal is narrow those with the highest number go first. */
interface PeerColumn {
	readonly title: string;
	readonly isNumber?: boolean;
	readonly rank: number;
	readonly cell: (peer: PeerView, pieceCount: number) => string;
}

const peerColumns: readonly PeerColumn[] = [
	{title: 'Peer', rank: 0, cell: peer => peer.address},
	{title: 'Client', rank: 5, cell: peer => peer.client},
	{title: 'Flags', rank: 6, cell: peer => peer.flags},
	{
		title: 'Has',
		rank: 2,
		isNumber: true,
		cell: ({connection, piecesKnown}, pieceCount) =>
			connection === 'connected' ? percentText(piecesKnown / pieceCount) : '-',
	},
	{title: 'Wanted', rank: 3, isNumber: true, cell: peer => String(peer.piecesWanted)},
	{title: 'Can download', rank: 1, cell: peer => peer.notReadyReason ?? 'yes'},
	{
		title: 'Pipeline',
		rank: 4,
		isNumber: true,
		cell: ({pipeline}) => `${pipeline.outstanding}/${pipeline.target}`,
	},
	{title: 'Oldest', rank: 9, isNumber: true, cell: peer => ageText(peer.pipeline.oldestAgeMs)},
	{title: 'Last', rank: 10, isNumber: true, cell: peer => ageText(peer.lastActivityAgeMs)},
	{title: 'Down', rank: 7, isNumber: true, cell: peer => rateText(peer.downBytesPerSecond)},
	{title: 'Received', rank: 8, isNumber: true, cell: peer => bytesText(peer.downBytes)},
];

/** Every connection of a torrent, those that gave most first; the last row says how many more there are. */
export function peersTable(
	state: StoreState,
	torrentId: number,
	{rows: limit, width}: {readonly rows: number; readonly width: number},
): Table {
	const sample = state.samples?.find(each => each.torrentId === torrentId);
	const pieceCount = state.torrents.rowOf(torrentId)?.pieceCount ?? 0;
	const peers = sample ? peerViews(sample.peers, state.peerIdentities, state.now) : [];
	const sorted = peers
		.toSorted((a, b) => b.downBytes - a.downBytes || b.piecesWanted - a.piecesWanted)
		.slice(0, limit);
	const columns = fitColumns(
		peerColumns.map(column => ({
			...column,
			cells: sorted.map(peer => column.cell(peer, pieceCount)),
		})),
		width,
	);
	const rows = sorted.map((_, at) => columns.map(({cells}) => cells[at] ?? ''));
	return {columns, rows: withRest(rows, peers.length - limit)};
}

/** As many columns as fit, the most important ones, in their order. */
function fitColumns<Column extends PeerColumn & {readonly cells: readonly string[]}>(
	columns: readonly Column[],
	width: number,
): readonly Column[] {
	const widthOf = ({title, cells}: Column): number =>
		Math.max(title.length, ...cells.map(cell => cell.length)) + 3;
	let left = width - 1;
	const kept = new Set<Column>();
	for (const column of columns.toSorted((a, b) => a.rank - b.rank)) {
		left -= widthOf(column);
		if (left < 0) {
			break;
		}
		kept.add(column);
	}
	return columns.filter(column => kept.has(column));
}

/** The connections of a torrent that ended, the newest end of each address, newest last. */
export function closedTable(state: StoreState, torrentId: number, limit: number): Table {
	const closed = state.closedPeers.filter(each => each.torrentId === torrentId);
	const newest = [...new Map(closed.map(each => [each.address, each])).values()];
	const rows = newest
		.slice(-limit)
		.map(({address, reason, detail, lifeMs, isHandshaken}) => [
			address,
			closeText(reason, detail),
			lifeMs > 0 ? durationText(lifeMs) : 'never stood',
			isHandshaken ? 'yes' : 'no',
		]);
	return {
		columns: [
			{title: 'Ended'},
			{title: 'Why', isProse: true},
			{title: 'Lived', isNumber: true},
			{title: 'Handshake'},
		],
		rows: withRest(rows, newest.length - limit),
	};
}

function withRest(rows: Table['rows'], rest: number): Table['rows'] {
	return rest > 0 ? [...rows, [`and ${rest} more`]] : rows;
}
