import {blockLength} from '../../source/protocol/messages.js';
import type {Peer, UploadBlock} from '../../source/swarm/peer.js';
import type {PeerCounts} from '../../source/swarm/peer-counts.js';
import type {Torrent} from '../../source/swarm/torrent.js';

/** With somebody to ask, something must be asked within this time: the longest refusal and a bit. */
const patienceMs = 65_000;

/** A rule was broken: what the simulation is for. */
export class BrokenRule extends Error {
	override readonly name = 'BrokenRule';
}

/** Looks over a torrent's shoulder: every request it sends, and whether it goes on asking. */
export class RequestWatch {
	/** Bytes of all pieces that were verified, counted again when downloaded again. */
	verifiedBytes = 0;
	readonly #torrent: Torrent;
	#idleSince = Number.NaN;

	constructor(torrent: Torrent) {
		this.#torrent = torrent;
	}

	/** R9, R13, R16: what may be asked of whom. */
	check(peer: Peer, {index, begin, length}: UploadBlock): void {
		const torrent = this.#torrent;
		const says = (what: string) =>
			new BrokenRule(
				`asked peer ${peer.id} for piece ${index}, offset ${begin}, length ${length}: ${what}`,
			);
		if (!peer.has(index)) {
			throw says('it does not have the piece (R13)');
		}
		if (peer.peerChoking && !peer.allowedFast?.has(index)) {
			throw says('it chokes us (R9)');
		}
		if ((torrent.haveBits[index >>> 3]! & (0x80 >>> (index & 7))) !== 0) {
			throw says('we have the piece');
		}
		if (begin % blockLength !== 0 || length > blockLength || length <= 0) {
			throw says('no block of 16 KiB (R16)');
		}
		const askedOf = [...torrent.blocksInFlight()]
			.filter(other => other.index === index && other.begin === begin)
			.map(other => other.peer);
		if (new Set(askedOf).size < askedOf.length) {
			throw says('asked of it already');
		}
		if (askedOf.length > 1 && this.#isAnythingFree()) {
			throw says(`asked of ${askedOf.length} peers outside the endgame (R13)`);
		}
	}

	/** Whether some block that a connected peer has is asked of nobody, found by looking at all there is. */
	#isAnythingFree(): boolean {
		const torrent = this.#torrent;
		const states = new Uint8Array(torrent.haveBits.length * 8).fill(4);
		torrent.writePieceStates(states);
		const isHeld = (index: number) => [...torrent.peers].some(peer => peer.has(index));
		if (states.some((state, index) => state === 0 && isHeld(index))) {
			return true;
		}
		// What a peer on parole keeps to itself counts as asked for (R17).
		const isParole = [...torrent.peers].some(({isOnParole}) => isOnParole);
		return (
			!isParole &&
			[...torrent.activePieces()].some(
				({index, blocks, received, requested, receiving}) =>
					received + requested + receiving < blocks && isHeld(index),
			)
		);
	}

	/** R8: never more unchoked than there are slots, and one optimistic. */
	checkSlots({unchokedByUs}: PeerCounts, uploadSlots: number): void {
		if (unchokedByUs > (uploadSlots === 0 ? 0 : uploadSlots + 1)) {
			throw new BrokenRule(`${unchokedByUs} peers are unchoked with ${uploadSlots} slots (R8)`);
		}
	}

	/** No livelock: while a peer lets us ask and has a wanted piece, something is asked of somebody, whatever else we think of the peer. */
	checkProgress({outstanding}: PeerCounts, now: number): void {
		const torrent = this.#torrent;
		const canAsk =
			!torrent.isComplete &&
			[...torrent.peers].some(peer => !peer.peerChoking && peer.piecesWanted > 0);
		if (!canAsk || outstanding > 0) {
			this.#idleSince = Number.NaN;
		} else if (Number.isNaN(this.#idleSince)) {
			this.#idleSince = now;
		} else if (now - this.#idleSince > patienceMs) {
			throw new BrokenRule(`nothing asked of anybody for ${now - this.#idleSince} ms`);
		}
	}
}
