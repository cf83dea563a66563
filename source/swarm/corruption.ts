import type {ActivePiece} from './active-piece.js';
import {formatAddress} from './address.js';
import type {CloseReason} from './close-reason.js';
import type {Departures} from './departures.js';
import type {Downloads} from './downloads.js';
import type {Peer} from './peer.js';
import {PeerRegister} from './peer-register.js';
import {canDownload} from './readiness.js';
import type {Swarm} from './swarm.js';

/** A peer on parole may keep a piece to itself for this long without a block, when others wait for it in the endgame. */
const patienceMs = 20_000;

/**
 * Who sent corrupt data (R17). A piece that fails its hash and came from one peer convicts it. With several contributors each
 * goes on parole: it gives whole pieces alone until it gave as many right ones as it had a part in wrong ones, or one wrong.
 */
export class Corruption {
	readonly #swarm: Swarm;
	readonly #downloads: Downloads;
	readonly #departures: Departures;
	/** Who gave the blocks of the pieces being verified. */
	readonly #contributors = new Map<number, readonly Peer[]>();
	/** On parole, also after they left. */
	readonly #suspects = new PeerRegister();

	constructor(swarm: Swarm, downloads: Downloads, departures: Departures) {
		this.#swarm = swarm;
		this.#downloads = downloads;
		this.#departures = departures;
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
		const contributors = this.#takeContributors(index);
		const [giver] = contributors;
		if (contributors.length === 1 && giver?.isOnParole && --giver.paroleLeft <= 0) {
			this.#endParole(giver);
			this.#swarm.log.peer(
				'proved-good',
				giver,
				address => `Peer ${address} gave whole pieces alone and right: its parole ends`,
			);
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
			const givers = contributors.map(({address}) => formatAddress(address)).join(', ');
			return `Piece ${index} failed its hash check (from ${givers || 'nobody'})`;
		});
		if (isRechecking) {
			return;
		}
		for (const peer of contributors) {
			peer.hashFailures++;
			if (contributors.length === 1) {
				this.ban(
					peer,
					'sent-corrupt-data',
					`it alone gave piece ${index}, which failed its hash check`,
					now,
				);
			} else {
				this.#putOnParole(peer, index);
			}
		}
	}

	/** A new connection: it may be an old suspect. */
	handleHandshake(peer: Peer): void {
		if (this.#suspects.has(peer)) {
			peer.isOnParole = true;
			peer.paroleLeft = 1;
		}
	}

	/** In the endgame nobody on parole may keep the last pieces from peers that could give them. */
	releaseHoarded(now: number): void {
		if (!this.#swarm.isEndgame) {
			return;
		}
		for (const {exclusiveTo, index, lastBlockAt} of [...this.#swarm.pieces.active.values()]) {
			if (exclusiveTo === undefined || now - lastBlockAt < patienceMs) {
				continue;
			}
			for (const peer of this.#swarm.peers) {
				if (!peer.isOnParole && peer.has(index) && canDownload(this.#swarm, peer)) {
					this.#downloads.dropExclusive(exclusiveTo, now);
					break;
				}
			}
		}
	}

	/** Never to be dealt with again, in either direction (R18). Also for a peer that has left. */
	ban(peer: Peer, reason: CloseReason, why: string, now: number): void {
		const {bans, peers, log} = this.#swarm;
		bans.add(peer);
		log.peer('banned', peer, address => `Peer ${address} is banned: ${why}`);
		for (const other of [...peers]) {
			if (other === peer || bans.has(other)) {
				this.#departures.close(other, other === peer ? reason : 'banned', why, now);
			}
		}
	}

	#putOnParole(peer: Peer, index: number): void {
		peer.paroleLeft = peer.hashFailures;
		if (!peer.isOnParole) {
			peer.isOnParole = true;
			this.#suspects.add(peer);
			this.#swarm.log.peer(
				'put-on-parole',
				peer,
				address =>
					`Peer ${address} had a part in piece ${index}: on parole, it gives whole pieces alone`,
			);
		}
	}

	#endParole(peer: Peer): void {
		peer.isOnParole = false;
		this.#suspects.delete(peer);
		const {active, free} = this.#swarm.pieces;
		for (const piece of active.values()) {
			if (piece.exclusiveTo === peer) {
				piece.exclusiveTo = undefined;
			}
		}
		// It may help with pieces of others again, and others with its own: who found nothing looks again.
		free.version++;
		this.#swarm.isWakeDue = true;
	}

	#takeContributors(index: number): readonly Peer[] {
		const contributors = this.#contributors.get(index) ?? [];
		this.#contributors.delete(index);
		return contributors;
	}
}
