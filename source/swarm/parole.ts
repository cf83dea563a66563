import type {Downloads} from './downloads.js';
import type {Peer} from './peer.js';
import {PeerRegister} from './peer-register.js';
import {canDownload} from './readiness.js';
import type {Swarm} from './swarm.js';

/** A peer on parole may keep a piece to itself for this long without a block, when others wait for it in the endgame. */
const patienceMs = 20_000;

/** A piece begun by several that nobody is asked for is left to them for this long, before one on parole gives it whole. */
const abandonedMs = 10_000;

/** How often pieces are looked at that parole keeps from being completed. */
const lookMs = 500;

/**
 * Peers that had a part in a wrong piece, of which at least one lied (R17). On parole a peer gives whole pieces alone, until it
 * gave as many right ones as it had a part in wrong ones. Parole outlives the connection.
 */
export class Parole {
	readonly #swarm: Swarm;
	readonly #downloads: Downloads;
	/** On parole, also after they left. */
	readonly #suspects = new PeerRegister();
	#lookAt = 0;

	constructor(swarm: Swarm, downloads: Downloads) {
		this.#swarm = swarm;
		this.#downloads = downloads;
	}

	/** When to look next at the pieces that parole keeps from being completed; Infinity while nobody is on it. */
	get nextAt(): number {
		return !this.#suspects.isEmpty ? this.#lookAt : Number.POSITIVE_INFINITY;
	}

	tick(now: number): void {
		if (now < this.nextAt) {
			return;
		}
		this.#lookAt = now + lookMs;
		this.#releaseAbandoned(now);
		if (this.#swarm.isEndgame) {
			this.#releaseHoarded(now);
		}
	}

	/** A new connection: it may be an old suspect. */
	handleHandshake(peer: Peer): void {
		if (this.#suspects.has(peer)) {
			peer.isOnParole = true;
			peer.paroleLeft = 1;
		}
	}

	/** The peer had a part in a wrong piece. */
	put(peer: Peer, index: number): void {
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

	/** The peer alone gave a piece that is right. */
	handleProof(peer: Peer): void {
		if (peer.isOnParole && --peer.paroleLeft <= 0) {
			this.end(peer);
			this.#swarm.log.peer(
				'proved-good',
				peer,
				address => `Peer ${address} gave whole pieces alone and right: its parole ends`,
			);
		}
	}

	/** The peer is proved good, or banned. */
	end(peer: Peer): void {
		if (!peer.isOnParole) {
			return;
		}
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

	/**
	 * A begun piece that nobody in good standing gets on with would wait for ever when only peers on parole have it, who may not
	 * help with it: it is given to the one that gave all of it so far, or given up, to be given whole.
	 */
	#releaseAbandoned(now: number): void {
		const {free} = this.#swarm.pieces;
		for (const piece of [...free]) {
			const isAbandoned =
				piece.exclusiveTo === undefined &&
				piece.freeCount + piece.receivedCount === piece.blockCount &&
				now - piece.lastBlockAt >= abandonedMs;
			if (!isAbandoned || !this.#hasSuspect(piece.index)) {
				continue;
			}
			const [giver, ...others] = piece.contributors();
			if (others.length === 0 && giver?.isOnParole && giver.state === 'connected') {
				piece.exclusiveTo = giver;
				free.version++;
				this.#swarm.isWakeDue = true;
			} else {
				this.#downloads.drop(piece);
			}
		}
	}

	/** Whether a peer on parole could be asked for the piece. */
	#hasSuspect(index: number): boolean {
		for (const peer of this.#swarm.peers) {
			if (peer.isOnParole && peer.has(index) && canDownload(this.#swarm, peer)) {
				return true;
			}
		}
		return false;
	}

	/** In the endgame nobody on parole may keep the last pieces from peers that could give them. */
	#releaseHoarded(now: number): void {
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
}
