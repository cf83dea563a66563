import {ageMs} from '../../store/age.js';
import type {StoreDetail} from '../../store/store-state.js';
import type {TorrentRow} from '../../store/torrent-row.js';
import {peerLetter} from '../columns/peer-columns.js';
import type {TorrentItem} from '../columns/torrent-columns.js';
import {areaGraph, niceMax, samplesIn} from '../graph/area-graph.js';
import type {Frame} from '../state/frame.js';
import {count} from '../text/amounts.js';
import {duration} from '../text/duration.js';
import type {Look} from '../theme/look.js';
import type {Pane} from './pane.js';
import {selectedDetail} from './peer-list.js';
import {selectedTorrent} from './torrent-list.js';

/** Bytes of a block (R16). */
const blockBytes = 16_384;

/** From this width on the graph and the pieces stand side by side. */
const sideBySide = 84;

/** Pane 3: how many requests are out, over time and now, and the pieces in flight block by block. */
export const pipelinePane: Pane = {
	id: 'pipeline',
	number: '3',
	title: 'Pipeline',
	content(frame, area) {
		const torrent = selectedTorrent(frame);
		if (torrent === undefined) {
			return {lines: []};
		}
		const detail = selectedDetail(frame);
		const facts = factLines(torrent.row, frame, area.width);
		const height = area.height - facts.length;
		if (area.width >= sideBySide) {
			const left = Math.floor(area.width * 0.42);
			const right = area.width - left - 2;
			const graph = depthGraph(frame, torrent.row.id, left, height);
			const pieces = pieceLines(torrent, detail, frame.look, {width: right, height});
			const sides = Array.from({length: height}, (_, index) => {
				const piece = pieces[index] ?? ' '.repeat(right);
				return `${graph[index] ?? ' '.repeat(left)}  ${piece}`;
			});
			return {lines: [...facts, ...sides]};
		}
		const graphHeight = Math.min(6, Math.floor(height / 2));
		const graph = depthGraph(frame, torrent.row.id, area.width, graphHeight);
		const pieces = pieceLines(torrent, detail, frame.look, {
			width: area.width,
			height: height - graphHeight,
		});
		return {lines: [...facts, ...graph, ...pieces]};
	},
};

/** Requests by what became of them: as much as fits on one line. */
function factLines(row: TorrentRow, {look, store}: Frame, width: number): readonly string[] {
	const oldest = ageMs(store.now, row.oldestRequestAt);
	const facts = [
		`${row.outstanding} out`,
		`${count(row.requestsSent)} sent`,
		`${count(row.blocksReceived)} answered`,
		`${row.requestsTimedOut} timed out`,
		`${row.duplicateBlocks} twice`,
		`depth at most ${row.greatestDepth}`,
		`oldest ${duration(oldest)}`,
	];
	const separator = ` ${look.glyphs.separator} `;
	let text = '';
	for (const fact of facts) {
		const longer = text === '' ? fact : text + separator + fact;
		if (longer.length > width) {
			break;
		}
		text = longer;
	}
	return [look.paint('faint', look.place(text, width))];
}

/** Requests outstanding over the last minutes, with its scale at the left. */
function depthGraph(
	frame: Frame,
	torrentId: number,
	width: number,
	height: number,
): readonly string[] {
	const {look, store} = frame;
	const history = store.histories.get(torrentId)?.outstanding;
	if (history === undefined || height < 1 || width < 12) {
		return [];
	}
	const labelWidth = 5;
	const graphWidth = width - labelWidth - 1;
	const samples = history.newest(samplesIn(graphWidth, look.isAscii));
	const max = niceMax(samples, 10);
	const lines = areaGraph(samples, {width: graphWidth, height, max}, look.glyphs, look.isAscii);
	return lines.map((line, index) => {
		const label = index === 0 ? String(max) : index === height - 1 ? '0' : '';
		return `${look.paint('faint', label.padStart(labelWidth))} ${look.paint('down', line)}`;
	});
}

/** Blanks between pieces that stand beside each other. */
const pieceGap = 3;

/** The pieces in flight, the oldest first: one a line, or more where pieces are short and the pane is wide. */
function pieceLines(
	torrent: TorrentItem,
	detail: StoreDetail | null,
	look: Look,
	size: {readonly width: number; readonly height: number},
): readonly string[] {
	const {width, height} = size;
	if (detail === null || height < 1) {
		return [];
	}
	const {activePieces} = detail;
	const blocks = Math.ceil((torrent.identity?.pieceLength ?? 0) / blockBytes);
	const labelWidth = String(torrent.row.pieceCount).length + 1;
	const tallyWidth = String(blocks).length * 2 + 1;
	const least = labelWidth + tallyWidth + 2 + Math.max(1, blocks);
	const columns = Math.max(1, Math.floor((width + pieceGap) / (least + pieceGap)));
	const each = Math.floor((width + pieceGap) / columns) - pieceGap;
	const owners = blockOwners(detail);
	const offsets = blockOffsets(detail);
	const cells = Array.from({length: activePieces.size}, (_, place) => place)
		.sort((a, b) => activePieces.value(a, 'openedAt') - activePieces.value(b, 'openedAt'))
		.slice(0, height * columns)
		.map(place => {
			const row = activePieces.row(place);
			const label = `#${row.index}`.padStart(labelWidth);
			const tally = `${row.received}/${row.blocks}`.padStart(tallyWidth);
			const room = Math.max(1, each - labelWidth - tallyWidth - 2);
			const piece = {index: row.index, blocks: row.blocks, offset: offsets[place] ?? 0, room};
			const map = blockCells(piece, detail, owners, look);
			return `${look.paint('faint', label)} ${tally} ${map}`;
		});
	return inColumns(cells, {columns, each, width, height});
}

/** Cells of one width, down and then to the right, as lines of the whole width. */
function inColumns(
	cells: readonly string[],
	size: {
		readonly columns: number;
		readonly each: number;
		readonly width: number;
		readonly height: number;
	},
): readonly string[] {
	const {columns, each, width, height} = size;
	const end = ' '.repeat(width - columns * each - (columns - 1) * pieceGap);
	return Array.from({length: Math.min(height, cells.length)}, (_, line) => {
		const parts = Array.from(
			{length: columns},
			(_, column) => cells[column * height + line] ?? ' '.repeat(each),
		);
		return parts.join(' '.repeat(pieceGap)) + end;
	});
}

type Owners = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** piece → begin → peer, of the blocks that are asked for. */
function blockOwners({blocks}: StoreDetail): Owners {
	const owners = new Map<number, Map<number, number>>();
	for (let row = 0; row < blocks.size; row++) {
		const index = blocks.value(row, 'index');
		const piece = owners.get(index) ?? new Map<number, number>();
		owners.set(
			index,
			piece.set(blocks.value(row, 'begin') / blockBytes, blocks.value(row, 'peerId')),
		);
	}
	return owners;
}

/** Where each active piece begins in `receivedBlocks`. */
function blockOffsets({activePieces}: StoreDetail): readonly number[] {
	const offsets: number[] = [];
	let offset = 0;
	for (let row = 0; row < activePieces.size; row++) {
		offsets.push(offset);
		offset += activePieces.value(row, 'blocks');
	}
	return offsets;
}

/** A piece's blocks: here, asked for (the peer's letter in its colour), missing. Several share a cell where there are many. */
function blockCells(
	piece: {
		readonly index: number;
		readonly blocks: number;
		readonly offset: number;
		readonly room: number;
	},
	detail: StoreDetail,
	owners: Owners,
	look: Look,
): string {
	const perCell = Math.max(1, Math.ceil(piece.blocks / Math.max(1, piece.room)));
	const cells = Math.ceil(piece.blocks / perCell);
	const asked = owners.get(piece.index);
	let text = '';
	for (let cell = 0; cell < cells; cell++) {
		const first = cell * perCell;
		const last = Math.min(piece.blocks, first + perCell);
		let owner: number | undefined;
		let received = 0;
		for (let block = first; block < last; block++) {
			owner ??= asked?.get(block);
			received += detail.receivedBlocks?.[piece.offset + block] === 1 ? 1 : 0;
		}
		if (owner !== undefined) {
			text += look.hue(owner, peerLetter(owner));
		} else {
			text +=
				received === last - first
					? look.paint('good', look.glyphs.blockReceived)
					: look.paint('track', look.glyphs.blockMissing);
		}
	}
	return text + ' '.repeat(Math.max(0, piece.room - cells));
}
