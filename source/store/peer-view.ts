import {ageMs, finite} from './age.js';
import type {PeerIdentity} from './engine-port.js';
import {flagLetters} from './peer-flags.js';
import {
	availabilityOf,
	connectionOf,
	encryptionOf,
	flagSentence,
	notReadyReasonOf,
	type PeerRow,
	sourceOf,
	transportOf,
} from './peer-row.js';

/**
 * Everything the peer rules say each peer shows, as one plain object: the peer page draws it, `--json` prints it and
 * the help bundle keeps it, so the three cannot disagree. Ages are milliseconds before the snapshot's `now`, null where
 * the thing never happened; bytes are bytes; nothing here needs a clock to be read.
 */
export function peerView(row: PeerRow, identity: PeerIdentity | undefined, now: number) {
	return {
		peerId: row.id,
		address: identity?.address ?? '',
		client: identity?.client ?? '',
		remotePeerId: identity?.remotePeerId ?? '',
		connection: connectionOf(row),
		source: sourceOf(row),
		transport: transportOf(row),
		encryption: encryptionOf(row),
		isIncoming: row.isIncoming === 1,
		/** The flags in the seeds' words. */
		state: `${flagSentence(row)}, has_bitfield=${row.hasBitfield === 1}`,
		flags: flagLetters(row),
		peerChoking: row.peerChoking === 1,
		amInterested: row.amInterested === 1,
		amChoking: row.amChoking === 1,
		peerInterested: row.peerInterested === 1,
		hasBitfield: row.hasBitfield === 1,
		availability: availabilityOf(row),
		piecesKnown: row.piecesKnown,
		piecesWanted: row.piecesWanted,
		canDownload: row.canDownload === 1,
		notReadyReason: row.canDownload === 1 ? null : notReadyReasonOf(row),
		isFast: row.isFast === 1,
		isSnubbed: row.isSnubbed === 1,
		isOptimistic: row.isOptimistic === 1,
		isUploadOnly: row.isUploadOnly === 1,
		isOnParole: row.isOnParole === 1,
		isSeed: row.isSeed === 1,
		pipeline: pipelineView(row, now),
		upload: {
			queue: row.uploadQueue,
			requestsReceived: row.requestsReceived,
			blocksSent: row.blocksSent,
			badRequests: row.badRequests,
		},
		downBytesPerSecond: row.downBytesPerSecond,
		upBytesPerSecond: row.upBytesPerSecond,
		downBytes: row.downBytes,
		upBytes: row.upBytes,
		protocolDownBytes: row.protocolDownBytes,
		protocolUpBytes: row.protocolUpBytes,
		wastedBytes: row.wastedBytes,
		hashFailures: row.hashFailures,
		minRttMs: finite(row.minRttMs),
		lastActivityAgeMs: ageMs(now, row.lastActivityAt),
		clocks: clocksView(row, now),
	};
}

/** What {@link peerView} returns. */
export type PeerView = ReturnType<typeof peerView>;

/** The pipeline of R12. */
function pipelineView(row: PeerRow, now: number) {
	return {
		outstanding: row.outstanding,
		target: row.target,
		oldestAgeMs: ageMs(now, row.oldestRequestAt),
		requestsSent: row.requestsSent,
		blocksReceived: row.blocksReceived,
		requestsTimedOut: row.requestsTimedOut,
		requestsRejected: row.requestsRejected,
		duplicateBlocks: row.duplicateBlocks,
		unrequestedBlocks: row.unrequestedBlocks,
		greatestDepth: row.greatestDepth,
		reqq: row.reqq,
	};
}

/** The clocks of R10, each alone, as ages. */
function clocksView(row: PeerRow, now: number) {
	return {
		connectedAgeMs: ageMs(now, row.connectedAt),
		handshakeAgeMs: ageMs(now, row.handshakeAt),
		availabilityAgeMs: ageMs(now, row.availabilityAt),
		lastReceivedAgeMs: ageMs(now, row.lastReceivedAt),
		lastSentAgeMs: ageMs(now, row.lastSentAt),
		lastPayloadInAgeMs: ageMs(now, row.lastPayloadInAt),
		lastPayloadOutAgeMs: ageMs(now, row.lastPayloadOutAt),
		lastRequestAgeMs: ageMs(now, row.lastRequestAt),
		chokedAgeMs: ageMs(now, row.chokedSince),
		interestedAgeMs: ageMs(now, row.interestedSince),
		uselessAgeMs: ageMs(now, row.uselessSince),
		snubbedAgeMs: ageMs(now, row.snubbedSince),
	};
}
