import {ageMs} from '../../store/age.js';
import type {StoreDetail} from '../../store/store-state.js';
import type {TorrentRow} from '../../store/torrent-row.js';
import {peerLetter} from '../columns/peer-columns.js';
import {areaGraph, niceMax, samplesIn} from '../graph/area-graph.js';
import type {Frame} from '../state/frame.js';
import {count} from '../text/amounts.js';
import {duration} from '../text/duration.js';
import type {Look} from '../theme/look.js';
import type {Pane} from './pane.js';
import {selectedDetail} from './peer-list.js';
import {selectedTorrent} from './torrent-list.js';

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
			const pieces = pieceLines(detail, frame.look, right, height);
			const sides = Array.from({length: height}, (_, index) => {
				const piece = pieces[index] ?? ' '.repeat(right);
				return `${graph[index] ?? ' '.repeat(left)}  ${piece}`;
			});
			return {lines: [...facts, ...sides]};
		}
		const graphHeight = Math.min(6, Math.floor(height / 2));
		const graph = depthGraph(frame, torrent.row.id, area.width, graphHeight);
		const pieces = pieceLines(detail, frame.look, area.width, height - graphHeight);
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

/** A line for each piece in flight, the oldest first. */
function pieceLines(
	detail: StoreDetail | null,
	look: Look,
	width: number,
	height: number,
): readonly string[] {
	if (detail === null || height < 1) {
		return [];
	}
	const owners = blockOwners(detail);
	const {activePieces} = detail;
	const offsets = blockOffsets(detail);
	const places = Array.from({length: activePieces.size}, (_, place) => place).sort(
		(a, b) => activePieces.value(a, 'openedAt') - activePieces.value(b, 'openedAt'),
	);
	return places.slice(0, height).map(place => {
		const index = activePieces.value(place, 'index');
		const blocks = activePieces.value(place, 'blocks');
		const received = activePieces.value(place, 'received');
		const label = `#${index}`.padStart(7);
		const tally = `${received}/${blocks}`.padStart(9);
		const room = width - label.length - tally.length - 2;
		const map = blockCells(
			{index, blocks, offset: offsets[place] ?? 0, room},
			detail,
			owners,
			look,
		);
		return `${look.paint('faint', label)} ${map} ${tally}`;
	});
}

type Owners = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** piece → begin → peer, of the blocks that are asked for. */
function blockOwners({blocks}: StoreDetail): Owners {
	const owners = new Map<number, Map<number, number>>();
	for (let row = 0; row < blocks.size; row++) {
		const index = blocks.value(row, 'index');
		const piece = owners.get(index) ?? new Map<number, number>();
		owners.set(index, piece.set(blocks.value(row, 'begin') / 16_384, blocks.value(row, 'peerId')));
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
