import type {PeerExtensions} from '../protocol/extension-handshake.js';
import type {PeerHandshake} from '../protocol/handshake.js';
import type {CloseReason} from './close-reason.js';
import {Counters, type PeerCounts} from './counters.js';
import type {Peer} from './peer.js';
import {PeerTable} from './peer-table.js';
import type {BlockVerdict, PeerAddress, PeerSource, TorrentInput} from './torrent-input.js';
import type {TorrentOptions} from './torrent-options.js';
import type {TorrentOutput} from './torrent-output.js';

/** A block asked for and not yet here. `begin` and `length` in bytes; `requestedAt` on the torrent's clock. */
export interface BlockInFlight {
	readonly index: number;
	readonly begin: number;
	readonly length: number;
	readonly peer: Peer;
	readonly requestedAt: number;
}

/** A piece being downloaded. `openedAt` on the torrent's clock; `requested` counts blocks asked for and not yet here. */
export interface PieceInFlight {
	readonly index: number;
	readonly blocks: number;
	readonly received: number;
	readonly requested: number;
	readonly openedAt: number;
	readonly peers: number;
}

/** Everything that can happen to a torrent, one handler an event. */
export class Torrent implements TorrentInput {
	readonly peers = new PeerTable();
	readonly counters = new Counters();
	readonly options: TorrentOptions;
	readonly output: TorrentOutput;

	constructor(options: TorrentOptions, output: TorrentOutput) {
		this.options = options;
		this.output = output;
	}

	/** One bit a piece, the first in the highest bit of the first byte. Read only. */
	get haveBits(): Uint8Array {
		return new Uint8Array(Math.ceil(this.options.pieceCount / 8));
	}

	/** Pieces verified and written. */
	get haveCount(): number {
		return 0;
	}

	/** Pieces of a priority above 0. */
	get wantedCount(): number {
		return this.options.pieceCount;
	}

	/** Wanted pieces we lack. */
	get wantedLeft(): number {
		return this.options.pieceCount;
	}

	/** Blocks received and not lost again, those of verified pieces included. */
	get haveBlocks(): number {
		return 0;
	}

	get isComplete(): boolean {
		return this.wantedLeft === 0;
	}

	get isEndgame(): boolean {
		return false;
	}

	/** Whole copies of the torrent among the connected peers, with the share of pieces that have one more as the fraction. */
	get distributedCopies(): number {
		return 0;
	}

	/** Addresses known and not connected. */
	get candidateCount(): number {
		return 0;
	}

	get bannedCount(): number {
		return 0;
	}

	/** Per source: addresses found, connected now, and of these useful (has a wanted piece, or is interested in us). */
	sourceCounts(): ReadonlyArray<{
		source: PeerSource;
		found: number;
		connected: number;
		useful: number;
	}> {
		return [];
	}

	/** The counters of R14 at `now`. */
	countPeers(_now: number): PeerCounts {
		throw new Error('not yet');
	}

	/** R9. */
	canDownload(_peer: Peer): boolean {
		return false;
	}

	/** R9: an index into `notReadyReasons` of the store. */
	notReadyReason(_peer: Peer, _now: number): number {
		return 0;
	}

	/** Blocks asked for, in no particular order. */
	*blocksInFlight(): Iterable<BlockInFlight> {}

	/** Requests outstanding at one peer, oldest first. */
	*requestsOf(_peer: Peer): Iterable<BlockInFlight> {}

	/** Pieces being downloaded, the one opened first first. */
	*activePieces(): Iterable<PieceInFlight> {}

	/** Writes a byte a piece: 0 missing, 1 in flight, 2 hashing or writing, 3 have, 4 skipped. */
	writePieceStates(_target: Uint8Array): void {}

	/** Writes the number of connected peers that have each piece. */
	writeAvailability(_target: Uint16Array): void {}

	handleCandidates(_addresses: readonly PeerAddress[], _source: PeerSource, _now: number): void {}
	isDialWanted(_now: number): boolean {
		return false;
	}
	dial(_now: number): Peer | undefined {
		return undefined;
	}
	handleIncoming(_address: PeerAddress, _now: number): Peer | CloseReason {
		return 'torrent-paused';
	}
	handleConnected(_peer: Peer, _now: number): void {}
	handleHandshake(_peer: Peer, _handshake: PeerHandshake, _now: number): void {}
	handleClosed(_peer: Peer, _reason: CloseReason, _detail: string, _now: number): void {}
	handleReceived(_peer: Peer, _bytes: number, _now: number): void {}
	handleSent(_peer: Peer, _bytes: number, _now: number): void {}
	handleKeepAlive(_peer: Peer, _now: number): void {}
	handleChoke(_peer: Peer, _now: number): void {}
	handleUnchoke(_peer: Peer, _now: number): void {}
	handleInterested(_peer: Peer, _now: number): void {}
	handleNotInterested(_peer: Peer, _now: number): void {}
	handleHave(_peer: Peer, _index: number, _now: number): void {}
	handleBitfield(_peer: Peer, _bits: Uint8Array, _now: number): void {}
	handleHaveAll(_peer: Peer, _now: number): void {}
	handleHaveNone(_peer: Peer, _now: number): void {}
	handleRequest(_peer: Peer, _index: number, _begin: number, _length: number, _now: number): void {}
	handleCancel(_peer: Peer, _index: number, _begin: number, _length: number, _now: number): void {}
	handleRejectRequest(
		_peer: Peer,
		_index: number,
		_begin: number,
		_length: number,
		_now: number,
	): void {}
	handleAllowedFast(_peer: Peer, _index: number, _now: number): void {}
	handleSuggestPiece(_peer: Peer, _index: number, _now: number): void {}
	handlePort(_peer: Peer, _port: number, _now: number): void {}
	handleExtensions(_peer: Peer, _extensions: PeerExtensions, _now: number): void {}
	handleUnknown(_peer: Peer, _id: number, _now: number): void {}
	handleViolation(_peer: Peer, _detail: string, _now: number): void {}
	handleBlockHeader(
		_peer: Peer,
		_index: number,
		_begin: number,
		_length: number,
		_now: number,
	): BlockVerdict {
		return 'skip';
	}
	handleBlockProgress(_peer: Peer, _bytes: number, _now: number): void {}
	handleBlock(_peer: Peer, _index: number, _begin: number, _length: number, _now: number): void {}
	handleBlockSkipped(
		_peer: Peer,
		_index: number,
		_begin: number,
		_length: number,
		_now: number,
	): void {}
	handleBlockSent(
		_peer: Peer,
		_index: number,
		_begin: number,
		_length: number,
		_now: number,
	): void {}
	handleReadFailed(
		_peer: Peer,
		_index: number,
		_begin: number,
		_length: number,
		_now: number,
	): void {}
	handleVerified(_index: number, _now: number): void {}
	handleHashFailed(_index: number, _now: number): void {}
	handleWriteFailed(_index: number, _now: number): void {}
	handlePriorities(_priorities: Uint8Array, _now: number): void {}
	handleHavePieces(_bits: Uint8Array, _now: number): void {}
	handleRecheckStarted(_now: number): void {}
	handleStart(_now: number): void {}
	handleStop(_reason: CloseReason, _now: number): void {}
	handleSettings(_now: number): void {}
	handleKick(_peer: Peer, _now: number): void {}
	handleBan(_peer: Peer, _now: number): void {}
	handleRequestsAllowed(_isAllowed: boolean, _now: number): void {}
	handleOpeningAllowed(_isAllowed: boolean, _now: number): void {}
	yieldDial(_now: number): boolean {
		return false;
	}
	tick(_now: number): void {}
	nextDeadline(): number {
		return Number.POSITIVE_INFINITY;
	}
}
