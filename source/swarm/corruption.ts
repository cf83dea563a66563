import {formatPeerAddress} from '../protocol/peer-address.js';
import type {ActivePiece} from './active-piece.js';
import type {CloseReason} from './close-reason.js';
import type {Departures} from './departures.js';
import type {Downloads} from './downloads.js';
import type {Parole} from './parole.js';
import type {Peer} from './peer.js';
import type {Swarm} from './swarm.js';

/** Whom the verdict on a piece concerns. */
export interface CorruptionParts {
	readonly downloads: Downloads;
	readonly departures: Departures;
	readonly parole: Parole;
}

/**
 * Who sent corrupt data (R17). A piece that fails its hash and came from one peer convicts it. With several contributors all go
 * on parole until one is proved, unless one of them is convicted already.
 */
export class Corruption {
	readonly #swarm: Swarm;
	readonly #parts: CorruptionParts;
	/** Who gave the blocks of the pieces being verified. */
	readonly #contributors = new Map<number, readonly Peer[]>();

	constructor(swarm: Swarm, parts: CorruptionParts) {
		this.#swarm = swarm;
		this.#parts = parts;
	}

	/** All blocks of a piece are here: remember who gave them until the hash is known. */
	handleComplete(piece: ActivePiece): void {
		this.#contributors.set(piece.index, piece.contributors());
	}

	/** Who gave blocks of a piece whose hash is not known yet. */
	contributorsOf(index: number): readonly Peer[] {
		return this.#contributors.get(index) ?? [];
	}

	/** The piece was right. */
	handleVerified(index: number): void {
		const [giver, ...others] = this.#takeContributors(index);
		if (giver !== undefined && others.length === 0) {
			this.#parts.parole.handleProof(giver);
		}
	}

	/** What is being verified is checked anew: nobody is blamed for it (R17). */
	forgetContributors(): void {
		this.#contributors.clear();
	}

	/** Nobody is to blame: our own disk failed, or what we have is being checked. */
	handleNobodysFault(index: number): void {
		this.#takeContributors(index);
	}

	/** The piece was wrong. */
	handleHashFailed(index: number, now: number): void {
		const {counters, pieces, log, isRechecking} = this.#swarm;
		const contributors = this.#takeContributors(index);
		counters.hashFailures++;
		counters.wastedBytes += pieces.lengthOf(index);
		log.piece('hash-failed', index, () => {
			const givers = contributors.map(({address}) => formatPeerAddress(address)).join(', ');
			return `Piece ${index} failed its hash check (from ${givers || 'nobody'})`;
		});
		if (!isRechecking) {
			this.#blame(contributors, index, now);
		}
	}

	/** Not to be dealt with in either direction (R18), by the user's will with the reason `banned`. Also for a peer that has left. */
	ban(peer: Peer, reason: CloseReason, why: string, now: number): void {
		const {bans, peers, log} = this.#swarm;
		bans.add(peer, reason === 'banned');
		log.peer('banned', peer, address => `Peer ${address} is banned: ${why}`);
		for (const other of [...peers]) {
			if (other === peer || bans.has(other)) {
				this.#parts.departures.close(other, other === peer ? reason : 'banned', why, now);
			}
		}
	}

	#blame(contributors: readonly Peer[], index: number, now: number): void {
		const {bans} = this.#swarm;
		const isLiarKnown = contributors.some(peer => bans.has(peer));
		for (const peer of contributors) {
			peer.hashFailures++;
			if (contributors.length === 1) {
				this.#convict(peer, index, now);
			} else if (!isLiarKnown) {
				this.#parts.parole.put(peer, index);
			}
		}
	}

	/** The liar is proved. Whatever it gave of pieces under way is thrown away with them, before it spoils those too. */
	#convict(liar: Peer, index: number, now: number): void {
		const why = `it alone gave piece ${index}, which failed its hash check`;
		this.ban(liar, 'sent-corrupt-data', why, now);
		this.#parts.parole.end(liar);
		for (const piece of [...this.#swarm.pieces.active.values()]) {
			if (piece.contributors().includes(liar)) {
				this.#parts.downloads.drop(piece);
			}
		}
	}

	#takeContributors(index: number): readonly Peer[] {
		const contributors = this.#contributors.get(index) ?? [];
		this.#contributors.delete(index);
		return contributors;
	}
}
