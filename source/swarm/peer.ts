import type {PeerExtensions} from '../protocol/extension-handshake.js';
import type {PeerAddress, PeerSource} from './torrent-input.js';

/** How far a connection has come. */
export type PeerState = 'connecting' | 'handshaking' | 'connected' | 'closed';

/** What a peer told about its pieces (R1). */
export type Availability = 'unknown' | 'none' | 'some' | 'all';

/**
 * A connection and all we know about the other end. Written by the torrent only; the engine reads it for snapshots.
 * Clocks (R10) are milliseconds on the torrent's `now`, NaN where the thing never happened. None is shared.
 */
export class Peer {
	/** Unique over the engine's run. */
	readonly id: number;
	readonly address: PeerAddress;
	readonly source: PeerSource;
	readonly isIncoming: boolean;

	state: PeerState = 'connecting';
	/** 20 bytes, once the handshake is in. */
	remotePeerId: Uint8Array | undefined;
	extensions: PeerExtensions | undefined;
	isFast = false;
	hasExtensions = false;

	// The flags of BEP 3: both sides begin choking and not interested.
	amChoking = true;
	amInterested = false;
	peerChoking = true;
	peerInterested = false;

	availability: Availability = 'unknown';
	/** A BITFIELD, HAVE_ALL or HAVE_NONE came (the seeds' `has_bitfield`). */
	hasBitfield = false;
	/** One bit a piece, as on the wire; absent while it has none of them or all of them. */
	bits: Uint8Array | undefined;
	/** Pieces it has, as far as it told. */
	piecesKnown = 0;
	/** Pieces it has that we want: `amInterested` is exactly this > 0 (R4). */
	piecesWanted = 0;
	isUploadOnly = false;

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
	/** When its oldest outstanding request was sent. */
	oldestRequestAt = Number.NaN;
	minRttMs = Number.NaN;

	// What it asks of us.
	isOptimistic = false;
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
	downBytesPerSecond = 0;
	upBytesPerSecond = 0;
	hashFailures = 0;
	isOnParole = false;

	// The clocks of R10.
	connectedAt = Number.NaN;
	handshakeAt = Number.NaN;
	availabilityAt = Number.NaN;
	lastReceivedAt = Number.NaN;
	lastSentAt = Number.NaN;
	lastPayloadInAt = Number.NaN;
	lastPayloadOutAt = Number.NaN;
	lastRequestAt = Number.NaN;
	chokedSince = Number.NaN;
	interestedSince = Number.NaN;
	uselessSince = Number.NaN;
	snubbedSince = Number.NaN;

	constructor(id: number, address: PeerAddress, source: PeerSource, isIncoming: boolean) {
		this.id = id;
		this.address = address;
		this.source = source;
		this.isIncoming = isIncoming;
	}
}
