import test from 'ava';
import {torrentDetailOf, torrentSampleOf} from '../../../source/engine/snapshot/torrent-detail.js';
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
	const status = {diskFailure: null};
	return {id: 1, swarm: {torrent}, trackers: {views: []}, status} as unknown as TorrentSession;
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

test('a detail says which blocks of the pieces in flight are here, piece after piece', t => {
	const piece = (index: number, bytes: readonly number[]) => ({
		index,
		blocks: bytes.length,
		received: bytes.filter(Boolean).length,
		receivedBlocks: Uint8Array.from(bytes),
		requested: 0,
		openedAt: 5,
		peers: 0,
	});
	const torrent = {
		peers: new Set(),
		blocksInFlight: () => [],
		activePieces: () => [piece(3, [1, 0, 1]), piece(9, [0, 1])],
		sourceCounts: () => [],
		writePieceStates() {},
		writeAvailability() {},
		haveBits: new Uint8Array(2),
	};
	const selected = {
		id: 1,
		metainfo: {pieceCount: 10, pieceLength: 16_384, length: 163_840, files: []},
		priorities: {shownFiles: () => []},
		swarm: {torrent},
		trackers: {views: []},
	} as unknown as TorrentSession;
	const detail = torrentDetailOf(selected, true, 1000);
	t.deepEqual([...(detail.receivedBlocks ?? [])], [1, 0, 1, 0, 1]);
	t.deepEqual([...detail.activePieces], [3, 3, 2, 0, 5, 0, 9, 2, 1, 0, 5, 0]);
	t.is(torrentDetailOf(selected, false, 1000).receivedBlocks, null);
});
