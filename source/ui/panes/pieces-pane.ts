import type {StoreDetail} from '../../store/store-state.js';
import {mapSize, type PieceMapSize, pieceCodes, pieceMap} from '../graph/piece-map.js';
import {count} from '../text/amounts.js';
import {cleanText} from '../text/clean-text.js';
import {plainText} from '../text/plain-text.js';
import {textWidth} from '../text/text-width.js';
import {wrapWords} from '../text/wrap-words.js';
import type {Look} from '../theme/look.js';
import type {Counter, Pane} from './pane.js';
import {selectedDetail} from './peer-list.js';
import {pieceWords} from './piece-words.js';
import {selectedTorrent} from './torrent-list.js';

/** Pane 4: which pieces are here, which are coming, how rare the missing ones are, and all about the selected one. */
export const piecesPane: Pane = {
	id: 'pieces',
	number: '4',
	title: 'Pieces',
	content(frame, area) {
		const {look, screen} = frame;
		const detail = selectedDetail(frame);
		const torrent = selectedTorrent(frame);
		const pieces = detail?.pieces ?? null;
		if (detail === null || pieces === null || torrent === undefined) {
			return {lines: []};
		}
		const {piece} = screen;
		const size = pieceMapSize(pieces.length, area);
		const cursor = piece === null ? null : Math.floor(piece / size.piecesPerCell);
		const map = pieceMap({pieces, availability: detail.availability, cursor}, size, look);
		const words = piece === null ? [] : pieceWords(piece, {torrent, detail});
		const about = words.join(` ${look.glyphs.separator} `);
		const room = Math.max(1, area.height - map.length - 1);
		const under = [
			...wrapWords(cleanText(about, look.isAscii), area.width, look.glyphs.ellipsis)
				.slice(0, room)
				.map(line => look.place(line, area.width)),
			...legendLines(area.width, look),
		];
		return {
			lines: [...map, ...under].slice(0, area.height),
			counters: countersOf(detail, pieces),
			note: size.piecesPerCell === 1 ? 'a piece a cell' : `${size.piecesPerCell} pieces a cell`,
		};
	},
};

/** Rows under the map: the words about the selected piece and the legend. */
const underMap = 2;

/** How the map is laid out in the pane. It keeps its place when a piece is selected. */
export function pieceMapSize(
	pieceCount: number,
	{width, height}: {readonly width: number; readonly height: number},
): PieceMapSize {
	return mapSize(
		pieceCount,
		width,
		height > underMap + 1 ? height - underMap : Math.max(1, height - 1),
	);
}

function countersOf(detail: StoreDetail, pieces: Uint8Array): readonly Counter[] {
	const counts = [0, 0, 0, 0, 0];
	let nobody = 0;
	for (const [index, code] of pieces.entries()) {
		counts[code] = (counts[code] ?? 0) + 1;
		nobody += code === pieceCodes.missing && detail.availability?.[index] === 0 ? 1 : 0;
	}
	const inFlight = (counts[pieceCodes.inFlight] ?? 0) + (counts[pieceCodes.hashing] ?? 0);
	return [
		{text: `${count(counts[pieceCodes.have] ?? 0)}/${count(pieces.length)}`, importance: 1},
		{text: `${inFlight} in flight`, importance: 3},
		{text: `${count(nobody)} nobody has`, importance: 2},
		{text: `${count(counts[pieceCodes.skipped] ?? 0)} skipped`, importance: 4},
	];
}

/** Narrower legends do without how many peers a height stands for. */
const leastForLegend = 60;

/** Blanks between two entries of the legend. */
const legendGap = 3;

/** What the glyphs mean, the most telling first, in as many lines as it takes. */
function legendLines(width: number, look: Look): readonly string[] {
	const {glyphs} = look;
	const parts: ReadonlyArray<readonly [string, string]> = [
		[look.paint('good', glyphs.pieceHave), 'have'],
		[look.paint('down', glyphs.pieceActive), 'in flight'],
		[look.paint('attention', glyphs.pieceNobody), 'nobody has it'],
		[
			look.paint('border', `${glyphs.heights[0]}${glyphs.heights.at(-1)}`),
			width < leastForLegend ? 'missing' : 'missing: 1 to 7+ peers have it',
		],
		[look.paint('good', glyphs.pieceParts[1] ?? ''), 'in part'],
		[look.paint('good', glyphs.pieceHashing), 'checking'],
	];
	const lines: string[] = [];
	let line = '';
	let used = 0;
	for (const [glyph, words] of parts) {
		const length = words.length + (words.startsWith('missing') ? 3 : 2);
		const gap = used === 0 ? 0 : legendGap;
		if (used + gap + length > width && used > 0) {
			lines.push(line + ' '.repeat(Math.max(0, width - used)));
			line = '';
			used = 0;
		}
		line += `${' '.repeat(used === 0 ? 0 : legendGap)}${glyph} ${look.paint('faint', words)}`;
		used += length + (used === 0 ? 0 : legendGap);
	}
	lines.push(line + ' '.repeat(Math.max(0, width - used)));
	return lines.filter(each => textWidth(plainText(each)) === width);
}
