import {peerColumns} from '../../store/columns.js';
import {RowTable} from '../../store/row-table.js';
import type {StoreState} from '../../store/store-state.js';
import type {Check, CheckFacts, CheckResult} from './check.js';
import {localChecks} from './local-checks.js';
import {peerChecks} from './peer-checks.js';
import {sourceChecks} from './source-checks.js';
import {transferChecks} from './transfer-checks.js';

/** Every check, from here outwards: in the order in which a download needs them. */
export const checks: readonly Check[] = [
	...localChecks,
	...sourceChecks,
	...peerChecks,
	...transferChecks,
];

/**
 * What a person would look at by hand if this torrent were stuck, looked at. Everything comes from the state, so that a
 * live swarm, a running one looked at from outside and a help bundle are shown the same way.
 * @returns nothing while the engine has told no numbers of the torrent.
 */
export function checklist(state: StoreState, torrentId: number): readonly CheckResult[] {
	const facts = factsOf(state, torrentId);
	return facts === undefined ? [] : checks.map(check => judge(check, facts));
}

function factsOf(state: StoreState, torrentId: number): CheckFacts | undefined {
	const row = state.torrents.rowOf(torrentId);
	if (row === undefined) {
		return undefined;
	}
	const sample = state.samples?.find(each => each.torrentId === torrentId) ?? null;
	return {
		state,
		row,
		sample,
		identity: state.torrentIdentities.get(torrentId) ?? null,
		error: state.torrentErrors.get(torrentId) ?? null,
		peers: new RowTable(peerColumns, sample?.peers ?? new Float64Array(0)),
		closed: state.closedPeers.filter(closed => closed.torrentId === torrentId),
		findings: state.findings.get(torrentId) ?? [],
	};
}

/** A rule that holds has the last word; what it calls normal is no blot. */
function judge(check: Check, facts: CheckFacts): CheckResult {
	const {mark, text, details = []} = check.look(facts);
	const severities = facts.findings
		.filter(({id}) => check.rules.includes(id))
		.map(({severity}) => severity);
	const verdict = severities.includes('error')
		? 'bad'
		: severities.includes('warn')
			? 'poor'
			: mark;
	return {id: check.id, label: check.label, mark: verdict, text, details};
}
