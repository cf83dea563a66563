import type {Scenario} from '../scenario.js';
import {availabilityScenarios} from './availability.js';
import {chokeScenarios} from './choke.js';
import {connectScenarios} from './connect.js';
import {localScenarios} from './local.js';
import {mixed} from './mixed.js';
import {sourceScenarios} from './sources.js';
import {transferScenarios} from './transfer.js';
import {wholeScenarios} from './whole.js';

/** Every scenario of the lab, the one that `npm start` opens first; those about a finding in the order of the diagnoses. */
export const scenarios: readonly [Scenario, ...Scenario[]] = [
	mixed,
	...wholeScenarios,
	...localScenarios,
	...sourceScenarios,
	...connectScenarios,
	...availabilityScenarios,
	...chokeScenarios,
	...transferScenarios,
];

/** The scenario of that name, or the first that is about the finding of that id (`e29c`); undefined when there is none. */
export function findScenario(name: string): Scenario | undefined {
	return (
		scenarios.find(scenario => scenario.name === name) ??
		scenarios.find(({shows}) => shows?.id.toLowerCase() === name.toLowerCase())
	);
}
