import {type CloseReason, closeReasonWords} from '../../store/close-reason.js';
import {connectedState} from '../peer-rows.js';
import {count, duration} from '../phrases.js';
import type {CheckFacts} from './check.js';

/** Addresses told one by one. */
const addressLimit = 8;

/** Ends of a connection that never stood. */
const unreached: ReadonlySet<CloseReason> = new Set<CloseReason>([
	'connect-timeout',
	'connect-refused',
	'connect-unreachable',
	'connect-failed',
]);

/** What became of each address that we tried, a line each: first those that can't be reached. */
export function reachedAddresses(facts: CheckFacts): readonly string[] {
	const connected = connectedLines(facts);
	const [failed, gone] = closedLines(facts, new Set(connected.keys()));
	const lines = [...failed, ...gone, ...connected.values()];
	return lines.length > addressLimit
		? [...lines.slice(0, addressLimit), `and ${lines.length - addressLimit} more`]
		: lines;
}

/** The peers we dialled and are connected to, by their addresses. */
function connectedLines({peers, state}: CheckFacts): ReadonlyMap<string, string> {
	const lines = new Map<string, string>();
	for (let row = 0; row < peers.size; row++) {
		const address = state.peerIdentities.get(peers.value(row, 'id'))?.address;
		const isOurs = peers.value(row, 'isIncoming') === 0;
		if (address !== undefined && isOurs && peers.value(row, 'state') === connectedState) {
			const ageMs = state.now - peers.value(row, 'connectedAt');
			lines.set(address, `${address}: reached, connected for ${duration(ageMs)}`);
		}
	}
	return lines;
}

/** Of the others those that were not reached the last time, and those that had been connected, each by its newest end. */
function closedLines(
	{closed}: CheckFacts,
	connected: ReadonlySet<string>,
): readonly [failed: readonly string[], gone: readonly string[]] {
	const newest = new Map(closed.map(end => [end.address, end.reason]));
	const failed: string[] = [];
	const gone: string[] = [];
	for (const [address, reason] of newest) {
		if (connected.has(address) || reason === 'self-connection') {
			continue;
		}
		const words = closeReasonWords[reason];
		if (unreached.has(reason)) {
			const tries = closed.filter(end => end.address === address && end.reason === reason).length;
			failed.push(`${address}: ${words}, ${count(tries, 'try', 'tries')}`);
		} else {
			gone.push(`${address}: connected; then: ${words}`);
		}
	}
	return [failed, gone];
}
