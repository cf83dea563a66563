import type {Corruption} from './corruption.js';
import type {Downloads} from './downloads.js';
import type {HaveNews} from './have-news.js';
import type {Interest} from './interest.js';
import {pieceStates} from './piece-map.js';
import type {Swarm} from './swarm.js';

/** Whom the fate of a piece concerns. */
export interface PieceResultsParts {
	readonly downloads: Downloads;
	readonly corruption: Corruption;
	readonly interest: Interest;
	readonly haveNews: HaveNews;
}

/** What follows when a piece was hashed and written, and when what we have or want changes as a whole. */
export class PieceResults {
	readonly #swarm: Swarm;
	readonly #parts: PieceResultsParts;

	constructor(swarm: Swarm, parts: PieceResultsParts) {
		this.#swarm = swarm;
		this.#parts = parts;
	}

	/** Hash right and written. */
	handleVerified(index: number, now: number): void {
		const {pieces, log} = this.#swarm;
		if (pieces.stateOf(index) !== pieceStates.verifying) {
			return;
		}
		const wasWanted = pieces.isWanted(index);
		pieces.complete(index);
		this.#parts.corruption.handleVerified(index);
		this.#parts.haveNews.add(index);
		log.piece('piece-verified', index, () => `Piece ${index} is whole and verified`);
		if (wasWanted) {
			this.#parts.interest.handleVerified(index, now);
		}
		if (pieces.isComplete && (wasWanted || pieces.isSeed)) {
			this.#handleComplete(now);
			log.torrent('complete', () => `Complete: all ${pieces.wantedCount} wanted pieces are here`);
		}
	}

	handleHashFailed(index: number, now: number): void {
		if (this.#parts.downloads.fail(index)) {
			this.#parts.corruption.handleHashFailed(index, now);
		}
	}

	/** Our own disk's fault: nobody is blamed (R17). The piece may be half here yet: large ones are written as they come in. */
	handleWriteFailed(index: number): void {
		const {counters, log, pieces} = this.#swarm;
		const {corruption, downloads} = this.#parts;
		const active = pieces.active.get(index);
		if (active !== undefined) {
			downloads.drop(active);
		} else if (downloads.fail(index)) {
			counters.wastedBytes += pieces.lengthOf(index);
			corruption.handleNobodysFault(index);
		} else {
			return;
		}
		counters.writeFailures++;
		log.piece('write-failed', index, () => `Piece ${index} could not be written`);
	}

	handlePriorities(priorities: Uint8Array, now: number): void {
		const {pieces, availability} = this.#swarm;
		for (const piece of [...pieces.active.values()]) {
			if (priorities[piece.index] === 0) {
				this.#parts.downloads.drop(piece);
			}
		}
		const missed = pieces.wantedLeft;
		pieces.replacePriorities(priorities);
		availability.rebuild();
		this.#settle(missed, now);
	}

	/** The result of a check, or what a resume file says. */
	handleHavePieces(bits: Uint8Array, now: number): void {
		const {pieces, availability} = this.#swarm;
		this.#parts.downloads.dropAll();
		const missed = pieces.wantedLeft;
		const had = pieces.haveBits.slice();
		pieces.replaceHave(bits);
		availability.rebuild();
		this.#parts.corruption.forgetContributors();
		this.#swarm.isRechecking = false;
		for (let index = 0; index < pieces.pieceCount; index++) {
			if (pieces.has(index) && (had[index >>> 3]! & (0x80 >>> (index & 7))) === 0) {
				this.#parts.haveNews.add(index);
			}
		}
		this.#settle(missed, now);
	}

	/** `missed`: wanted pieces that we lacked before. */
	#settle(missed: number, now: number): void {
		this.#parts.interest.recount(now);
		this.#swarm.isWakeDue = true;
		this.#swarm.isEndgame = false;
		this.#swarm.candidates.refresh(now);
		if (this.#swarm.pieces.wantedLeft > missed) {
			this.#swarm.candidates.hastenWorked(now);
		}
		if (this.#swarm.pieces.isComplete) {
			this.#handleComplete(now);
		}
	}

	/** Other rules hold from now on (R6, R7): who is worth dialling, and who stays. */
	#handleComplete(now: number): void {
		const {candidates, deadlines, options, output, peers} = this.#swarm;
		this.#swarm.isEndgame = false;
		candidates.refresh(now);
		for (const peer of peers) {
			deadlines.limit(peer, now);
			if (peer.state === 'connected' && peer.hasExtensions) {
				// We only upload now, and say so (BEP 21).
				output.send(peer, {type: 'extended', id: 0, payload: options.extensionHandshake(peer)});
			}
		}
	}
}
