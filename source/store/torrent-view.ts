import {ageMs, finite} from './age.js';
import {statisticsLines} from './statistics-lines.js';
import {swarmCounters} from './swarm-counters.js';
import {checkedShare, doneShare, type TorrentRow, torrentStateOf} from './torrent-row.js';

/**
 * A torrent's progress as one plain object, the `progress` line of `--json`: pieces, blocks, bytes, rates, what the
 * seeds' three lines say as numbers and as the lines, and the counters of R14. Names are the snapshot's.
 */
export function torrentView(row: TorrentRow, now: number) {
	return {
		torrentId: row.id,
		state: torrentStateOf(row),
		/** 0 to 1, of what is wanted. */
		done: doneShare(row),
		checked: checkedShare(row),
		length: row.length,
		pieceLength: row.pieceLength,
		pieceCount: row.pieceCount,
		wantedPieces: row.wantedPieces,
		havePieces: row.havePieces,
		haveWantedPieces: row.haveWantedPieces,
		blockCount: row.blockCount,
		haveBlocks: row.haveBlocks,
		wantedBytes: row.wantedBytes,
		haveBytes: row.haveBytes,
		haveWantedBytes: row.haveWantedBytes,
		downBytes: row.downBytes,
		upBytes: row.upBytes,
		protocolDownBytes: row.protocolDownBytes,
		protocolUpBytes: row.protocolUpBytes,
		wastedBytes: row.wastedBytes,
		hashFailures: row.hashFailures,
		downBytesPerSecond: row.downBytesPerSecond,
		upBytesPerSecond: row.upBytesPerSecond,
		etaMs: finite(row.etaMs),
		ratio: finite(row.ratio),
		distributedCopies: finite(row.distributedCopies),
		isEndgame: row.isEndgame === 1,
		pipeline: {
			outstanding: row.outstanding,
			requestsSent: row.requestsSent,
			blocksReceived: row.blocksReceived,
			requestsTimedOut: row.requestsTimedOut,
			duplicateBlocks: row.duplicateBlocks,
			greatestDepth: row.greatestDepth,
			oldestAgeMs: ageMs(now, row.oldestRequestAt),
		},
		peers: peersView(row),
		dials: dialsView(row),
		statistics: statisticsLines(row),
		addedAgeMs: ageMs(now, row.addedAt),
		startedAgeMs: ageMs(now, row.startedAt),
		completedAgeMs: ageMs(now, row.completedAt),
	};
}

/** R14 and what goes with it. */
function peersView(row: TorrentRow) {
	return {
		...swarmCounters(row),
		sending: row.sending,
		snubbed: row.snubbed,
		interestedInUs: row.interestedInUs,
		unchokedByUs: row.unchokedByUs,
		seeds: row.seeds,
		candidates: row.candidates,
		connecting: row.connecting,
		banned: row.banned,
		swarmSeeds: finite(row.swarmSeeds),
		swarmLeechers: finite(row.swarmLeechers),
	};
}

/** How connecting went. */
function dialsView(row: TorrentRow) {
	return {
		attempts: row.dialAttempts,
		successes: row.dialSuccesses,
		timeouts: row.dialTimeouts,
		refusals: row.dialRefusals,
		unreachable: row.dialUnreachable,
		otherFailures: row.dialOtherFailures,
		handshakeFailures: row.handshakeFailures,
		incomingConnections: row.incomingConnections,
	};
}
