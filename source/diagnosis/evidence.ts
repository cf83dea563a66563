import {type CloseReason, closeReasonWords} from '../store/close-reason.js';
import type {Evidence} from '../store/finding.js';
import type {Metrics} from './metrics.js';

/** Peers named at most in one finding. */
export const peerLimit = 5;

/** How a connection ends that is cut before their handshake came. */
export const cutReasons: readonly CloseReason[] = [
	'handshake-failed',
	'closed-by-peer',
	'reset-by-peer',
];

/** The addresses whose newest connection ended for one of these reasons, newest first, a handful; each leads to its peer. */
export function endedPeers({closes}: Metrics, reasons: readonly CloseReason[]): Evidence[] {
	const seen = new Set<string>();
	const evidence: Evidence[] = [];
	for (const {address, reason} of closes.ends()) {
		if (evidence.length === peerLimit) {
			break;
		}
		if (!seen.has(address) && reasons.includes(reason)) {
			evidence.push({text: `${address}: ${closeReasonWords[reason]}`, peer: address});
		}
		seen.add(address);
	}
	return evidence;
}

/** Some fact about a peer of the snapshot, leading to it. */
export function aboutPeer({peerRows}: Metrics, row: number, words: string): Evidence {
	const address = peerRows.address(row);
	return address === undefined
		? {text: `peer ${peerRows.value(row, 'id')}: ${words}`}
		: {text: `${address}: ${words}`, peer: address};
}
