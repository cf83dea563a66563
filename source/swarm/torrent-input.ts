import type {PeerExtensions} from '../protocol/extension-handshake.js';
import type {PeerHandshake} from '../protocol/handshake.js';
import type {PeerAddress} from '../protocol/peer-address.js';
import type {CloseReason} from './close-reason.js';
import type {Peer} from './peer.js';

export type {PeerAddress} from '../protocol/peer-address.js';

/** Where an address came from. */
export type PeerSource = 'tracker' | 'dht' | 'pex' | 'lsd' | 'incoming' | 'user' | 'resume' | 'lab';

/** `accept`: copy the body into the piece's slot. `skip`: read past it (R15). */
export type BlockVerdict = 'accept' | 'skip';

/**
 * Everything that can happen to a torrent, as the engine tells it. `now` is milliseconds on the engine's
 * monotonic clock, never decreasing. Implemented by `Torrent`, which is the index of these events.
 */
export interface TorrentInput {
	// Candidates and connections. The engine asks, since half-open limits span torrents.
	handleCandidates(addresses: readonly PeerAddress[], source: PeerSource, now: number): void;
	/** True when a candidate may be dialled now (back-off over, limits allow). */
	isDialWanted(now: number): boolean;
	/** Takes the best candidate and makes a connecting peer of it. */
	dial(now: number): Peer | undefined;
	/** A connection came in (its handshake was read by the listener). `undefined`: refused, with the reason told to `report`. */
	handleIncoming(address: PeerAddress, now: number): Peer | CloseReason;
	/** TCP is through; the engine sends our handshake now. */
	handleConnected(peer: Peer, now: number): void;
	/** The peer's handshake is in and ours is out. Afterwards the torrent has sent its first messages (R3), or closed the peer (R18). */
	handleHandshake(peer: Peer, handshake: PeerHandshake, now: number): void;
	/** The connection ended by itself (or never came to be); the peer is gone from now on. */
	handleClosed(peer: Peer, reason: CloseReason, detail: string, now: number): void;
	/** Bytes came or went that are not a block: keeps lastReceived, lastSent and the protocol rates. */
	handleReceived(peer: Peer, bytes: number, now: number): void;
	handleSent(peer: Peer, bytes: number, now: number): void;

	// Messages, one each (BEP 3, BEP 6, BEP 10).
	handleKeepAlive(peer: Peer, now: number): void;
	handleChoke(peer: Peer, now: number): void;
	handleUnchoke(peer: Peer, now: number): void;
	handleInterested(peer: Peer, now: number): void;
	handleNotInterested(peer: Peer, now: number): void;
	handleHave(peer: Peer, index: number, now: number): void;
	handleBitfield(peer: Peer, bits: Uint8Array, now: number): void;
	handleHaveAll(peer: Peer, now: number): void;
	handleHaveNone(peer: Peer, now: number): void;
	handleRequest(peer: Peer, index: number, begin: number, length: number, now: number): void;
	handleCancel(peer: Peer, index: number, begin: number, length: number, now: number): void;
	handleRejectRequest(peer: Peer, index: number, begin: number, length: number, now: number): void;
	handleAllowedFast(peer: Peer, index: number, now: number): void;
	handleSuggestPiece(peer: Peer, index: number, now: number): void;
	handlePort(peer: Peer, port: number, now: number): void;
	handleExtensions(peer: Peer, extensions: PeerExtensions, now: number): void;
	handleUnknown(peer: Peer, id: number, now: number): void;
	/** A peer's bytes broke the protocol (`PeerProtocolError`): closes it. */
	handleViolation(peer: Peer, detail: string, now: number): void;

	// Blocks and pieces.
	handleBlockHeader(
		peer: Peer,
		index: number,
		begin: number,
		length: number,
		now: number,
	): BlockVerdict;
	/** Part of a block's body came (bytes of this part only): rates, lastPayloadIn. */
	handleBlockProgress(peer: Peer, bytes: number, now: number): void;
	handleBlock(peer: Peer, index: number, begin: number, length: number, now: number): void;
	/** A skipped body is through. */
	handleBlockSkipped(peer: Peer, index: number, begin: number, length: number, now: number): void;
	/** A block asked for by `sendBlock` has been handed to the socket: from here on it can't be taken back, only counted. */
	handleBlockSent(peer: Peer, index: number, begin: number, length: number, now: number): void;
	/** The block could not be read for upload. */
	handleReadFailed(peer: Peer, index: number, begin: number, length: number, now: number): void;
	/** Hash right and written. */
	handleVerified(index: number, now: number): void;
	handleHashFailed(index: number, now: number): void;
	/** Hash right, but the write failed: the piece is missing again, nobody is blamed (R17). */
	handleWriteFailed(index: number, now: number): void;

	// The user and the engine.
	/** Priority per piece: 0 skip, 1…7, 4 is normal. */
	handlePriorities(priorities: Uint8Array, now: number): void;
	/** The result of a check or a resume file: one bit a piece. During a recheck nobody is banned (R17). */
	handleHavePieces(bits: Uint8Array, now: number): void;
	handleRecheckStarted(now: number): void;
	handleStart(now: number): void;
	/** Closes every peer with the reason and stops dialling. */
	handleStop(reason: CloseReason, now: number): void;
	handleSettings(now: number): void;
	handleKick(peer: Peer, now: number): void;
	handleBan(peer: Peer, now: number): void;
	/** The user lifts a ban: a name of `bans`, or an address of that host. */
	handleUnban(address: string, now: number): void;
	/** Bans of the user's from an earlier run. */
	handleBans(names: readonly string[]): void;
	/** More blocks may or may not be asked for: disk back-pressure, rate limit. */
	handleRequestsAllowed(isAllowed: boolean, now: number): void;

	/** The half-open limit is full while `isDialWanted`: gives up the dial that has waited longest if it is over 3 s old and an untried address waits (R21). True when a place is free now. */
	yieldDial(now: number): boolean;

	/** At least every 100 ms, and not later than `nextDeadline()`. */
	tick(now: number): void;
	/** The next moment at which `tick` has something to do; Infinity when nothing is waiting. */
	nextDeadline(): number;
}
