import {rules} from '../../source/diagnosis/rules.js';
import {scenarios} from '../../source/lab/scenarios/all.js';
import {unproducible} from '../../source/lab/scenarios/unproducible.js';
import type {Play} from './scenario-play.js';

/** What stands in the table for a finding of a scenario. */
function markOf({scenario, seen, headline}: Play, id: string): string {
	const {shows} = scenario;
	if (!seen.has(id)) {
		return id === shows?.id ? '?' : '·';
	}
	if (id === shows?.id) {
		return headline === id ? '●' : '◐';
	}
	return shows?.also?.includes(id) ? '○' : '✘';
}

/**
 * Scenario × finding, the scenarios in the order of the list: ● its own finding, as the headline; ○ one that is as true, on the way or beside
 * it; ✘ a wrong one; ? its own, not seen. Then when its own was true and when it was told, in seconds of the scenario.
 */
export function findingsTable(plays: readonly Play[]): string {
	const ids = rules.map(({id}) => id).filter(id => unproducible[id] === undefined);
	const nameWidth = Math.max(...scenarios.map(({name}) => name.length));
	const order = (play: Play) => scenarios.indexOf(play.scenario);
	const head = `${''.padEnd(nameWidth)} ${ids.map(id => id.slice(1).padEnd(3)).join(' ')}  true told pace`;
	const rows = plays
		.toSorted((a, b) => order(a) - order(b))
		.map(play => {
			const {scenario, seen, timeScale} = play;
			const told = seen.get(scenario.shows?.id ?? '');
			const seconds = (time: number | undefined) =>
				(time === undefined ? '-' : String(Math.round(time))).padStart(5);
			const marks = ids.map(id => markOf(play, id).padEnd(3)).join(' ');
			const pace = `×${(1 / timeScale).toFixed(1)}`.padStart(5);
			return `${scenario.name.padEnd(nameWidth)} ${marks} ${seconds(told?.heldAt)}${seconds(told?.toldAt)}${pace}`;
		});
	const missing = Object.entries(unproducible).map(([id, reason]) => `${id}: ${reason}`);
	return [head, ...rows, '', 'Without a scenario', ...missing].join('\n');
}
