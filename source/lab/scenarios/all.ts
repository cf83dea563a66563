import type {Scenario} from '../scenario.js';
import {availabilityScenarios} from './availability.js';
import {chokeScenarios} from './choke.js';
import {connectScenarios} from './connect.js';
import {localScenarios} from './local.js';
import {mixed} from './mixed.js';
import {sourceScenarios} from './sources.js';
import {transferScenarios} from './transfer.js';
import {wholeScenarios} from './whole.js';

const ofFindings = [
	...localScenarios,
	...sourceScenarios,
	...connectScenarios,
	...availabilityScenarios,
	...chokeScenarios,
	...transferScenarios,
];

/** Every scenario of the lab: the one that `npm start` opens first, then whole swarms, then those about a finding by its id. */
export const scenarios: readonly [Scenario, ...Scenario[]] = [
	mixed,
	...wholeScenarios,
	...ofFindings.sort((one, other) => (one.name < other.name ? -1 : 1)),
];

/** The scenario of that name, or the first that is about the finding of that id (`e29c`); undefined when there is none. */
export function findScenario(name: string): Scenario | undefined {
	return (
		scenarios.find(scenario => scenario.name === name) ??
		scenarios.find(({shows}) => shows?.id.toLowerCase() === name.toLowerCase())
	);
}
