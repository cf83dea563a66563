import {hasBit} from '../../protocol/bitfield.js';
import type {Metainfo} from '../../protocol/metainfo-types.js';
import type {Torrent} from '../../swarm/torrent.js';

/** How much of a torrent is wanted and here, in bytes. */
export interface SwarmProgress {
	readonly wantedBytes: number;
	readonly haveBytes: number;
	readonly haveWantedBytes: number;
}

/** Bytes of the last piece. */
const lastPieceLength = ({length, pieceLength, pieceCount}: Metainfo): number =>
	pieceCount === 0 ? 0 : length - (pieceCount - 1) * pieceLength;

/** Bytes of all pieces we have. */
export const haveBytesOf = (metainfo: Metainfo, torrent: Torrent): number => {
	const {pieceLength, pieceCount} = metainfo;
	const hasLast = pieceCount > 0 && hasBit(torrent.haveBits, pieceCount - 1);
	return torrent.haveCount * pieceLength - (hasLast ? pieceLength - lastPieceLength(metainfo) : 0);
};

/** Counted from the torrent's piece counts, without looking at each piece: all are equally long but the last. */
export const swarmProgressOf = (
	metainfo: Metainfo,
	torrent: Torrent,
	piecePriorities: Uint8Array,
): SwarmProgress => {
	const {pieceLength, pieceCount} = metainfo;
	const missingFromLast = pieceLength - lastPieceLength(metainfo);
	const hasLast = pieceCount > 0 && hasBit(torrent.haveBits, pieceCount - 1);
	const wantsLast = pieceCount > 0 && piecePriorities[pieceCount - 1]! > 0;
	const haveWanted = torrent.wantedCount - torrent.wantedLeft;
	return {
		wantedBytes: torrent.wantedCount * pieceLength - (wantsLast ? missingFromLast : 0),
		haveBytes: haveBytesOf(metainfo, torrent),
		haveWantedBytes: haveWanted * pieceLength - (wantsLast && hasLast ? missingFromLast : 0),
	};
};
