import {fullBitfield, hasBit} from '../../protocol/bitfield.js';
import {activePieceColumns, blockColumns, peerColumns} from '../../store/columns.js';
import type {PeerDetail, TorrentDetail, TorrentSample} from '../../store/engine-port.js';
import type {BlockInFlight} from '../../swarm/torrent.js';
import type {PieceInFlight} from '../../swarm/torrent-view.js';
import {fileRows} from '../torrent/file-priorities.js';
import type {TorrentSession} from '../torrent/torrent-session.js';
import {RowWriter} from './number-row.js';
import {writePeerNumbers} from './peer-numbers.js';

/** Rows of a sample that is only to tell what kind of trouble there is. */
const sampleLength = 64;

/** All peers of a torrent, a row each. */
const peerRows = ({swarm: {torrent}}: TorrentSession, now: number): Float64Array => {
	const width = peerColumns.length;
	const numbers = new Float64Array(width * torrent.peers.size);
	let begin = 0;
	for (const peer of torrent.peers) {
		writePeerNumbers(numbers.subarray(begin, begin + width), peer, torrent, now);
		begin += width;
	}

	return numbers;
};

const blockRows = (blocks: readonly BlockInFlight[]): Float64Array => {
	const rows = new RowWriter(blockColumns, blocks.length);
	for (const {index, begin, length, requestedAt, peer} of blocks) {
		// Named one by one: a request works its place out when asked, which a spread would not copy.
		rows.write({index, begin, length, requestedAt, peerId: peer.id});
	}

	return rows.written;
};

/** A byte a block, piece after piece: 1 when the block is here. */
const receivedBlocksOf = (pieces: readonly PieceInFlight[]): Uint8Array => {
	const bytes = new Uint8Array(pieces.reduce((sum, {blocks}) => sum + blocks, 0));
	let at = 0;
	for (const {blocks, receivedBlocks} of pieces) {
		bytes.set(receivedBlocks, at);
		at += blocks;
	}

	return bytes;
};

/** The selected torrent's parts of a snapshot. */
export const torrentDetailOf = (
	session: TorrentSession,
	withPieces: boolean,
	now: number,
): TorrentDetail => {
	const {metainfo, priorities, swarm} = session;
	const {torrent} = swarm;
	const pieces = [...torrent.activePieces()];
	const activePieces = new RowWriter(activePieceColumns, pieces.length);
	for (const piece of pieces) {
		activePieces.write(piece);
	}

	const states = withPieces ? new Uint8Array(metainfo.pieceCount) : null;
	const availability = withPieces ? new Uint16Array(metainfo.pieceCount) : null;
	if (states !== null && availability !== null) {
		torrent.writePieceStates(states);
		torrent.writeAvailability(availability);
	}

	return {
		torrentId: session.id,
		peers: peerRows(session, now),
		blocks: blockRows([...torrent.blocksInFlight()]),
		activePieces: activePieces.written,
		receivedBlocks: withPieces ? receivedBlocksOf(pieces) : null,
		files: fileRows(metainfo, priorities, index => hasBit(torrent.haveBits, index)),
		trackers: session.trackers.views,
		sources: torrent.sourceCounts(),
		bans: torrent.bans,
		pieces: states,
		availability,
	};
};

/** What the diagnoses need of a torrent besides its row. */
export const torrentSampleOf = (session: TorrentSession, now: number): TorrentSample => {
	const {torrent} = session.swarm;
	const blocks = torrent.isEndgame
		? [...torrent.blocksInFlight()]
				.sort((a, b) => a.requestedAt - b.requestedAt)
				.slice(0, sampleLength)
		: [];
	const isAnythingThere = [...torrent.peers].some(peer => peer.piecesKnown > 0);
	const unavailable = isAnythingThere ? torrent.lowestUnavailable(sampleLength) : [];
	return {
		torrentId: session.id,
		peers: peerRows(session, now),
		trackers: session.trackers.views,
		blocks: blockRows(blocks),
		unavailable: Uint32Array.from(unavailable),
		diskFailure: session.status.diskFailure,
	};
};

/** One peer in every detail; null when it is gone. Its messages are kept from the first question on. */
export const peerDetailOf = (
	session: TorrentSession,
	peerId: number,
	now: number,
): PeerDetail | null => {
	const {metainfo, swarm} = session;
	const {torrent} = swarm;
	const peer = torrent.peers.get(peerId);
	const connection = peer === undefined ? undefined : swarm.connections.get(peer);
	if (peer === undefined || connection === undefined) {
		return null;
	}

	const bitfield =
		peer.availability === 'all'
			? fullBitfield(metainfo.pieceCount)
			: (peer.bits?.slice() ?? new Uint8Array(Math.ceil(metainfo.pieceCount / 8)));
	return {
		torrentId: session.id,
		peerId,
		bitfield,
		history: connection.history.toBytes(now),
		messages: connection.trace?.list() ?? [],
		requests: blockRows([...torrent.requestsOf(peer)]),
	};
};
