import type {Scenario} from '../scenario.js';
import {mixed} from './mixed.js';

/** Every scenario of the lab, the one that `npm start` opens first. */
export const scenarios: readonly [Scenario, ...Scenario[]] = [mixed];

/** The scenario of that name; undefined when there is none. */
export function findScenario(name: string): Scenario | undefined {
	return scenarios.find(scenario => scenario.name === name);
}
