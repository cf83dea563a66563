import {isIpv6} from './address.js';
import type {Peer} from './peer.js';
import type {Swarm} from './swarm.js';

/**
 * A connection turned out to be one to ourselves (R18). Neither end of it is a peer: what was counted of it, when nobody could
 * know yet, is taken back, so that it speaks neither for nor against the addresses of others.
 */
export function disownConnection({counters, candidates}: Swarm, peer: Peer): void {
	peer.isOurselves = true;
	candidates.uncountFound(peer.source);
	if (peer.isIncoming) {
		counters.incomingConnections--;
		return;
	}
	const ipv6 = Number(isIpv6(peer.address.host));
	counters.dialAttempts--;
	counters.dialSuccesses--;
	counters.ipv6DialAttempts -= ipv6;
	counters.ipv6DialSuccesses -= ipv6;
	counters.handshakesSent--;
	counters.plainHandshakesSent--;
	if (peer.candidate !== undefined) {
		candidates.refuse(peer.candidate);
	}
}
