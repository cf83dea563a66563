import test from 'ava';
import {torrentSampleOf} from '../../../source/engine/snapshot/torrent-detail.js';
import type {TorrentSession} from '../../../source/engine/torrent/torrent-session.js';

/** A block in flight that works its place out when asked, as the swarm's requests do. */
class Request {
	readonly peer: {readonly id: number};
	readonly requestedAt: number;
	readonly block: number;

	constructor(block: number, peerId: number, requestedAt: number) {
		this.block = block;
		this.peer = {id: peerId};
		this.requestedAt = requestedAt;
	}

	get index(): number {
		return 7;
	}

	get begin(): number {
		return this.block * 16_384;
	}

	get length(): number {
		return 16_384;
	}
}

function session(isEndgame: boolean, requests: readonly Request[]): TorrentSession {
	const torrent = {isEndgame, peers: new Set(), blocksInFlight: () => requests};
	return {id: 1, swarm: {torrent}, trackers: {views: []}} as unknown as TorrentSession;
}

test('in endgame a sample has the blocks in flight with their place, oldest first', t => {
	const requests = [new Request(2, 5, 900), new Request(1, 4, 800)];
	t.deepEqual(
		[...torrentSampleOf(session(true, requests), 1000).blocks],
		[7, 16_384, 16_384, 4, 800, 7, 32_768, 16_384, 5, 900],
	);
	t.is(torrentSampleOf(session(false, requests), 1000).blocks.length, 0);
});

test('a sample has at most 64 blocks', t => {
	const requests = Array.from({length: 100}, (_, place) => new Request(place, 4, place));
	t.is(torrentSampleOf(session(true, requests), 1000).blocks.length, 64 * 5);
});
