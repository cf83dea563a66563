import {availabilityCodes, peerColumns, peerSources, peerStates} from '../../store/columns.js';
import {indexColumns} from '../../store/row-table.js';
import type {Peer} from '../../swarm/peer.js';
import type {Torrent} from '../../swarm/torrent.js';

const at = indexColumns(peerColumns);

/**
 * Writes a peer's row: everything the peer rules say a peer shows. Straight into the array, as for torrents.
 * @param row as long as `peerColumns`, all 0
 */
export const writePeerNumbers = (
	row: Float64Array,
	peer: Peer,
	torrent: Torrent,
	now: number,
): void => {
	row[at.id] = peer.id;
	row[at.state] = peerStates.indexOf(peer.state as (typeof peerStates)[number]);
	row[at.source] = peerSources.indexOf(peer.source);
	row[at.isIncoming] = Number(peer.isIncoming);
	row[at.canDownload] = Number(torrent.canDownload(peer));
	row[at.notReadyReason] = torrent.notReadyReason(peer, now);
	writeFlags(row, peer);
	writePipeline(row, peer);
	writeTraffic(row, peer);
	writeClocks(row, peer);
};

const writeFlags = (row: Float64Array, peer: Peer): void => {
	row[at.peerChoking] = Number(peer.peerChoking);
	row[at.amInterested] = Number(peer.amInterested);
	row[at.amChoking] = Number(peer.amChoking);
	row[at.peerInterested] = Number(peer.peerInterested);
	row[at.availability] = availabilityCodes.indexOf(peer.availability);
	row[at.hasBitfield] = Number(peer.hasBitfield);
	row[at.isFast] = Number(peer.isFast);
	row[at.isSnubbed] = Number(peer.isSnubbed);
	row[at.isOptimistic] = Number(peer.isOptimistic);
	row[at.isUploadOnly] = Number(peer.isUploadOnly);
	row[at.isOnParole] = Number(peer.isOnParole);
	row[at.isSeed] = Number(peer.availability === 'all');
	row[at.piecesKnown] = peer.piecesKnown;
	row[at.piecesWanted] = peer.piecesWanted;
};

const writePipeline = (row: Float64Array, peer: Peer): void => {
	row[at.outstanding] = peer.outstanding;
	row[at.target] = peer.target;
	row[at.oldestRequestAt] = peer.oldestRequestAt;
	row[at.requestsSent] = peer.requestsSent;
	row[at.blocksReceived] = peer.blocksReceived;
	row[at.requestsTimedOut] = peer.requestsTimedOut;
	row[at.requestsRejected] = peer.requestsRejected;
	row[at.duplicateBlocks] = peer.duplicateBlocks;
	row[at.unrequestedBlocks] = peer.unrequestedBlocks;
	row[at.greatestDepth] = peer.greatestDepth;
	row[at.reqq] = peer.reqq;
	row[at.minRttMs] = peer.minRttMs;
	row[at.uploadQueue] = peer.uploadQueue;
	row[at.requestsReceived] = peer.requestsReceived;
	row[at.blocksSent] = peer.blocksSent;
	row[at.badRequests] = peer.badRequests;
};

const writeTraffic = (row: Float64Array, peer: Peer): void => {
	row[at.downBytesPerSecond] = peer.downBytesPerSecond;
	row[at.upBytesPerSecond] = peer.upBytesPerSecond;
	row[at.downBytes] = peer.downBytes;
	row[at.upBytes] = peer.upBytes;
	row[at.protocolDownBytes] = peer.protocolDownBytes;
	row[at.protocolUpBytes] = peer.protocolUpBytes;
	row[at.wastedBytes] = peer.wastedBytes;
	row[at.hashFailures] = peer.hashFailures;
};

const writeClocks = (row: Float64Array, peer: Peer): void => {
	row[at.connectedAt] = peer.connectedAt;
	row[at.handshakeAt] = peer.handshakeAt;
	row[at.availabilityAt] = peer.availabilityAt;
	row[at.lastReceivedAt] = peer.lastReceivedAt;
	row[at.lastSentAt] = peer.lastSentAt;
	row[at.lastPayloadInAt] = peer.lastPayloadInAt;
	row[at.lastPayloadOutAt] = peer.lastPayloadOutAt;
	row[at.lastRequestAt] = peer.lastRequestAt;
	row[at.chokedSince] = peer.chokedSince;
	row[at.interestedSince] = peer.interestedSince;
	row[at.uselessSince] = peer.uselessSince;
	row[at.snubbedSince] = peer.snubbedSince;
	let lastActivityAt = peer.lastReceivedAt;
	for (const clock of [peer.lastSentAt, peer.lastPayloadInAt, peer.lastPayloadOutAt]) {
		// Whatever is compared with NaN is not less.
		lastActivityAt = clock <= lastActivityAt || Number.isNaN(clock) ? lastActivityAt : clock;
	}

	row[at.lastActivityAt] = lastActivityAt;
};
