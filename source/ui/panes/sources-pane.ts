import type {SourceCount} from '../../store/engine-port.js';
import {type Frame, selectedPlace} from '../state/frame.js';
import {duration} from '../text/duration.js';
import type {Look} from '../theme/look.js';
import {headHeight, listContent} from './list-content.js';
import type {Pane} from './pane.js';
import {selectedDetail} from './peer-list.js';
import {trackerList} from './tracker-list.js';

/** Columns of one source in the table under the trackers. */
const sourceWidth = 36;

/** Pane 5: where peers come from: each tracker with its last words, and what each kind of source found. */
export const sourcesPane: Pane = {
	id: 'sources',
	number: '5',
	title: 'Sources',
	content(frame, area) {
		const counts = countLines(frame, area.width);
		const trackers = trackerList.keys(frame).length;
		const needed = headHeight(area.height, trackers) + Math.max(1, trackers);
		const height = Math.max(
			Math.min(3, area.height),
			Math.min(needed, area.height - counts.length),
		);
		const list = listContent(frame, {...area, height}, trackerList);
		const blank = ' '.repeat(area.width);
		const padding = Array.from({length: Math.max(0, height - list.lines.length)}, () => blank);
		return {...list, words: selectedMessage(frame), lines: [...list.lines, ...padding, ...counts]};
	},
};

/** The whole message of the selected tracker: its column is often too narrow for it. */
function selectedMessage(frame: Frame): string {
	const keys = trackerList.keys(frame);
	const key = keys[selectedPlace(keys, frame.screen.lists.sources)];
	return key === undefined ? '' : (trackerList.item(frame, key)?.tracker.message ?? '');
}

/** What each kind of source found, how many of those are connected, and how many of those have what we want. */
function countLines(frame: Frame, width: number): readonly string[] {
	const {look, store} = frame;
	const sources = selectedDetail(frame)?.sources ?? [];
	if (sources.length === 0) {
		return [];
	}
	const perLine = Math.max(1, Math.floor(width / sourceWidth));
	const head = `  ${'source'.padEnd(9)}${'found'.padStart(7)}${'here'.padStart(7)}${'useful'.padStart(8)}`;
	const used = Math.min(perLine, sources.length);
	const lines = [look.paint('head', look.place(head.padEnd(sourceWidth).repeat(used), width))];
	for (let index = 0; index < sources.length; index += perLine) {
		const cells = sources.slice(index, index + perLine).map(source => countCell(source, look));
		lines.push(cells.join('') + ' '.repeat(Math.max(0, width - cells.length * sourceWidth)));
	}
	const dht = store.engineRow;
	if (dht !== null && dht.dhtAgeMs > 0) {
		const words = `  DHT: ${dht.dhtNodes} nodes answered, on for ${duration(dht.dhtAgeMs)}`;
		lines.push(look.paint('faint', look.place(words, width)));
	}
	return [' '.repeat(width), ...lines];
}

function countCell(source: SourceCount, look: Look): string {
	const name = `  ${look.foreign(source.source, 9)}`;
	const numbers = [
		String(source.found).padStart(7),
		String(source.connected).padStart(7),
		String(source.useful).padStart(8),
	].join('');
	const text = look.place(name + numbers, sourceWidth);
	return source.found === 0 ? look.paint('faint', text) : text;
}
