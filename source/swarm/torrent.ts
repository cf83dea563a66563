import type {PeerExtensions} from '../protocol/extension-handshake.js';
import type {PeerHandshake} from '../protocol/handshake.js';
import {audit} from './audit.js';
import type {CloseReason} from './close-reason.js';
import type {Peer} from './peer.js';
import {Swarm} from './swarm.js';
import {TorrentFacts} from './torrent-facts.js';
import type {BlockVerdict, PeerAddress, PeerSource, TorrentInput} from './torrent-input.js';
import type {TorrentOptions} from './torrent-options.js';
import type {TorrentOutput} from './torrent-output.js';
import {createParts, type TorrentParts} from './torrent-parts.js';

export type {BlockInFlight, PieceInFlight} from './torrent-view.js';

/** How often the endgame looks for blocks that should be asked of another peer (R13). */
const endgameLookMs = 500;

/**
 * Everything that can happen to a torrent: one handler an event, each a few lines that say which policy decides. Synchronous and
 * single-writer; every event brings its own `now`, and what is to be done goes out through the output.
 */
export class Torrent extends TorrentFacts implements TorrentInput {
	readonly #swarm: Swarm;
	readonly #parts: TorrentParts;
	#endgameLookAt = Number.NEGATIVE_INFINITY;

	constructor(options: TorrentOptions, output: TorrentOutput) {
		const swarm = new Swarm(options, output);
		super(swarm);
		this.#swarm = swarm;
		this.#parts = createParts(this.#swarm);
	}

	/** Who gave blocks of a piece that is being hashed or written: ask before telling how that ended. */
	contributorsOf(index: number): readonly Peer[] {
		return this.#parts.corruption.contributorsOf(index);
	}

	// ── Candidates and connections ──

	handleCandidates(addresses: readonly PeerAddress[], source: PeerSource, now: number): void {
		this.#parts.connections.handleCandidates(addresses, source, now);
	}

	isDialWanted(now: number): boolean {
		return this.#parts.connections.isDialWanted(now);
	}

	dial(now: number): Peer | undefined {
		return this.#parts.connections.dial(now);
	}

	yieldDial(now: number): boolean {
		return this.#parts.connections.yieldDial(now);
	}

	handleIncoming(address: PeerAddress, now: number): Peer | CloseReason {
		return this.#parts.connections.handleIncoming(address, now);
	}

	handleConnected(peer: Peer, now: number): void {
		if (peer.state === 'connecting') {
			this.#parts.connections.handleConnected(peer, now);
		}
	}

	handleHandshake(peer: Peer, handshake: PeerHandshake, now: number): void {
		if (peer.state === 'handshaking') {
			this.#parts.handshakes.handleHandshake(peer, handshake, now);
		}
	}

	handleClosed(peer: Peer, reason: CloseReason, detail: string, now: number): void {
		this.#parts.departures.handleClosed(peer, reason, detail, now);
	}

	handleReceived(peer: Peer, bytes: number, now: number): void {
		peer.lastReceivedAt = now;
		peer.protocolDownBytes += bytes;
		this.counters.protocolDownBytes += bytes;
	}

	handleSent(peer: Peer, bytes: number, now: number): void {
		peer.lastSentAt = now;
		peer.protocolUpBytes += bytes;
		this.counters.protocolUpBytes += bytes;
	}

	// ── Messages ──

	handleKeepAlive(peer: Peer, now: number): void {
		this.#hear(peer, now);
	}

	handleChoke(peer: Peer, now: number): void {
		if (this.#hear(peer, now) && !peer.peerChoking) {
			this.#parts.requests.handleChoke(peer, now);
			this.#parts.downloads.dropExclusive(peer, now);
			this.#swarm.log.peer('choked-us', peer, address => `Peer ${address} choked us`);
		}
	}

	handleUnchoke(peer: Peer, now: number): void {
		if (this.#hear(peer, now) && peer.peerChoking) {
			this.#swarm.log.peer(
				'unchoked-us',
				peer,
				address => `Peer ${address} unchoked us - can now download!`,
			);
			this.#parts.requests.handleUnchoke(peer, now);
		}
	}

	handleInterested(peer: Peer, now: number): void {
		if (this.#hear(peer, now) && !peer.peerInterested) {
			peer.peerInterested = true;
			peer.peerInterestedSince = now;
			this.#swarm.log.peer(
				'peer-interested',
				peer,
				address => `Peer ${address} is interested in us`,
			);
			this.#swarm.deadlines.limit(peer, now);
			this.#parts.usefulness.refresh(peer, now);
			this.#parts.choker.handleInterested(peer, now);
		}
	}

	handleNotInterested(peer: Peer, now: number): void {
		if (this.#hear(peer, now)) {
			peer.peerInterested = false;
			peer.peerInterestedSince = Number.NaN;
			this.#parts.usefulness.refresh(peer, now);
		}
	}

	handleHave(peer: Peer, index: number, now: number): void {
		if (this.#hear(peer, now)) {
			this.#parts.peerPieces.handleHave(peer, index, now);
		}
	}

	handleBitfield(peer: Peer, bits: Uint8Array, now: number): void {
		if (this.#hear(peer, now)) {
			this.#parts.peerPieces.handleBitfield(peer, bits, now);
		}
	}

	handleHaveAll(peer: Peer, now: number): void {
		if (this.#hearFast(peer, 'HAVE_ALL', now)) {
			this.#parts.peerPieces.handleHaveAll(peer, now);
		}
	}

	handleHaveNone(peer: Peer, now: number): void {
		if (this.#hearFast(peer, 'HAVE_NONE', now)) {
			this.#parts.peerPieces.handleHaveNone(peer, now);
		}
	}

	handleRequest(peer: Peer, index: number, begin: number, length: number, now: number): void {
		if (this.#hear(peer, now)) {
			this.#parts.peerPieces.handleSignOfLife(peer, now);
			this.#parts.uploads.handleRequest(peer, {index, begin, length}, now);
		}
	}

	handleCancel(peer: Peer, index: number, begin: number, length: number, now: number): void {
		if (this.#hear(peer, now)) {
			this.#parts.uploads.handleCancel(peer, {index, begin, length});
		}
	}

	handleRejectRequest(peer: Peer, index: number, begin: number, length: number, now: number): void {
		if (this.#hearFast(peer, 'REJECT_REQUEST', now)) {
			this.#parts.requests.handleReject(peer, index, begin, length, now);
		}
	}

	handleAllowedFast(peer: Peer, index: number, now: number): void {
		if (this.#hearFast(peer, 'ALLOWED_FAST', now)) {
			this.#parts.requests.handleAllowedFast(peer, index, now);
		}
	}

	/** Taken as what it is, a suggestion: rarest first serves the swarm better. */
	handleSuggestPiece(peer: Peer, _index: number, now: number): void {
		this.#hearFast(peer, 'SUGGEST_PIECE', now);
	}

	/** The DHT's business, which is the engine's. */
	handlePort(peer: Peer, _port: number, now: number): void {
		this.#hear(peer, now);
	}

	handleExtensions(peer: Peer, extensions: PeerExtensions, now: number): void {
		if (this.#hear(peer, now)) {
			this.#parts.handshakes.handleExtensions(peer, extensions, now);
		}
	}

	/** R19: ignored, but a sign of life. */
	handleUnknown(peer: Peer, _id: number, now: number): void {
		this.#hear(peer, now);
	}

	handleViolation(peer: Peer, detail: string, now: number): void {
		this.#parts.departures.close(peer, 'protocol-violation', detail, now);
	}

	// ── Blocks and pieces ──

	handleBlockHeader(
		peer: Peer,
		index: number,
		begin: number,
		length: number,
		now: number,
	): BlockVerdict {
		if (!this.#hear(peer, now)) {
			return 'skip';
		}
		this.#parts.peerPieces.handleSignOfLife(peer, now);
		return this.#parts.intake.handleHeader(peer, index, begin, length, now);
	}

	handleBlockProgress(peer: Peer, bytes: number, now: number): void {
		this.#parts.intake.handleProgress(peer, bytes, now);
	}

	handleBlock(peer: Peer, _index: number, _begin: number, _length: number, now: number): void {
		this.#parts.intake.handleBlock(peer, now);
	}

	handleBlockSkipped(
		peer: Peer,
		_index: number,
		_begin: number,
		length: number,
		now: number,
	): void {
		this.#parts.intake.handleSkipped(peer, length, now);
	}

	handleBlockSent(peer: Peer, index: number, begin: number, length: number, now: number): void {
		this.#parts.uploads.handleSent(peer, {index, begin, length}, now);
		this.#parts.rates.addUp(peer, length, now);
	}

	handleReadFailed(peer: Peer, index: number, begin: number, length: number, _now: number): void {
		this.#parts.uploads.handleReadFailed(peer, {index, begin, length});
	}

	handleVerified(index: number, now: number): void {
		this.#parts.results.handleVerified(index, now);
	}

	handleHashFailed(index: number, now: number): void {
		this.#parts.results.handleHashFailed(index, now);
	}

	handleWriteFailed(index: number, _now: number): void {
		this.#parts.results.handleWriteFailed(index);
	}

	// ── The user and the engine ──

	handlePriorities(priorities: Uint8Array, now: number): void {
		this.#parts.results.handlePriorities(priorities, now);
	}

	handleHavePieces(bits: Uint8Array, now: number): void {
		this.#parts.results.handleHavePieces(bits, now);
	}

	handleRecheckStarted(_now: number): void {
		this.#swarm.isRechecking = true;
		this.#parts.downloads.dropAll();
	}

	handleStart(now: number): void {
		this.#swarm.isRunning = true;
		this.#swarm.candidates.refresh(now);
		this.#parts.usefulness.start(now);
	}

	handleStop(reason: CloseReason, now: number): void {
		this.#swarm.isRunning = false;
		this.#parts.usefulness.stop();
		for (const peer of [...this.peers]) {
			this.#parts.departures.close(peer, reason, '', now);
		}
		this.#parts.downloads.dropAll();
	}

	handleSettings(now: number): void {
		this.#parts.usefulness.start(now);
		this.#parts.choker.handleSettings(now);
		this.#parts.connections.enforceLimit(now);
		for (const peer of this.peers) {
			this.#swarm.deadlines.limit(peer, now);
		}
		this.#swarm.isWakeDue = true;
	}

	handleKick(peer: Peer, now: number): void {
		this.#parts.departures.close(peer, 'kicked', 'by the user', now);
	}

	handleBan(peer: Peer, now: number): void {
		this.#parts.corruption.ban(peer, 'banned', 'by the user', now);
	}

	handleUnban(address: string, now: number): void {
		if (this.#swarm.bans.lift(address)) {
			this.#swarm.candidates.refresh(now);
		}
	}

	handleBans(names: readonly string[]): void {
		this.#swarm.bans.restore(names);
	}

	handleRequestsAllowed(isAllowed: boolean, _now: number): void {
		this.#swarm.isWakeDue ||= isAllowed && !this.#swarm.isRequestingAllowed;
		this.#swarm.isRequestingAllowed = isAllowed;
	}

	// ── Time ──

	tick(now: number): void {
		const {choker, clocks, haveNews, parole, rates, requests, usefulness} = this.#parts;
		haveNews.flush();
		for (const peer of this.#swarm.deadlines.takeDue(now)) {
			clocks.check(peer, now);
		}
		choker.tick(now);
		usefulness.evaluate(now);
		rates.tick(now);
		parole.tick(now);
		if (this.#swarm.isEndgame && now >= this.#endgameLookAt) {
			this.#endgameLookAt = now + endgameLookMs;
			this.#swarm.isWakeDue = true;
		}
		if (this.#swarm.isWakeDue) {
			requests.wake(now);
		}
		if (this.#swarm.options.isAudited) {
			audit(this.#swarm);
		}
	}

	nextDeadline(): number {
		const {choker, haveNews, parole, rates, usefulness} = this.#parts;
		const {deadlines, isWakeDue, isEndgame, peers} = this.#swarm;
		if (isWakeDue) {
			return 0;
		}
		return Math.min(
			haveNews.nextAt,
			deadlines.next(),
			choker.nextAt,
			peers.size > 0 ? usefulness.nextEvaluationAt : Number.POSITIVE_INFINITY,
			rates.nextAt,
			parole.nextAt,
			isEndgame ? this.#endgameLookAt : Number.POSITIVE_INFINITY,
		);
	}

	/** Any message is a sign of life (R2). @returns false when the peer is not (or no longer) connected. */
	#hear(peer: Peer, now: number): boolean {
		peer.lastReceivedAt = now;
		peer.hasSpoken = true;
		return peer.state === 'connected';
	}

	/** R19: a message of BEP 6 needs Fast negotiated. */
	#hearFast(peer: Peer, name: string, now: number): boolean {
		if (this.#hear(peer, now) && !peer.isFast) {
			this.handleViolation(peer, `sent ${name} without Fast negotiated`, now);
		}
		return peer.state === 'connected';
	}
}
