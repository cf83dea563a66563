import type {Peer} from './peer.js';
import {canDownload} from './readiness.js';
import type {Swarm} from './swarm.js';

/** A payload byte came within this time: the peer is sending. */
const sendingMs = 5000;

/** The peers of a torrent counted apart, never as one number (R14), at one moment. */
export class PeerCounts {
	connected = 0;
	/** Dialled, or handshaking. */
	connecting = 0;
	availabilityKnown = 0;
	havePiecesPeers = 0;
	wantedFromPeers = 0;
	unchokedUs = 0;
	/** R9. */
	requestable = 0;
	/** Has requests outstanding. */
	requesting = 0;
	/** A payload byte came within the last 5 s. */
	sending = 0;
	snubbed = 0;
	interestedInUs = 0;
	unchokedByUs = 0;
	seeds = 0;
	/** Requests outstanding over all peers. */
	outstanding = 0;
	/** NaN when nothing is outstanding. */
	oldestRequestAt = Number.NaN;
	downBytesPerSecond = 0;
	upBytesPerSecond = 0;
}

/** Counts the peers at `now`. */
export function countPeers(swarm: Swarm, now: number): PeerCounts {
	const counts = new PeerCounts();
	for (const peer of swarm.peers) {
		if (peer.state === 'connected') {
			countConnected(counts, peer, now);
			counts.requestable += Number(canDownload(swarm, peer));
		} else if (!peer.isOurselves) {
			counts.connecting++;
		}
	}
	return counts;
}

function countConnected(counts: PeerCounts, peer: Peer, now: number): void {
	counts.connected++;
	counts.availabilityKnown += Number(peer.availability !== 'unknown');
	counts.havePiecesPeers += Number(peer.piecesKnown > 0);
	counts.wantedFromPeers += Number(peer.piecesWanted > 0);
	counts.unchokedUs += Number(!peer.peerChoking);
	counts.requesting += Number(peer.outstanding > 0);
	counts.sending += Number(now - peer.lastPayloadInAt <= sendingMs);
	counts.snubbed += Number(peer.isSnubbed);
	counts.interestedInUs += Number(peer.peerInterested);
	counts.unchokedByUs += Number(!peer.amChoking);
	counts.seeds += Number(peer.availability === 'all');
	counts.outstanding += peer.outstanding;
	counts.downBytesPerSecond += peer.downBytesPerSecond;
	counts.upBytesPerSecond += peer.upBytesPerSecond;
	if (!(peer.oldestRequestAt >= counts.oldestRequestAt)) {
		counts.oldestRequestAt = Number.isNaN(peer.oldestRequestAt)
			? counts.oldestRequestAt
			: peer.oldestRequestAt;
	}
}
