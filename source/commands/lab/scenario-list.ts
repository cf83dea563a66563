import type {Scenario} from '../../lab/scenario.js';
import {wrapWords} from '../../ui/text/wrap-words.js';
import type {Table} from '../tables.js';

const columns = [{title: 'Scenario'}, {title: 'What it shows'}, {title: 'What to look at'}];

/** The rules between three columns and around them. */
const rulesWidth = 3 * columns.length + 1;

/** The longest text that stands beside another rather than under nothing. */
const leastTextWidth = 16;

/**
 * The scenarios as a table of `width` columns, whose long texts go on in further rows; a row a scenario where there is no
 * width to keep to.
 */
export function scenarioTable(scenarios: readonly Scenario[], width: number | undefined): Table {
	const nameWidth = Math.max(...scenarios.map(({name}) => name.length));
	const room = (width ?? Number.POSITIVE_INFINITY) - rulesWidth - nameWidth;
	const showsWidth = Math.max(leastTextWidth, Math.floor(room * 0.4));
	const watchWidth = Math.max(leastTextWidth, room - showsWidth);
	const wrap = (text: string, to: number) =>
		Number.isFinite(to) ? wrapWords(text, to, '…') : [text];
	return {
		columns,
		rows: scenarios.flatMap(({name, summary, watch}) => {
			const texts = [[name], wrap(summary, showsWidth), wrap(watch, watchWidth)];
			const height = Math.max(...texts.map(lines => lines.length));
			return Array.from({length: height}, (_, line) => texts.map(lines => lines[line] ?? ''));
		}),
	};
}
