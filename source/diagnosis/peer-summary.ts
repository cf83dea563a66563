import {connectedState, peerPlaces, peerRowWidth} from './peer-rows.js';

/** The connected peers of one torrent as counts: the R14 counters, apart, and what else the rules ask. */
export interface PeerSummary {
	/** C: both handshakes done. */
	readonly handshaken: number;
	/** Of these, the connections we opened, and of those again the ones over TCP. */
	readonly outgoing: number;
	readonly outgoingTcp: number;
	/** Of these, older than the time given: they don't keep dropping. */
	readonly settled: number;
	/** K: told what they have. */
	readonly availabilityKnown: number;
	/** P: have at least one piece. */
	readonly withPieces: number;
	/** W: have a piece we want. */
	readonly withWanted: number;
	/** W, but we did not say that we are interested. */
	readonly uninterested: number;
	/** U: of W, those that unchoked us or let us ask an allowed-fast piece. */
	readonly usable: number;
	/** S: of U, those that were asked and did not deliver. */
	readonly snubbed: number;
	/** Q: requests outstanding at all of them. */
	readonly outstanding: number;
	readonly seeds: number;
	/** Peers that are not seeds and within 1 % of the pieces we have. */
	readonly abreast: number;
	/** Engine clock of the oldest handshake with a peer of W; NaN without one. */
	readonly oldestUsefulAt: number;
	/** Engine clock of the oldest outstanding request; NaN without one. */
	readonly oldestRequestAt: number;
}

/** What a peer is compared with. */
export interface SummaryContext {
	readonly now: number;
	readonly pieceCount: number;
	readonly havePieces: number;
	/** Age from which a connection counts as settled. */
	readonly settledAfterMs: number;
}

// Places looked up once: the pass below reads a dozen numbers of each of thousands of rows every second.
const {
	state,
	isIncoming,
	transport,
	peerChoking,
	amInterested,
	availability,
	isSnubbed,
	isSeed,
	piecesKnown,
	piecesWanted,
	outstanding,
	oldestRequestAt,
	canDownload,
	handshakeAt,
} = peerPlaces;

/** Counts the rows of a snapshot's peers in one pass, without an object a peer. */
export function summarizePeers(numbers: Float64Array, context: SummaryContext): PeerSummary {
	const {now, pieceCount, havePieces, settledAfterMs} = context;
	const abreastPieces = pieceCount / 100;
	const counts = {
		handshaken: 0,
		outgoing: 0,
		outgoingTcp: 0,
		settled: 0,
		availabilityKnown: 0,
		withPieces: 0,
		withWanted: 0,
		uninterested: 0,
		usable: 0,
		snubbed: 0,
		outstanding: 0,
		seeds: 0,
		abreast: 0,
	};
	let oldestUseful = Number.POSITIVE_INFINITY;
	let oldestRequest = Number.POSITIVE_INFINITY;
	for (let row = 0; row + peerRowWidth <= numbers.length; row += peerRowWidth) {
		if (numbers[row + state] !== connectedState) {
			continue;
		}
		counts.handshaken++;
		if (numbers[row + isIncoming] === 0) {
			counts.outgoing++;
			counts.outgoingTcp += numbers[row + transport] === 0 ? 1 : 0;
		}
		const shookAt = numbers[row + handshakeAt]!;
		if (now - shookAt >= settledAfterMs) {
			counts.settled++;
		}
		const has = numbers[row + piecesKnown]!;
		const isSeeding = numbers[row + isSeed] === 1;
		if (numbers[row + availability] !== 0) {
			counts.availabilityKnown++;
			if (isSeeding) {
				counts.seeds++;
			} else if (Math.abs(has - havePieces) <= abreastPieces) {
				counts.abreast++;
			}
		}
		if (has > 0) {
			counts.withPieces++;
		}
		if (numbers[row + outstanding]! > 0) {
			counts.outstanding += numbers[row + outstanding]!;
			// Not Math.min: a clock that is NaN must not swallow the others.
			if (numbers[row + oldestRequestAt]! < oldestRequest) {
				oldestRequest = numbers[row + oldestRequestAt]!;
			}
		}
		if (numbers[row + piecesWanted]! > 0) {
			counts.withWanted++;
			counts.uninterested += 1 - numbers[row + amInterested]!;
			if (shookAt < oldestUseful) {
				oldestUseful = shookAt;
			}
			if (numbers[row + peerChoking] === 0 || numbers[row + canDownload] === 1) {
				counts.usable++;
				counts.snubbed += numbers[row + isSnubbed]!;
			}
		}
	}
	return {
		...counts,
		oldestUsefulAt: Number.isFinite(oldestUseful) ? oldestUseful : Number.NaN,
		oldestRequestAt: Number.isFinite(oldestRequest) ? oldestRequest : Number.NaN,
	};
}
