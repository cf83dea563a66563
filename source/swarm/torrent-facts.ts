import type {Counters} from './counters.js';
import type {Peer} from './peer.js';
import {countPeers, type PeerCounts} from './peer-counts.js';
import type {PeerTable} from './peer-table.js';
import {canDownload, notReadyReason, notReadyReasons} from './readiness.js';
import type {Swarm} from './swarm.js';
import * as view from './torrent-view.js';

/** What may be read of a torrent: for snapshots, and for tests. Reading changes nothing. */
export class TorrentFacts {
	readonly #swarm: Swarm;

	constructor(swarm: Swarm) {
		this.#swarm = swarm;
	}

	get peers(): PeerTable {
		return this.#swarm.peers;
	}

	get counters(): Counters {
		return this.#swarm.counters;
	}

	/** One bit a piece, the first in the highest bit of the first byte. Read only. */
	get haveBits(): Uint8Array {
		return this.#swarm.pieces.haveBits;
	}

	/** Pieces verified and written. */
	get haveCount(): number {
		return this.#swarm.pieces.haveCount;
	}

	/** Pieces of a priority above 0. */
	get wantedCount(): number {
		return this.#swarm.pieces.wantedCount;
	}

	/** Wanted pieces we lack. */
	get wantedLeft(): number {
		return this.#swarm.pieces.wantedLeft;
	}

	/** Blocks received and not lost again, those of verified pieces included. */
	get haveBlocks(): number {
		return view.countBlocks(this.#swarm);
	}

	/** All wanted pieces are here. */
	get isComplete(): boolean {
		return this.#swarm.pieces.isComplete;
	}

	/** R13. */
	get isEndgame(): boolean {
		return this.#swarm.isEndgame;
	}

	/** Whole copies among the connected peers, and the share of pieces there once more as the fraction. */
	get distributedCopies(): number {
		return this.#swarm.availability.distributedCopies();
	}

	/** Wanted pieces that we lack and no connected peer has. */
	get unavailablePieces(): number {
		return view.countUnavailable(this.#swarm);
	}

	/** Addresses known and not connected. */
	get candidateCount(): number {
		return this.#swarm.candidates.size;
	}

	get bannedCount(): number {
		return this.#swarm.bans.size;
	}

	/** Who is banned: hosts, on loopback addresses. */
	get bans(): readonly string[] {
		return this.#swarm.bans.names;
	}

	/** Of these the user's own: they outlive the run. */
	get bansByUser(): readonly string[] {
		return this.#swarm.bans.namesByUser;
	}

	/** What each source of addresses gave. */
	sourceCounts(): readonly view.SourceTally[] {
		return view.tallySources(this.#swarm);
	}

	/** What keeps us from dialling the addresses we know. */
	candidateCounts(now: number): view.CandidateTally {
		return view.tallyCandidates(this.#swarm, now);
	}

	/** The counters of R14 at `now`. */
	countPeers(now: number): PeerCounts {
		return countPeers(this.#swarm, now);
	}

	/** R9. */
	canDownload(peer: Peer): boolean {
		return canDownload(this.#swarm, peer);
	}

	/** R9: an index into `notReadyReasons`, here and in the store. */
	notReadyReason(peer: Peer, now: number): number {
		return notReadyReasons.indexOf(notReadyReason(this.#swarm, peer, now));
	}

	/** Blocks asked for, by peer and age. */
	*blocksInFlight(): Iterable<view.BlockInFlight> {
		for (const peer of this.peers) {
			yield* view.requestsOf(peer);
		}
	}

	/** Requests outstanding at one peer, oldest first. */
	requestsOf(peer: Peer): Iterable<view.BlockInFlight> {
		return view.requestsOf(peer);
	}

	/** Pieces being downloaded, the one opened first first. */
	activePieces(): Iterable<view.PieceInFlight> {
		return view.activePieces(this.#swarm);
	}

	/** The lowest pieces, at most `limit`, that are wanted, lacking, and had by no connected peer. */
	lowestUnavailable(limit: number): number[] {
		return view.lowestUnavailable(this.#swarm, limit);
	}

	/** Writes a byte a piece: 0 missing, 1 in flight, 2 hashing or writing, 3 have, 4 skipped. */
	writePieceStates(target: Uint8Array): void {
		view.writePieceStates(this.#swarm, target);
	}

	/** Writes the number of connected peers that have each piece. */
	writeAvailability(target: Uint16Array): void {
		for (let index = 0; index < target.length; index++) {
			target[index] = this.#swarm.availability.countOf(index);
		}
	}
}
