import type {Evidence} from '../store/finding.js';
import type {Metrics} from './metrics.js';

/** Peers named at most in one finding. */
export const peerLimit = 5;

/** Some fact about a peer of the snapshot, leading to it. */
export function aboutPeer({peerRows}: Metrics, row: number, words: string): Evidence {
	const address = peerRows.address(row);
	return address === undefined
		? {text: `peer ${peerRows.value(row, 'id')}: ${words}`}
		: {text: `${address}: ${words}`, peer: address};
}
