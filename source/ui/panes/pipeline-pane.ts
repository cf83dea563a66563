import {ageMs} from '../../store/age.js';
import type {TorrentRow} from '../../store/torrent-row.js';
import type {Frame} from '../state/frame.js';
import {bytesWords, count} from '../text/amounts.js';
import {duration} from '../text/duration.js';
import {activePieceLines} from './active-piece-lines.js';
import {historyGraph} from './history-graph.js';
import type {Pane} from './pane.js';
import {selectedDetail} from './peer-list.js';
import {selectedTorrent} from './torrent-list.js';

/** From this width on the graph and the pieces stand side by side. */
const sideBySide = 84;

/** Rows, and columns, in which two graphs are worth more than one larger one; blanks between two abreast. */
const leastStacked = 4;
const leastAbreast = 26;
const graphGap = 2;

/** Pane 3: what comes in and how many requests are out, over time and now, and the pieces in flight block by block. */
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
			const graph = stackedGraphs(frame, torrent.row.id, {width: left, height});
			const pieces = activePieceLines(torrent, detail, frame.look, {width: right, height});
			const sides = Array.from({length: height}, (_, index) => {
				const piece = pieces[index] ?? ' '.repeat(right);
				return `${graph[index] ?? ' '.repeat(left)}  ${piece}`;
			});
			return {lines: [...facts, ...sides]};
		}
		const graphHeight = Math.min(6, Math.floor(height / 2));
		const size = {width: area.width, height: graphHeight};
		const graph = graphsAbreast(frame, torrent.row.id, size);
		const pieces = activePieceLines(torrent, detail, frame.look, {
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

/** What comes in over the last minutes. */
function rateGraph(frame: Frame, torrentId: number, size: GraphSize): readonly string[] {
	return historyGraph(frame, frame.store.histories.get(torrentId)?.down, {
		...size,
		role: 'down',
		title: 'down',
		leastMax: 1000,
		words: max => bytesWords(max).replace('.0', ''),
	});
}

/** Requests outstanding over the last minutes. */
function depthGraph(frame: Frame, torrentId: number, size: GraphSize): readonly string[] {
	return historyGraph(frame, frame.store.histories.get(torrentId)?.outstanding, {
		...size,
		role: 'good',
		title: 'out',
		leastMax: 10,
		words: String,
	});
}

interface GraphSize {
	readonly width: number;
	readonly height: number;
}

/** One over the other where both have a height that says something. */
function stackedGraphs(frame: Frame, torrentId: number, size: GraphSize): readonly string[] {
	if (size.height < 2 * leastStacked) {
		return depthGraph(frame, torrentId, size);
	}
	const upper = Math.ceil(size.height / 2);
	return [
		...rateGraph(frame, torrentId, {...size, height: upper}),
		...depthGraph(frame, torrentId, {...size, height: size.height - upper}),
	];
}

/** Beside each other where both have a width that says something. */
function graphsAbreast(frame: Frame, torrentId: number, size: GraphSize): readonly string[] {
	const width = Math.floor((size.width - graphGap) / 2);
	if (width < leastAbreast) {
		return depthGraph(frame, torrentId, size);
	}
	const left = rateGraph(frame, torrentId, {...size, width});
	const right = depthGraph(frame, torrentId, {...size, width});
	const end = ' '.repeat(size.width - graphGap - 2 * width);
	return left.map((line, index) => `${line}${' '.repeat(graphGap)}${right[index] ?? ''}${end}`);
}
