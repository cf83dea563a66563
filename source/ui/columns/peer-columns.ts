import {ageMs} from '../../store/age.js';
import {notReadyReasons, type PeerColumn} from '../../store/columns.js';
import type {PeerIdentity} from '../../store/engine-port.js';
import {flagLetters} from '../../store/peer-flags.js';
import {
	connectionOf,
	notReadyReasonOf,
	type PeerRow,
	sourceOf,
	transportOf,
} from '../../store/peer-row.js';
import type {RowTable} from '../../store/row-table.js';
import {bar} from '../graph/bar.js';
import {bytesWidth, count, rateWidth} from '../text/amounts.js';
import {duration} from '../text/duration.js';
import type {Look} from '../theme/look.js';
import {addressKey} from './address-key.js';
import {bytesCell, durationCell, rateCell, shareCell} from './cells.js';
import type {Column} from './column.js';

/** A peer as its row is drawn from. */
export interface PeerItem {
	readonly row: PeerRow;
	readonly identity: PeerIdentity | undefined;
	/** Engine clock. */
	readonly now: number;
	readonly pieceCount: number;
}

/** What peers are sorted by. */
export interface PeerSource {
	readonly peers: RowTable<PeerColumn>;
	readonly identities: ReadonlyMap<number, PeerIdentity>;
}

/** A request older than this calls for attention. */
const oldRequestMs = 15_000;

function by(column: PeerColumn): NonNullable<PeerColumnRow['order']> {
	return ({peers}, place) => peers.value(place, column);
}

type PeerColumnRow = Column<PeerItem, PeerSource>;

/** The letter that stands for a peer in the pipeline pane. */
export function peerLetter(peerId: number): string {
	return peerLetters[peerId % peerLetters.length] ?? '?';
}

const peerLetters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The columns of the Peers pane. */
export const peerColumnTable: readonly PeerColumnRow[] = [
	{
		id: 'address',
		title: 'address',
		help: 'where the peer is; the letter before it stands for it in the pipeline',
		width: 23,
		tight: 9,
		grow: 1,
		most: 42,
		importance: 1,
		cell: ({row, identity}, width, look) =>
			`${look.hue(row.id, peerLetter(row.id))} ${look.foreign(identity?.address || look.glyphs.ellipsis, width - 2, {cut: 'start'})}`,
		order: ({peers, identities}, place) =>
			addressKey(identities.get(peers.id(place))?.address ?? ''),
	},
	{
		id: 'client',
		title: 'client',
		help: 'its program, as it says',
		// As wide as leaves it on a screen of 120 columns.
		width: 11,
		grow: 2,
		most: 24,
		importance: 8,
		cell: ({identity}, width, look) =>
			look.paint('faint', look.foreign(identity?.client ?? '', width)),
		order: ({peers, identities}, place) =>
			(identities.get(peers.id(place))?.client ?? '').toLowerCase(),
	},
	{
		id: 'flags',
		title: 'flags',
		help: 'letters for its state; ? spells them out',
		width: 6,
		importance: 4,
		cell: ({row}, width, look) => look.place(flagLetters(row), width),
	},
	{
		id: 'has',
		title: 'has',
		help: 'how much of the torrent it has',
		width: 4,
		align: 'right',
		importance: 5,
		cell: hasCell,
		order: by('piecesKnown'),
		isDescendingFirst: true,
	},
	{
		id: 'wants',
		title: 'wants',
		help: 'pieces it has that we want',
		width: 6,
		align: 'right',
		importance: 6,
		cell: ({row}, width, look) =>
			look.paint(
				row.piecesWanted > 0 ? 'text' : 'faint',
				look.place(count(row.piecesWanted), width, {align: 'right'}),
			),
		order: by('piecesWanted'),
		isDescendingFirst: true,
	},
	{
		id: 'can',
		title: 'can download',
		help: 'whether blocks can be asked of it, and if not, why',
		// Its title and the arrow of the usual order.
		width: 13,
		tight: 8,
		grow: 8,
		most: 24,
		importance: 2,
		cell: canCell,
		order: stageOrder,
	},
	{
		id: 'pipeline',
		title: 'pipeline',
		help: 'requests outstanding of the depth aimed at',
		width: 9,
		grow: 1,
		most: 18,
		importance: 4,
		cell: pipelineCell,
		order: by('outstanding'),
		isDescendingFirst: true,
	},
	{
		id: 'oldest',
		title: 'oldest',
		help: 'how long its oldest request has waited',
		width: 6,
		align: 'right',
		importance: 7,
		cell: ({row, now}, width, look) => {
			const age = ageMs(now, row.oldestRequestAt);
			return durationCell(age, width, look, (age ?? 0) >= oldRequestMs ? 'attention' : 'text');
		},
		order: by('oldestRequestAt'),
	},
	{
		id: 'last',
		title: 'last',
		help: 'time since anything came or went',
		width: 6,
		align: 'right',
		importance: 7,
		cell: ({row, now}, width, look) =>
			look.paint('faint', duration(ageMs(now, row.lastActivityAt)).padStart(width)),
		order: by('lastActivityAt'),
		isDescendingFirst: true,
	},
	{
		id: 'down',
		title: 'down',
		help: 'payload it sends us, a second',
		width: rateWidth,
		align: 'right',
		importance: 3,
		cell: ({row}, width, look) => rateCell(row.downBytesPerSecond, width, look, 'down'),
		order: by('downBytesPerSecond'),
		isDescendingFirst: true,
	},
	{
		id: 'up',
		title: 'up',
		help: 'payload we send it, a second',
		width: rateWidth,
		align: 'right',
		importance: 6,
		cell: ({row}, width, look) => rateCell(row.upBytesPerSecond, width, look, 'up'),
		order: by('upBytesPerSecond'),
		isDescendingFirst: true,
	},
	{
		id: 'received',
		title: 'received',
		help: 'payload it sent us so far',
		width: bytesWidth,
		align: 'right',
		importance: 9,
		cell: ({row}, width, look) => bytesCell(row.downBytes, width, look),
		order: by('downBytes'),
		isDescendingFirst: true,
	},
	{
		id: 'sent',
		title: 'sent',
		help: 'payload we sent it so far',
		width: bytesWidth,
		align: 'right',
		importance: 10,
		cell: ({row}, width, look) => bytesCell(row.upBytes, width, look),
		order: by('upBytes'),
		isDescendingFirst: true,
	},
	{
		id: 'source',
		title: 'source',
		help: 'where its address came from',
		width: 8,
		importance: 11,
		cell: ({row}, width, look) => look.paint('faint', look.place(sourceOf(row), width)),
		order: by('source'),
	},
	{
		id: 'transport',
		title: 'over',
		help: 'what carries the bytes',
		width: 4,
		importance: 12,
		cell: ({row}, width, look) => look.paint('faint', look.place(transportOf(row), width)),
		order: by('transport'),
	},
	{
		id: 'age',
		title: 'age',
		help: 'how long it has been connected',
		width: 6,
		align: 'right',
		importance: 13,
		isExtra: true,
		cell: ({row, now}, width, look) => durationCell(ageMs(now, row.connectedAt), width, look),
		order: by('connectedAt'),
	},
];

function hasCell({row, pieceCount}: PeerItem, width: number, look: Look): string {
	return row.availability === 0
		? look.paint('faint', '?'.padStart(width))
		: shareCell(row.piecesKnown / pieceCount, width, look);
}

/** How near a peer is to giving us a block; the calm order of the pane, for it changes only when something happens. */
function stageOrder({peers}: PeerSource, place: number): number {
	if (peers.value(place, 'outstanding') > 0) {
		return 0;
	}
	if (peers.value(place, 'canDownload') === 1) {
		return 1;
	}
	const isConnected = peers.value(place, 'state') === 2;
	const wants = peers.value(place, 'piecesWanted') > 0;
	const reason = peers.value(place, 'notReadyReason');
	return isConnected ? (wants ? 2 : 3) + reason / notReadyReasons.length : 5;
}

/** For where the whole words have no room. */
const shortReasons: {readonly [Reason in (typeof notReadyReasons)[number]]?: string} = {
	'availability unknown': 'not told yet',
	'nothing we want': 'none wanted',
	'not interested yet': 'no interest',
	'refuses requests': 'refuses us',
	'held back by us': 'held by us',
};

function canCell({row}: PeerItem, width: number, look: Look): string {
	if (connectionOf(row) !== 'connected') {
		return look.paint('faint', look.place(connectionOf(row), width));
	}
	if (row.canDownload === 1) {
		return look.paint('good', look.place('yes', width));
	}
	const reason = notReadyReasonOf(row);
	const words = reason.length > width ? (shortReasons[reason] ?? reason) : reason;
	const calls = reason === 'snubbed' || reason === 'refuses requests';
	const role = calls ? 'attention' : reason === 'choking us' ? 'text' : 'faint';
	return look.paint(role, look.place(words, width));
}

function pipelineCell({row}: PeerItem, width: number, look: Look): string {
	const text = `${row.outstanding}/${row.target}`;
	if (row.target === 0 && row.outstanding === 0) {
		return look.paint('faint', look.place('-', width));
	}
	const barWidth = width - 9;
	if (barWidth < 3) {
		return look.place(text, width);
	}
	const {filled, empty} = bar(row.outstanding / Math.max(1, row.target), barWidth, look.glyphs);
	return `${look.paint('down', filled)}${look.paint('track', empty)} ${look.place(text, 8)}`;
}
