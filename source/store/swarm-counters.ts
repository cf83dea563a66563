import type {TorrentRow} from './torrent-row.js';

/**
 * The counters of R14: how far each connection has come on the way to a block, apart and never as one number. The place
 * where they drop is the place where a swarm is stuck.
 */
export function swarmCounters(row: TorrentRow) {
	return {
		connected: row.connected,
		availabilityKnown: row.availabilityKnown,
		havePieces: row.havePiecesPeers,
		wantedFrom: row.wantedFromPeers,
		unchokedUs: row.unchokedUs,
		requestable: row.requestable,
		requesting: row.requesting,
	};
}
