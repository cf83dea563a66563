import {availabilityRules} from './availability.js';
import {chokeRules} from './choke.js';
import {connectRules} from './connect.js';
import {localRules} from './local.js';
import type {TorrentFacts} from './metrics.js';
import type {Rule, Scope} from './rule.js';
import {sourceRules} from './sources.js';
import {transferRules} from './transfer.js';

/** All rules, E01 to E38, in the order of headlines. */
export const rules: readonly Rule[] = [
	...localRules,
	...sourceRules,
	...connectRules,
	...availabilityRules,
	...chokeRules,
	...transferRules,
];

type State = TorrentFacts['state'];

const fetching: readonly State[] = ['metadata', 'downloading'];
const running: readonly State[] = [...fetching, 'seeding'];

/** The states of a torrent in which the rules of a scope are asked. */
const states: Readonly<Record<Exclude<Scope, 'always'>, readonly State[]>> = {
	unpaused: [...running, 'checking', 'error'],
	running,
	fetching,
	metadata: ['metadata'],
	downloading: ['downloading'],
};

/** Whether a rule of this scope is asked about a torrent in this state. */
export function isInScope(scope: Scope, state: State): boolean {
	return scope === 'always' || states[scope].includes(state);
}
