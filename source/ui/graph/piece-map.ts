import type {Look} from '../theme/look.js';
import type {Role} from '../theme/themes.js';

/** States of a piece, as `TorrentDetail.pieces` codes them. */
export const pieceCodes = {missing: 0, inFlight: 1, hashing: 2, have: 3, skipped: 4} as const;

/** What a map is drawn from. */
export interface PieceMapSource {
	/** A code a piece. */
	readonly pieces: Uint8Array;
	/** Connected peers that have each piece; null when not known. */
	readonly availability: Uint16Array | null;
	/** The cell that is selected; null: none. */
	readonly cursor?: number | null;
}

/** How a map is laid out: `piecesPerCell` pieces share a cell, the cells fill lines of `width`. */
export interface PieceMapSize {
	readonly width: number;
	readonly height: number;
	readonly piecesPerCell: number;
}

/** The smallest number of pieces a cell that makes all of them fit. */
export function mapSize(pieceCount: number, width: number, height: number): PieceMapSize {
	const cells = Math.max(1, width * height);
	const piecesPerCell = Math.max(1, Math.ceil(pieceCount / cells));
	const used = Math.ceil(pieceCount / piecesPerCell);
	return {width, height: Math.min(height, Math.ceil(used / Math.max(1, width))), piecesPerCell};
}

/** Lines of the map: whole cells of what we have, then what moves, then how common what is missing is. */
export function pieceMap(
	source: PieceMapSource,
	size: PieceMapSize,
	look: Look,
): readonly string[] {
	const {width, height, piecesPerCell} = size;
	const lines: string[] = [];
	for (let row = 0; row < height; row++) {
		const cells: Cell[] = [];
		for (let column = 0; column < width; column++) {
			const first = (row * width + column) * piecesPerCell;
			cells.push(
				source.cursor === row * width + column
					? ['focus', look.glyphs.pieceCursor]
					: cellOf(source, first, first + piecesPerCell, look),
			);
		}
		lines.push(paintCells(cells, look));
	}
	return lines;
}

type Cell = readonly [role: Role, glyph: string];

function cellOf(source: PieceMapSource, first: number, end: number, look: Look): Cell {
	const {pieces, availability} = source;
	const last = Math.min(end, pieces.length);
	if (first >= last) {
		return ['text', ' '];
	}
	const counts = [0, 0, 0, 0, 0];
	let least = Number.POSITIVE_INFINITY;
	for (let index = first; index < last; index++) {
		const code = pieces[index] ?? pieceCodes.missing;
		counts[code] = (counts[code] ?? 0) + 1;
		if (code === pieceCodes.missing) {
			least = Math.min(least, availability?.[index] ?? 1);
		}
	}
	const {glyphs} = look;
	const wanted = last - first - (counts[pieceCodes.skipped] ?? 0);
	if (wanted === 0) {
		return ['track', glyphs.pieceSkipped];
	}
	if (counts[pieceCodes.have] === wanted) {
		return ['good', glyphs.pieceHave];
	}
	if ((counts[pieceCodes.inFlight] ?? 0) > 0) {
		return ['down', glyphs.pieceActive];
	}
	if ((counts[pieceCodes.hashing] ?? 0) > 0) {
		return ['good', glyphs.pieceHashing];
	}
	if (least === 0) {
		return ['attention', glyphs.pieceNobody];
	}
	const have = counts[pieceCodes.have] ?? 0;
	return have > 0 ? partCell(have / wanted, look) : missingCell(least, look);
}

/** Of several pieces in a cell some are here: the more, the darker. */
function partCell(share: number, {glyphs}: Look): Cell {
	const step = Math.min(glyphs.pieceParts.length - 1, Math.floor(share * glyphs.pieceParts.length));
	return ['good', glyphs.pieceParts[step] ?? glyphs.pieceHave];
}

/** The more peers have it, the higher the column: seven steps, one a peer. */
function missingCell(availability: number, {glyphs}: Look): Cell {
	const step = Math.min(glyphs.heights.length, availability);
	return ['border', glyphs.heights[step - 1] ?? glyphs.dot];
}

/** Neighbours of one role share a colour sequence. */
function paintCells(cells: readonly Cell[], look: Look): string {
	let line = '';
	let run = '';
	let role: Role = 'text';
	for (const [next, glyph] of cells) {
		if (next !== role) {
			line += look.paint(role, run);
			run = '';
			role = next;
		}
		run += glyph;
	}
	return line + look.paint(role, run);
}
