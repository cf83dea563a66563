import type {TorrentSession} from '../torrent/torrent-session.js';

/** What an answer told longer ago is not how the line is now, milliseconds. */
const freshMs = 10_000;

/** The median over all peers that sent lately of their newest time from a request to its block; NaN when none did. */
export const medianRttMs = (sessions: readonly TorrentSession[], now: number): number => {
	const times: number[] = [];
	for (const {swarm} of sessions) {
		for (const peer of swarm.torrent.peers) {
			if (now - peer.lastPayloadInAt < freshMs && !Number.isNaN(peer.newestRttMs)) {
				times.push(peer.newestRttMs);
			}
		}
	}

	times.sort((a, b) => a - b);
	return times[times.length >> 1] ?? Number.NaN;
};
