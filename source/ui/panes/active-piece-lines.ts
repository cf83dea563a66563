import type {StoreDetail} from '../../store/store-state.js';
import {peerLetter} from '../columns/peer-columns.js';
import type {TorrentItem} from '../columns/torrent-columns.js';
import type {Look} from '../theme/look.js';

/** Bytes of a block (R16). */
const blockBytes = 16_384;

/** Blanks between pieces that stand beside each other. */
const pieceGap = 3;

/** The pieces in flight, the oldest first: one a line, or more where pieces are short and the pane is wide. */
export function activePieceLines(
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
