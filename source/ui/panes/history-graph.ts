import type {RateHistory} from '../../store/rate-history.js';
import {areaGraph, niceMax, samplesIn} from '../graph/area-graph.js';
import type {Frame} from '../state/frame.js';
import type {Role} from '../theme/themes.js';

/** How a history is drawn. */
export interface HistoryGraphOptions {
	readonly width: number;
	readonly height: number;
	readonly role: Role;
	/** What it is of; stands at its left. */
	readonly title: string;
	/** The scale never ends below this. */
	readonly leastMax: number;
	/** The end of the scale in words. */
	readonly words: (max: number) => string;
}

/** Columns of the scale. */
const scaleWidth = 6;

/** No graph is drawn in fewer columns. */
const leastWidth = 14;

/**
 * A number over the last minutes, newest at the right, its scale at the left: lines of exactly `width`. What a frozen screen
 * shows ends when it was frozen.
 */
export function historyGraph(
	{look, store}: Frame,
	history: RateHistory | undefined,
	{width, height, role, title, leastMax, words}: HistoryGraphOptions,
): readonly string[] {
	if (history === undefined || height < 1 || width < leastWidth) {
		return [];
	}
	const graphWidth = width - scaleWidth - 1;
	// The second that is not over would still move, on a frozen screen too.
	const samples = history.newest(samplesIn(graphWidth, look.isAscii), store.now - 1000);
	const max = niceMax(samples, leastMax);
	const lines = areaGraph(samples, {width: graphWidth, height, max}, look.glyphs, look.isAscii);
	return lines.map((line, index) => {
		const middle = index === 1 && height > 2 ? title : '';
		const label = index === 0 ? words(max) : index === height - 1 ? '0' : middle;
		const scale = look.place(label, scaleWidth, {align: 'right'});
		return `${look.paint('faint', scale)} ${look.paint(role, line)}`;
	});
}
