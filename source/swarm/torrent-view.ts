import {hasBit} from '../protocol/bitfield.js';
import type {Candidate} from './candidates.js';
import type {Peer} from './peer.js';
import {pieceStates} from './piece-map.js';
import type {Swarm} from './swarm.js';
import type {PeerSource} from './torrent-input.js';

/** A block asked for and not yet here. `begin` and `length` in bytes; `requestedAt` on the torrent's clock. */
export interface BlockInFlight {
	readonly index: number;
	readonly begin: number;
	readonly length: number;
	readonly peer: Peer;
	readonly requestedAt: number;
}

/** A piece being downloaded. `openedAt` on the torrent's clock. */
export interface PieceInFlight {
	readonly index: number;
	readonly blocks: number;
	readonly received: number;
	/** A byte a block: 1 when it is here. */
	readonly receivedBlocks: Uint8Array;
	/** Blocks asked for and not yet here. */
	readonly requested: number;
	/** Blocks coming in for which no request stands any more. */
	readonly receiving: number;
	readonly openedAt: number;
	/** Peers that are asked for its blocks now. */
	readonly peers: number;
}

/** What a source of addresses gave. */
export interface SourceTally {
	readonly source: PeerSource;
	/** Addresses it was the first to tell. */
	readonly found: number;
	readonly connected: number;
	/** Of the connected: has a wanted piece, or is interested in us. */
	readonly useful: number;
}

/** Addresses known and not connected, by what keeps us from dialling them; some by nothing. */
export interface CandidateTally {
	readonly untried: number;
	/** Failed at least twice in a row; also the one that is being dialled again. */
	readonly failing: number;
	/** Only our connection limit. */
	readonly limited: number;
	/** A filter or a ban. */
	readonly filtered: number;
}

const sources: readonly PeerSource[] = [
	'tracker',
	'dht',
	'pex',
	'lsd',
	'incoming',
	'user',
	'resume',
	'lab',
];

/** Requests outstanding at one peer, oldest first. */
export function* requestsOf(peer: Peer): Iterable<BlockInFlight> {
	for (let request = peer.pipeline?.first; request !== undefined; request = request.next) {
		yield request;
	}
}

/** Pieces being downloaded, the one opened first first. */
export function* activePieces({pieces}: Swarm): Iterable<PieceInFlight> {
	for (const piece of pieces.active.values()) {
		const askedOf = new Set<Peer>();
		const receivedBlocks = new Uint8Array(piece.blockCount);
		let requested = 0;
		let receiving = 0;
		for (let block = 0; block < piece.blockCount; block++) {
			receivedBlocks[block] = Number(piece.hasBlock(block));
			let request = piece.requestOf(block);
			requested += Number(request !== undefined);
			receiving += Number(request === undefined && piece.receiverOf(block) !== undefined);
			for (; request !== undefined; request = request.nextForBlock) {
				askedOf.add(request.peer);
			}
		}
		yield {
			index: piece.index,
			blocks: piece.blockCount,
			received: piece.receivedCount,
			receivedBlocks,
			requested,
			receiving,
			openedAt: piece.openedAt,
			peers: askedOf.size,
		};
	}
}

/** Blocks here, those of pieces in flight included. */
export function countBlocks({pieces}: Swarm): number {
	let count = pieces.haveBlocks;
	for (const {receivedCount} of pieces.active.values()) {
		count += receivedCount;
	}
	return count;
}

/** Wanted pieces that we lack and no connected peer has. */
export function countUnavailable({pieces, availability}: Swarm): number {
	let count = 0;
	for (let index = 0; availability.allCount === 0 && index < pieces.pieceCount; index++) {
		if (hasBit(pieces.wantedBits, index) && availability.countOf(index) === 0) {
			count++;
		}
	}
	return count;
}

/** The lowest of those pieces, at most `limit`. */
export function lowestUnavailable({pieces, availability}: Swarm, limit: number): number[] {
	const lowest: number[] = [];
	for (let index = 0; availability.allCount === 0 && index < pieces.pieceCount; index++) {
		if (lowest.length === limit) {
			break;
		}
		if (hasBit(pieces.wantedBits, index) && availability.countOf(index) === 0) {
			lowest.push(index);
		}
	}
	return lowest;
}

/** A byte a piece: 0 missing, 1 in flight, 2 hashing or writing, 3 have, 4 skipped. */
export function writePieceStates({pieces}: Swarm, target: Uint8Array): void {
	for (let index = 0; index < pieces.pieceCount; index++) {
		const state = pieces.stateOf(index);
		const isSkipped = state === pieceStates.missing && pieces.priorities[index] === 0;
		target[index] = isSkipped ? 4 : state;
	}
}

/** What each source of addresses gave; those that gave nothing are left out. */
export function tallySources({peers, candidates}: Swarm): SourceTally[] {
	return sources
		.map(source => {
			const members = [...peers].filter(
				peer => peer.source === source && peer.state === 'connected',
			);
			const useful = members.filter(peer => peer.piecesWanted > 0 || peer.peerInterested);
			return {
				source,
				found: candidates.foundBy(source),
				connected: members.length,
				useful: useful.length,
			};
		})
		.filter(({found, connected}) => found > 0 || connected > 0);
}

/** Failures in a row from which an address is no accident. */
const failingFrom = 2;

/** What keeps us from dialling the addresses we know. */
export function tallyCandidates(swarm: Swarm, now: number): CandidateTally {
	const {candidates, bans, options, peers, settings} = swarm;
	const isFull = peers.size >= settings.maxPeersPerTorrent;
	const isFiltered = ({address}: Candidate) =>
		bans.hasAddress(address) || (options.isFiltered?.(address.host) ?? false);
	let untried = 0;
	let failing = 0;
	let limited = 0;
	let filtered = 0;
	for (const candidate of candidates) {
		if (candidate.isRefused) {
			continue;
		}
		failing += Number(candidate.failures >= failingFrom);
		if (!candidate.isBusy) {
			untried += Number(candidate.failures === 0 && !candidate.hasWorked);
			if (isFiltered(candidate)) {
				filtered++;
			} else if (isFull && candidate.readyAt <= now) {
				limited++;
			}
		}
	}
	return {untried, failing, limited, filtered};
}
