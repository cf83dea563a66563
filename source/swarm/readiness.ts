import type {Peer} from './peer.js';
import type {Swarm} from './swarm.js';

/** Why a peer cannot be downloaded from now (R9): a state, never an error. The store knows them by these numbers. */
export const notReadyReasons = [
	'ready',
	'handshaking',
	'availability unknown',
	'nothing we want',
	'not interested yet',
	'choking us',
	'snubbed',
	'refuses requests',
	'held back by us',
	'paused',
	'complete',
] as const;

/** One of {@link notReadyReasons}. */
export type NotReadyReason = (typeof notReadyReasons)[number];

/** R9: it does not choke us and we are interested, or it has a wanted piece that it allows even while it chokes us. */
export function canDownload(swarm: Swarm, peer: Peer): boolean {
	return (
		peer.state === 'connected' &&
		(peer.peerChoking ? hasAllowedPiece(swarm, peer) : peer.amInterested)
	);
}

/** Why nothing more is asked of a peer now; `ready` when it may be. */
export function notReadyReason(swarm: Swarm, peer: Peer, now: number): NotReadyReason {
	if (!swarm.isRunning || swarm.isRechecking) {
		return 'paused';
	}
	if (peer.state !== 'connected') {
		return 'handshaking';
	}
	if (swarm.pieces.isComplete) {
		return 'complete';
	}
	if (peer.availability === 'unknown') {
		return 'availability unknown';
	}
	if (peer.piecesWanted === 0) {
		return 'nothing we want';
	}
	if (!peer.amInterested) {
		return 'not interested yet';
	}
	if (!canDownload(swarm, peer)) {
		return 'choking us';
	}
	if (!swarm.isRequestingAllowed) {
		return 'held back by us';
	}
	if ((peer.pipeline?.refusals?.askAgainAt ?? 0) > now) {
		return 'refuses requests';
	}
	return peer.isSnubbed ? 'snubbed' : 'ready';
}

/** A wanted piece stands in the peer's allowed-fast set (BEP 6). */
function hasAllowedPiece({pieces}: Swarm, peer: Peer): boolean {
	for (const index of peer.allowedFast ?? []) {
		if (pieces.isWanted(index) && peer.has(index)) {
			return true;
		}
	}
	return false;
}
