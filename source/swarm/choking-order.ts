import type {Peer} from './peer.js';

/** What a peer waits in this time after its handshake, three optimistic turns, counts three times (R8). */
const newMs = 90_000;
const newWeight = 3;

/**
 * The peers in the order in which they deserve a slot (R8). First those that are interested, by their rate to us, or by our rate
 * to them when we only give (`isGiving`); a peer that snubs us gets none of these but the optimistic one (BEP 3). Then, to encourage
 * them, those that are not interested: first the ones that have what we want.
 */
export function rankForSlots(peers: readonly Peer[], isGiving: boolean): Peer[] {
	const deserving = peers.filter(
		({peerInterested, isSnubbed}) => !peerInterested || isGiving || !isSnubbed,
	);
	return deserving.sort(
		(left, right) =>
			Number(right.peerInterested) - Number(left.peerInterested) ||
			(left.peerInterested ? compareRates(left, right, isGiving) : compareHopes(left, right)) ||
			// Equal ones stay as they are: choking and unchoking back and forth helps nobody.
			Number(left.amChoking) - Number(right.amChoking) ||
			left.id - right.id,
	);
}

/**
 * Who gets the optimistic slot next (R8): of the interested peers the one that has waited longest since it had it last, or since it
 * came; a new peer's wait counts three times. Equal waits are decided by chance.
 */
export function pickOptimistic(
	peers: readonly Peer[],
	random: () => number,
	now: number,
): Peer | undefined {
	let best: Peer | undefined;
	let longest = Number.NEGATIVE_INFINITY;
	let ties = 0;
	for (const peer of peers) {
		if (!peer.peerInterested) {
			continue;
		}
		const wait = waitOf(peer, now);
		ties = wait > longest ? 0 : ties;
		if (wait >= longest && random() * ++ties < 1) {
			best = peer;
			longest = wait;
		}
	}
	return best;
}

function waitOf({optimisticAt, handshakeAt}: Peer, now: number): number {
	if (!Number.isNaN(optimisticAt)) {
		return now - optimisticAt;
	}
	const waitMs = now - handshakeAt;
	return waitMs + Math.min(waitMs, newMs) * (newWeight - 1);
}

function compareRates(left: Peer, right: Peer, isGiving: boolean): number {
	return rateOf(right, isGiving) - rateOf(left, isGiving);
}

function rateOf({rates}: Peer, isGiving: boolean): number {
	return (isGiving ? rates?.comparedUp : rates?.comparedDown) ?? 0;
}

function compareHopes(left: Peer, right: Peer): number {
	return Number(right.amInterested) - Number(left.amInterested);
}
