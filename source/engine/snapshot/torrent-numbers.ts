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

/** A torrent's numbers: progress, totals, the swarm counted apart (R14), how connecting goes. */
export const torrentNumbers = (session: TorrentSession, now: number): NumberRow<TorrentColumn> => {
	const {metainfo, swarm} = session;
	const {torrent} = swarm;
	const {counters} = torrent;
	const progress = swarmProgressOf(metainfo, torrent, session.piecePriorities);
	const peers = torrent.countPeers(now);
	const missingBytes = progress.wantedBytes - progress.haveWantedBytes;
	const etaMs = missingBytes === 0 ? 0 : (1000 * missingBytes) / peers.downBytesPerSecond;
	return {
		...progress,
		...counters,
		...peers,
		id: session.id,
		state: torrentStates.indexOf(session.state),
		length: metainfo.length,
		pieceLength: metainfo.pieceLength,
		pieceCount: metainfo.pieceCount,
		wantedPieces: torrent.wantedCount,
		havePieces: torrent.haveCount,
		haveWantedPieces: torrent.wantedCount - torrent.wantedLeft,
		blockCount: blockCountOf(metainfo),
		haveBlocks: torrent.haveBlocks,
		checkedPieces: session.check.checkedPieces,
		downBytes: session.downBytes,
		upBytes: session.upBytes,
		etaMs,
		ratio: session.ratio,
		distributedCopies: torrent.distributedCopies,
		isEndgame: Number(torrent.isEndgame),
		candidates: torrent.candidateCount,
		banned: torrent.bannedCount,
		swarmSeeds: Number.NaN,
		swarmLeechers: Number.NaN,
		addedAt: session.addedAt,
		startedAt: session.startedAt,
		completedAt: session.completedAt,
		missingSpaceBytes: 0,
		candidatesUntried: 0,
		candidatesLimited: 0,
		candidatesFiltered: 0,
		utpDialAttempts: 0,
		utpDialSuccesses: 0,
		ipv6DialAttempts: 0,
		ipv6DialSuccesses: 0,
		handshakesSent: 0,
		plainHandshakesSent: 0,
		plainHandshakesCut: 0,
		handshakesCutBothWays: 0,
		wrongInfoHashes: 0,
		pexPeers: 0,
		pexUtpPeers: 0,
		dhtRounds: 0,
		dhtPeers: 0,
		unavailablePieces: 0,
		metadataPeers: 0,
		metadataRejects: 0,
		metadataFailures: 0,
	};
};
