import {
	bitfieldLength,
	countBits,
	fullBitfield,
	hasBit,
	hasSpareBits,
	takeBit,
} from '../protocol/bitfield.js';
import type {Departures} from './departures.js';
import type {Interest} from './interest.js';
import {sendsBitfieldForHaves} from './late-bitfield.js';
import type {Peer} from './peer.js';
import {copyPieceBits, createPieceBits} from './piece-bits.js';
import type {RequestQueue} from './request-queue.js';
import type {Swarm} from './swarm.js';

const toldTwice = 'told all its pieces a second time';

/** What PeerPieces tells its news to. */
export interface PeerPiecesParts {
	readonly interest: Interest;
	readonly requests: RequestQueue;
	readonly departures: Departures;
}

/**
 * What peers told us that they have: the transitions of R1, the timer of R2, the violations of R19. Every change is told
 * to the availability and to our interest at once.
 */
export class PeerPieces {
	readonly #swarm: Swarm;
	readonly #interest: Interest;
	readonly #requests: RequestQueue;
	readonly #departures: Departures;

	constructor(swarm: Swarm, {interest, requests, departures}: PeerPiecesParts) {
		this.#swarm = swarm;
		this.#interest = interest;
		this.#requests = requests;
		this.#departures = departures;
	}

	/** REQUEST or PIECE while nothing is known: the peer has none so far, and need not send a bitfield (R1, BEP 3). */
	handleSignOfLife(peer: Peer, now: number): void {
		if (peer.availability === 'unknown') {
			this.#become(peer, 'none', now);
			this.#settle(peer, now);
		}
	}

	handleBitfield(peer: Peer, bits: Uint8Array, now: number): void {
		const {pieceCount} = this.#swarm.pieces;
		if (peer.hasBitfield && !sendsBitfieldForHaves(peer)) {
			this.#violate(peer, toldTwice, now);
		} else if (bits.length !== bitfieldLength(pieceCount)) {
			this.#violate(peer, `sent a bitfield of ${bits.length} bytes for ${pieceCount} pieces`, now);
		} else if (hasSpareBits(bits, pieceCount)) {
			this.#violate(peer, 'sent a bitfield with spare bits set', now);
		} else if (peer.hasBitfield) {
			this.#takeHaves(peer, bits, now);
		} else {
			this.#takeBitfield(peer, bits, now);
		}
	}

	handleHaveAll(peer: Peer, now: number): void {
		if (peer.hasBitfield && sendsBitfieldForHaves(peer)) {
			this.#takeHaves(peer, fullBitfield(this.#swarm.pieces.pieceCount), now);
		} else if (this.#isTelling(peer, now)) {
			this.#become(peer, 'all', now);
			this.#report(
				peer,
				'received-have-all',
				`all ${this.#swarm.pieces.pieceCount} pieces available`,
			);
			this.#settle(peer, now);
		}
	}

	handleHaveNone(peer: Peer, now: number): void {
		if (this.#isTelling(peer, now)) {
			this.#become(peer, 'none', now);
			this.#report(peer, 'received-have-none', '0 pieces available');
			this.#settle(peer, now);
		}
	}

	handleHave(peer: Peer, index: number, now: number): void {
		const {pieces, availability} = this.#swarm;
		if (index >= pieces.pieceCount) {
			this.#violate(peer, `has piece ${index} of ${pieces.pieceCount}`, now);
			return;
		}
		const bits = peer.bits ?? this.#beginBits(peer, now);
		if (bits === undefined || !takeBit(bits, index)) {
			return;
		}
		availability.have(index);
		if (++peer.piecesKnown === pieces.pieceCount) {
			this.#become(peer, 'all', now);
		}
		const isWanted = pieces.isWanted(index);
		this.#interest.handleHave(peer, isWanted, now);
		if (isWanted && (!peer.peerChoking || peer.allowedFast !== undefined)) {
			this.#requests.handleMore(peer, now);
		}
	}

	/** R2: what happens when the peer has told nothing for too long. @returns when to look again. */
	checkTold(peer: Peer, now: number): number {
		if (peer.availability !== 'unknown' || !this.#swarm.isMetadataKnown) {
			return Number.POSITIVE_INFINITY;
		}
		const {availabilityTimeout} = this.#swarm.settings;
		const endsAt = peer.handshakeAt + availabilityTimeout;
		if (now < endsAt) {
			return endsAt;
		}
		const seconds = availabilityTimeout / 1000;
		if (!peer.hasSpoken) {
			this.#departures.close(
				peer,
				'silent-after-handshake',
				`no message for ${seconds} s: deadline has elapsed`,
				now,
			);
			return Number.POSITIVE_INFINITY;
		}
		this.#become(peer, 'none', now);
		this.#swarm.log.peer(
			'assumed-none',
			peer,
			address =>
				`Peer ${address} sent no bitfield for ${seconds} s: it is assumed to have no pieces`,
		);
		this.#settle(peer, now);
		return Number.POSITIVE_INFINITY;
	}

	/** HAVEs that came before stay true: some peers tell part of what they have that way. */
	#takeBitfield(peer: Peer, bits: Uint8Array, now: number): void {
		const {pieceCount} = this.#swarm.pieces;
		const told = copyPieceBits(bits, pieceCount);
		peer.bits?.forEach((byte, at) => {
			told[at]! |= byte;
		});
		const count = countBits(told);
		peer.hasBitfield = true;
		if (count === 0 || count === pieceCount) {
			this.#become(peer, count === 0 ? 'none' : 'all', now);
		} else {
			this.#become(peer, 'none', now);
			peer.availability = 'some';
			peer.bits = told;
			peer.piecesKnown = count;
			this.#swarm.availability.join(told);
		}
		this.#report(peer, 'received-bitfield', `${count} pieces available`);
		this.#settle(peer, now);
	}

	/** A bitfield that stands for HAVEs: what it adds counts, and it takes nothing back. */
	#takeHaves(peer: Peer, bits: Uint8Array, now: number): void {
		for (let index = 0; index < this.#swarm.pieces.pieceCount; index++) {
			if (hasBit(bits, index)) {
				this.handleHave(peer, index, now);
			}
		}
	}

	/** The first HAVE: from nothing or none to some. @returns undefined when the peer has all and can have no more */
	#beginBits(peer: Peer, now: number): Uint8Array | undefined {
		if (peer.availability === 'all') {
			return undefined;
		}
		if (peer.availability === 'unknown') {
			this.#become(peer, 'none', now);
		}
		peer.availability = 'some';
		peer.bits = createPieceBits(this.#swarm.pieces.pieceCount);
		return peer.bits;
	}

	/** From nothing, some or none to none or all. */
	#become(peer: Peer, state: 'none' | 'all', now: number): void {
		const {availability, pieces} = this.#swarm;
		if (Number.isNaN(peer.availabilityAt)) {
			peer.availabilityAt = now;
		}
		if (peer.bits !== undefined) {
			availability.leave(peer.bits);
			peer.bits = undefined;
		}
		availability.allCount += (state === 'all' ? 1 : 0) - (peer.availability === 'all' ? 1 : 0);
		peer.availability = state;
		peer.piecesKnown = state === 'all' ? pieces.pieceCount : 0;
	}

	/** What follows from knowing what a peer has. */
	#settle(peer: Peer, now: number): void {
		this.#interest.handleAvailability(peer, now);
		if (!peer.amInterested) {
			return;
		}
		if (peer.peerChoking) {
			this.#swarm.log.peer(
				'not-ready',
				peer,
				address =>
					`Peer ${address} not ready: choking_us=${peer.peerChoking}, we_interested=${peer.amInterested}, we_choking=${peer.amChoking}, they_interested=${peer.peerInterested}, has_bitfield=${peer.hasBitfield}`,
			);
		}
		this.#requests.handleMore(peer, now);
	}

	/** HAVE_ALL and HAVE_NONE take the place of the bitfield, once (BEP 6, R19). */
	#isTelling(peer: Peer, now: number): boolean {
		if (peer.hasBitfield) {
			this.#violate(peer, toldTwice, now);
			return false;
		}
		peer.hasBitfield = true;
		return true;
	}

	#report(
		peer: Peer,
		name: 'received-bitfield' | 'received-have-all' | 'received-have-none',
		pieces: string,
	): void {
		const what = {
			'received-bitfield': 'bitfield',
			'received-have-all': 'have-all',
			'received-have-none': 'have-none',
		}[name];
		this.#swarm.log.peer(
			name,
			peer,
			address => `Received ${what} from peer ${address} (${pieces})`,
		);
	}

	#violate(peer: Peer, detail: string, now: number): void {
		this.#departures.close(peer, 'protocol-violation', detail, now);
	}
}
