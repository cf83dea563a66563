import {hasBit} from '../protocol/bitfield.js';
import type {PeerExtensions} from '../protocol/extension-handshake.js';
import type {Candidate} from './candidates.js';
import type {PeerRates} from './peer-rates.js';
import type {Pipeline} from './pipeline.js';
import type {PeerAddress, PeerSource} from './torrent-input.js';

/** How far a connection has come. */
export type PeerState = 'connecting' | 'handshaking' | 'connected' | 'closed';

/** What a peer told about its pieces (R1). */
export type Availability = 'unknown' | 'none' | 'some' | 'all';

/** A block a peer asked us for; bytes inside the piece. */
export interface UploadBlock {
	readonly index: number;
	readonly begin: number;
	readonly length: number;
}

/**
 * A connection and all we know about the other end. Written by the torrent only; the engine reads it for snapshots.
 * Clocks (R10) are milliseconds on the torrent's `now`, NaN where the thing never happened. None is shared.
 */
export class Peer {
	// What a HAVE reads and writes stands together and first: it is the message that comes most.
	state: PeerState = 'connecting';
	availability: Availability = 'unknown';
	/** One bit a piece, as on the wire; absent while it has none of them or all of them. */
	bits: Uint8Array | undefined;
	/** Pieces it has, as far as it told. */
	piecesKnown = 0;
	/** Pieces it has that we want: `amInterested` is exactly this > 0 (R4). */
	piecesWanted = 0;
	/** A message of any kind came since the handshake (R2). */
	hasSpoken = false;
	/** We told it whether we are interested, one way or the other. */
	isInterestTold = false;
	/** Pieces it lets us have while it chokes us (BEP 6). */
	allowedFast: Set<number> | undefined;
	// The flags of BEP 3, here and below: both sides begin choking and not interested.
	amInterested = false;
	peerChoking = true;
	/** The clock of R10 that says when the last byte came. */
	lastReceivedAt = Number.NaN;

	/** Unique over the engine's run. */
	readonly id: number;
	readonly address: PeerAddress;
	readonly source: PeerSource;
	readonly isIncoming: boolean;

	/** 20 bytes, once the handshake is in. */
	remotePeerId: Uint8Array | undefined;
	extensions: PeerExtensions | undefined;
	isFast = false;
	hasExtensions = false;
	amChoking = true;
	peerInterested = false;
	/** A BITFIELD, HAVE_ALL or HAVE_NONE came (the seeds' `has_bitfield`). */
	hasBitfield = false;
	isUploadOnly = false;
	pipeline: Pipeline | undefined;

	// Pipeline (R12).
	target = 0;
	outstanding = 0;
	requestsSent = 0;
	blocksReceived = 0;
	requestsTimedOut = 0;
	requestsRejected = 0;
	duplicateBlocks = 0;
	unrequestedBlocks = 0;
	greatestDepth = 0;
	reqq = 250;
	isSnubbed = false;
	/** The other end is ours too: not a peer (R18). */
	isOurselves = false;
	minRttMs = Number.NaN;
	newestRttMs = Number.NaN;

	// What it asks of us.
	isOptimistic = false;
	/** Blocks it asked for and we have not sent yet. */
	uploadQueue = 0;
	requestsReceived = 0;
	blocksSent = 0;
	badRequests = 0;

	// Totals in bytes; payload apart from the rest.
	downBytes = 0;
	upBytes = 0;
	protocolDownBytes = 0;
	protocolUpBytes = 0;
	wastedBytes = 0;
	downBytesPerSecond = Number.NaN;
	upBytesPerSecond = Number.NaN;
	hashFailures = 0;
	isOnParole = false;

	// The clocks of R10.
	connectedAt = Number.NaN;
	handshakeAt = Number.NaN;
	availabilityAt = Number.NaN;
	lastSentAt = Number.NaN;
	lastPayloadInAt = Number.NaN;
	lastPayloadOutAt = Number.NaN;
	lastRequestAt = Number.NaN;
	chokedSince = Number.NaN;
	interestedSince = Number.NaN;
	uselessSince = Number.NaN;
	snubbedSince = Number.NaN;

	// What the decisions keep besides. Absent until needed: 2,000 idle peers cost next to nothing.
	/** Place in the table of deadlines; -1 when it has none. */
	slot = -1;
	/** The address that was dialled, or that it says it listens on. */
	candidate: Candidate | undefined;
	rates: PeerRates | undefined;
	/** What it asked for and is not served yet, oldest first. */
	uploads: UploadBlock[] | undefined;
	/** Pieces we told it that it may have while we choke it (BEP 6): ten at most, of those we had. */
	grantedFast: readonly number[] | undefined;
	/** Whole pieces it must give alone and right before it leaves parole (R17). */
	paroleLeft = 0;
	/** When it was dialled; NaN for an incoming connection. */
	dialledAt = Number.NaN;
	/** Since when it is interested in us. */
	peerInterestedSince = Number.NaN;
	/** When we unchoked it last, and when we choked it last after that. */
	unchokedAt = Number.NaN;
	chokedAt = Number.NaN;
	/** When it last had the optimistic slot (R8). */
	optimisticAt = Number.NaN;
	/** When it last asked us for a block (R7). */
	lastRequestReceivedAt = Number.NaN;
	/** Bad requests lately, draining with time, and when that was counted (R16). */
	floodLevel = 0;
	floodAt = 0;

	/** When its oldest outstanding request was sent. */
	get oldestRequestAt(): number {
		return this.pipeline?.first?.requestedAt ?? Number.NaN;
	}

	/** Whether it has the piece, as far as it told. */
	has(index: number): boolean {
		return this.bits === undefined ? this.availability === 'all' : hasBit(this.bits, index);
	}

	constructor(id: number, address: PeerAddress, source: PeerSource, isIncoming: boolean) {
		this.id = id;
		this.address = address;
		this.source = source;
		this.isIncoming = isIncoming;
		// NaN before 0, so that V8 stores a double from the start: a whole number that becomes a fraction a second later changes
		// the shape of every peer, and all code optimised for it is thrown away (18 of 59 compilations in a download of 1 GiB).
		this.downBytesPerSecond = 0;
		this.upBytesPerSecond = 0;
	}
}
