import type {Scenario} from '../../lab/scenario.js';
import {wrapWords} from '../../ui/text/wrap-words.js';

/** Columns between a name and what the scenario shows. */
const gap = 2;

/** The shortest line that a text is broken into, however narrow the terminal. */
const leastTextWidth = 20;

/**
 * A line a scenario: its name, and what it shows. In a terminal of `width` columns long texts go on in further lines under
 * themselves; into a file or a pipe (no width) each is one line. What to look at is told by the screen it opens.
 */
export function scenarioLines(scenarios: readonly Scenario[], width: number | undefined): string[] {
	const indent = Math.max(...scenarios.map(({name}) => name.length)) + gap;
	return scenarios.flatMap(({name, summary}) => {
		const lines =
			width === undefined
				? [summary]
				: wrapWords(summary, Math.max(leastTextWidth, width - indent), '…');
		return lines.map((line, at) => (at === 0 ? name : '').padEnd(indent) + line);
	});
}
