import {blockLength} from '../../protocol/messages.js';
import {torrentColumns, torrentStates} from '../../store/columns.js';
import {indexColumns} from '../../store/row-table.js';
import {swarmProgressOf} from '../torrent/swarm-progress.js';
import type {TorrentSession} from '../torrent/torrent-session.js';
import {timeLeftMs} from './time-left.js';

const at = indexColumns(torrentColumns);

/**
 * Writes a torrent's row: progress, totals, the swarm counted apart (R14), how connecting goes. What nothing counts yet stays 0.
 * Straight into the array: a thousand torrents four times a second as objects would keep the garbage collector busy.
 * @param row as long as `torrentColumns`, all 0
 */
export const writeTorrentNumbers = (
	row: Float64Array,
	session: TorrentSession,
	now: number,
): void => {
	const {clocks} = session;
	row[at.id] = session.id;
	row[at.state] = torrentStates.indexOf(session.status.state);
	row[at.checkedPieces] = session.check.checkedPieces;
	row[at.swarmSeeds] = session.swarmSize.seeds;
	row[at.swarmLeechers] = session.swarmSize.leechers;
	row[at.addedAt] = clocks.addedAt;
	row[at.startedAt] = clocks.startedAt;
	row[at.completedAt] = clocks.completedAt;
	writePeers(row, session, now);
	writeProgress(row, session, now);
	writeTraffic(row, session);
	writeConnecting(row, session, now);
};

/** Needs what `writePeers` wrote. */
const writeProgress = (row: Float64Array, session: TorrentSession, now: number): void => {
	const {metainfo, swarm} = session;
	const {torrent} = swarm;
	const {wantedBytes, haveBytes, haveWantedBytes} = swarmProgressOf(
		metainfo,
		torrent,
		session.piecePriorities,
	);
	const missingBytes = wantedBytes - haveWantedBytes;
	row[at.length] = metainfo.length;
	row[at.pieceLength] = metainfo.pieceLength;
	row[at.pieceCount] = metainfo.pieceCount;
	row[at.wantedPieces] = torrent.wantedCount;
	row[at.havePieces] = torrent.haveCount;
	row[at.haveWantedPieces] = torrent.wantedCount - torrent.wantedLeft;
	row[at.blockCount] = blockCountOf(metainfo);
	row[at.haveBlocks] = torrent.haveBlocks;
	row[at.wantedBytes] = wantedBytes;
	row[at.haveBytes] = haveBytes;
	row[at.haveWantedBytes] = haveWantedBytes;
	row[at.isEndgame] = Number(torrent.isEndgame);
	row[at.distributedCopies] = torrent.distributedCopies;
	row[at.unavailablePieces] = torrent.isComplete ? 0 : torrent.unavailablePieces;
	row[at.etaMs] = timeLeftMs({
		missingBytes,
		downBytesPerSecond: row[at.downBytesPerSecond]!,
		outstanding: row[at.outstanding]!,
		sending: row[at.sending]!,
		unavailablePieces: row[at.unavailablePieces]!,
	});
	row[at.missingSpaceBytes] = session.freeSpace.missing(missingBytes, now);
};

const writeTraffic = (row: Float64Array, {swarm, totals}: TorrentSession): void => {
	const {counters} = swarm.torrent;
	row[at.downBytes] = totals.downBytes;
	row[at.upBytes] = totals.upBytes;
	row[at.ratio] = totals.ratio;
	row[at.protocolDownBytes] = counters.protocolDownBytes;
	row[at.protocolUpBytes] = counters.protocolUpBytes;
	row[at.wastedBytes] = counters.wastedBytes;
	row[at.hashFailures] = counters.hashFailures;
	row[at.requestsSent] = counters.requestsSent;
	row[at.blocksReceived] = counters.blocksReceived;
	row[at.requestsTimedOut] = counters.requestsTimedOut;
	row[at.duplicateBlocks] = counters.duplicateBlocks;
	row[at.greatestDepth] = counters.greatestDepth;
};

const writePeers = (row: Float64Array, {swarm}: TorrentSession, now: number): void => {
	const peers = swarm.torrent.countPeers(now);
	row[at.connected] = peers.connected;
	row[at.connecting] = peers.connecting;
	row[at.availabilityKnown] = peers.availabilityKnown;
	row[at.havePiecesPeers] = peers.havePiecesPeers;
	row[at.wantedFromPeers] = peers.wantedFromPeers;
	row[at.unchokedUs] = peers.unchokedUs;
	row[at.requestable] = peers.requestable;
	row[at.requesting] = peers.requesting;
	row[at.sending] = peers.sending;
	row[at.snubbed] = peers.snubbed;
	row[at.interestedInUs] = peers.interestedInUs;
	row[at.unchokedByUs] = peers.unchokedByUs;
	row[at.seeds] = peers.seeds;
	row[at.outstanding] = peers.outstanding;
	row[at.oldestRequestAt] = peers.oldestRequestAt;
	row[at.downBytesPerSecond] = peers.downBytesPerSecond;
	row[at.upBytesPerSecond] = peers.upBytesPerSecond;
};

const writeConnecting = (row: Float64Array, {swarm}: TorrentSession, now: number): void => {
	const {torrent} = swarm;
	const {counters} = torrent;
	const candidates = torrent.candidateCounts(now);
	row[at.candidates] = torrent.candidateCount;
	row[at.candidatesUntried] = candidates.untried;
	row[at.candidatesFailing] = candidates.failing;
	row[at.candidatesLimited] = candidates.limited;
	row[at.candidatesFiltered] = candidates.filtered;
	row[at.banned] = torrent.bannedCount;
	row[at.dialAttempts] = counters.dialAttempts;
	row[at.dialSuccesses] = counters.dialSuccesses;
	row[at.dialTimeouts] = counters.dialTimeouts;
	row[at.dialRefusals] = counters.dialRefusals;
	row[at.dialUnreachable] = counters.dialUnreachable;
	row[at.dialOtherFailures] = counters.dialOtherFailures;
	row[at.handshakeFailures] = counters.handshakeFailures;
	row[at.incomingConnections] = counters.incomingConnections;
	row[at.ipv6DialAttempts] = counters.ipv6DialAttempts;
	row[at.ipv6DialSuccesses] = counters.ipv6DialSuccesses;
	row[at.handshakesSent] = counters.handshakesSent;
	row[at.plainHandshakesSent] = counters.plainHandshakesSent;
	row[at.plainHandshakesCut] = counters.plainHandshakesCut;
	row[at.wrongInfoHashes] = counters.wrongInfoHashes;
};

/** Blocks of a torrent: every piece is cut on its own, so a piece length that is no multiple of 16 KiB gives more. */
const blockCountOf = ({
	length,
	pieceLength,
	pieceCount,
}: {
	readonly length: number;
	readonly pieceLength: number;
	readonly pieceCount: number;
}): number => {
	if (pieceCount === 0) {
		return 0;
	}

	const last = length - (pieceCount - 1) * pieceLength;
	return (pieceCount - 1) * Math.ceil(pieceLength / blockLength) + Math.ceil(last / blockLength);
};
