import type {TorrentRow} from './torrent-row.js';

/**
 * The three statistics lines of seed 1, to the letter: progress in pieces and blocks, the pipeline, the peers.
 * "Active" is a peer that has requests of ours outstanding (R14).
 */
export function statisticsLines(row: TorrentRow): readonly [string, string, string] {
	return [
		`Progress: ${share(row.havePieces, row.pieceCount, 'pieces')} | ${share(row.haveBlocks, row.blockCount, 'blocks')}`,
		`Pipeline: ${row.requestsSent} requests sent, ${row.blocksReceived} responses, ${row.requestsTimedOut} timeouts, max depth: ${row.greatestDepth}`,
		`Peers: ${row.connected} connected, ${row.requesting} active, ${row.outstanding} total pending requests`,
	];
}

/** `12/340 pieces (3.5%)`; never rounds up to a hundred what is not whole. */
function share(have: number, total: number, noun: string): string {
	const percent = total > 0 ? Math.floor((have / total) * 1000) / 10 : 0;
	return `${have}/${total} ${noun} (${percent.toFixed(1)}%)`;
}
