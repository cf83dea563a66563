import {blockLength} from '../../protocol/messages.js';
import {type TorrentColumn, torrentStates} from '../../store/columns.js';
import {swarmProgressOf} from '../torrent/swarm-progress.js';
import type {TorrentSession} from '../torrent/torrent-session.js';
import type {NumberRow} from './number-row.js';

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

/** The greatest of what trackers tell; NaN when none tells. */
const most = (numbers: ReadonlyArray<number | null>): number => {
	const known = numbers.filter(number => number !== null);
	return known.length === 0 ? Number.NaN : Math.max(...known);
};

/** A torrent's numbers: progress, totals, the swarm counted apart (R14), how connecting goes. */
export const torrentNumbers = (session: TorrentSession, now: number): NumberRow<TorrentColumn> => {
	const {metainfo, swarm, clocks} = session;
	const {torrent} = swarm;
	const {counters} = torrent;
	const progress = swarmProgressOf(metainfo, torrent, session.piecePriorities);
	const peers = torrent.countPeers(now);
	const candidates = torrent.candidateCounts(now);
	const trackers = session.trackers.views;
	const missingBytes = progress.wantedBytes - progress.haveWantedBytes;
	const etaMs = missingBytes === 0 ? 0 : (1000 * missingBytes) / peers.downBytesPerSecond;
	return {
		...progress,
		...counters,
		...peers,
		id: session.id,
		state: torrentStates.indexOf(session.status.state),
		length: metainfo.length,
		pieceLength: metainfo.pieceLength,
		pieceCount: metainfo.pieceCount,
		wantedPieces: torrent.wantedCount,
		havePieces: torrent.haveCount,
		haveWantedPieces: torrent.wantedCount - torrent.wantedLeft,
		blockCount: blockCountOf(metainfo),
		haveBlocks: torrent.haveBlocks,
		checkedPieces: session.check.checkedPieces,
		downBytes: session.totals.downBytes,
		upBytes: session.totals.upBytes,
		etaMs,
		ratio: session.totals.ratio,
		distributedCopies: torrent.distributedCopies,
		isEndgame: Number(torrent.isEndgame),
		candidates: torrent.candidateCount,
		banned: torrent.bannedCount,
		swarmSeeds: most(trackers.map(({seeds}) => seeds)),
		swarmLeechers: most(trackers.map(({leechers}) => leechers)),
		addedAt: clocks.addedAt,
		startedAt: clocks.startedAt,
		completedAt: clocks.completedAt,
		missingSpaceBytes: session.freeSpace.missing(missingBytes, now),
		candidatesUntried: candidates.untried,
		candidatesLimited: candidates.limited,
		candidatesFiltered: candidates.filtered,
		utpDialAttempts: 0,
		utpDialSuccesses: 0,
		handshakesCutBothWays: 0,
		pexPeers: 0,
		pexUtpPeers: 0,
		dhtRounds: 0,
		dhtPeers: 0,
		unavailablePieces: torrent.unavailablePieces,
		metadataPeers: 0,
		metadataRejects: 0,
		metadataFailures: 0,
	};
};
