import {availabilityCodes, type PeerColumn, peerSources, peerStates} from '../../store/columns.js';
import type {Peer} from '../../swarm/peer.js';
import type {Torrent} from '../../swarm/torrent.js';
import type {NumberRow} from './number-row.js';

/** The newest of clocks that may be NaN; NaN when all are. */
const newest = (...clocks: readonly number[]): number => {
	let newestClock = Number.NaN;
	for (const clock of clocks) {
		if (!(clock <= newestClock)) {
			newestClock = Number.isNaN(clock) ? newestClock : clock;
		}
	}

	return newestClock;
};

/** Everything the peer rules say a peer shows, as numbers. */
export const peerNumbers = (peer: Peer, torrent: Torrent, now: number): NumberRow<PeerColumn> => ({
	id: peer.id,
	state: peerStates.indexOf(peer.state as (typeof peerStates)[number]),
	source: peerSources.indexOf(peer.source),
	transport: 0,
	encryption: 0,
	isIncoming: Number(peer.isIncoming),
	peerChoking: Number(peer.peerChoking),
	amInterested: Number(peer.amInterested),
	amChoking: Number(peer.amChoking),
	peerInterested: Number(peer.peerInterested),
	availability: availabilityCodes.indexOf(peer.availability),
	hasBitfield: Number(peer.hasBitfield),
	isFast: Number(peer.isFast),
	isSnubbed: Number(peer.isSnubbed),
	isOptimistic: Number(peer.isOptimistic),
	isUploadOnly: Number(peer.isUploadOnly),
	isOnParole: Number(peer.isOnParole),
	isSeed: Number(peer.availability === 'all'),
	piecesKnown: peer.piecesKnown,
	piecesWanted: peer.piecesWanted,
	outstanding: peer.outstanding,
	target: peer.target,
	oldestRequestAt: peer.oldestRequestAt,
	requestsSent: peer.requestsSent,
	blocksReceived: peer.blocksReceived,
	requestsTimedOut: peer.requestsTimedOut,
	requestsRejected: peer.requestsRejected,
	duplicateBlocks: peer.duplicateBlocks,
	unrequestedBlocks: peer.unrequestedBlocks,
	greatestDepth: peer.greatestDepth,
	reqq: peer.reqq,
	canDownload: Number(torrent.canDownload(peer)),
	notReadyReason: torrent.notReadyReason(peer, now),
	uploadQueue: peer.uploadQueue,
	requestsReceived: peer.requestsReceived,
	blocksSent: peer.blocksSent,
	badRequests: peer.badRequests,
	downBytesPerSecond: peer.downBytesPerSecond,
	upBytesPerSecond: peer.upBytesPerSecond,
	downBytes: peer.downBytes,
	upBytes: peer.upBytes,
	protocolDownBytes: peer.protocolDownBytes,
	protocolUpBytes: peer.protocolUpBytes,
	wastedBytes: peer.wastedBytes,
	hashFailures: peer.hashFailures,
	minRttMs: peer.minRttMs,
	connectedAt: peer.connectedAt,
	handshakeAt: peer.handshakeAt,
	availabilityAt: peer.availabilityAt,
	lastReceivedAt: peer.lastReceivedAt,
	lastSentAt: peer.lastSentAt,
	lastPayloadInAt: peer.lastPayloadInAt,
	lastPayloadOutAt: peer.lastPayloadOutAt,
	lastRequestAt: peer.lastRequestAt,
	chokedSince: peer.chokedSince,
	interestedSince: peer.interestedSince,
	uselessSince: peer.uselessSince,
	snubbedSince: peer.snubbedSince,
	lastActivityAt: newest(
		peer.lastReceivedAt,
		peer.lastSentAt,
		peer.lastPayloadInAt,
		peer.lastPayloadOutAt,
		peer.lastRequestAt,
	),
});
