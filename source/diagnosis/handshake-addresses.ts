import type {CloseReason} from '../store/close-reason.js';
import type {Metrics} from './metrics.js';
import {connectedState} from './peer-rows.js';

/** Addresses that have to turn us away before they outweigh those that take our handshake. */
const addressesNeeded = 3;

/** Addresses of the window by how they took our handshake. */
export interface HandshakeAddresses {
	/** Turned it away, and never took it in the window. */
	readonly away: number;
	/** Took it, or opened with theirs. */
	readonly answered: number;
}

/**
 * Counts addresses where the counters count tries: one peer that does not want us is tried again and again, and says
 * nothing about the others. A connection to ourselves does not count: it has an end of its own (R18).
 * `reasons`: how a connection ends that was turned away.
 */
export function handshakeAddresses(
	{closes, peerRows}: Metrics,
	reasons: readonly CloseReason[],
): HandshakeAddresses {
	const away = new Set<string>();
	const answered = new Set<string>();
	for (const {address, reason, isHandshaken} of closes.ends()) {
		if (isHandshaken) {
			answered.add(address);
		} else if (reasons.includes(reason)) {
			away.add(address);
		}
	}
	for (let row = 0; row < peerRows.size; row++) {
		if (peerRows.value(row, 'state') === connectedState) {
			answered.add(peerRows.address(row) ?? `peer ${peerRows.value(row, 'id')}`);
		}
	}
	const neverAnswered = (address: string) => !answered.has(address);
	return {away: [...away].filter(neverAnswered).length, answered: answered.size};
}

/** Whether it is most addresses that turn us away, at least that share of them; or all, however few they are. */
export function isMost({away, answered}: HandshakeAddresses, share: number): boolean {
	return answered === 0 || (away >= addressesNeeded && away >= share * (away + answered));
}
