import {formatPeerAddress} from '../protocol/peer-address.js';
import {isIpv6} from './address.js';
import type {Candidate} from './candidates.js';
import type {CloseReason} from './close-reason.js';
import type {Departures} from './departures.js';
import {Peer} from './peer.js';
import type {Swarm} from './swarm.js';
import type {PeerAddress, PeerSource} from './torrent-input.js';

/** A dial that waited this long gives way to an untried address when all places are taken (R21). */
const yieldMs = 3000;

/** At the limit: a peer without payload for this long may be replaced, and not more than one in this time (R21). */
const idleMs = 60_000;
const replaceMs = 30_000;

/** Sources that a private torrent does not use (BEP 27). */
const publicSources: ReadonlySet<PeerSource> = new Set<PeerSource>(['dht', 'pex', 'lsd']);

/** How connections come to be: who is dialled, who is let in, who gives way (R18, R21). */
export class Connections {
	readonly #swarm: Swarm;
	readonly #departures: Departures;
	#nextReplaceAt = Number.NEGATIVE_INFINITY;
	readonly #isWorthDialling = (candidate: Candidate): boolean => {
		const {bans, options, pieces} = this.#swarm;
		return (
			!candidate.isRefused &&
			!(candidate.isSeed && pieces.isSeed) &&
			!bans.hasAddress(candidate.address) &&
			!options.isFiltered?.(candidate.address.host)
		);
	};

	constructor(swarm: Swarm, departures: Departures) {
		this.#swarm = swarm;
		this.#departures = departures;
	}

	handleCandidates(addresses: readonly PeerAddress[], source: PeerSource, now: number): void {
		const {options, candidates} = this.#swarm;
		if (options.isPrivate && publicSources.has(source)) {
			return;
		}
		for (const address of addresses) {
			if (address.port > 0) {
				const candidate = candidates.add(address, source, now);
				if (candidate !== undefined && source === 'user') {
					candidates.hasten(candidate, now);
				}
			}
		}
	}

	isDialWanted(now: number): boolean {
		const {isRunning, candidates} = this.#swarm;
		const hasRoom = this.#hasRoom();
		if (!isRunning || !candidates.isAnyReady(now, this.#isWorthDialling)) {
			return false;
		}
		if (!hasRoom && this.#findReplaceable(now) === undefined) {
			return false;
		}
		// At the limit only an address that never failed is better than a peer that is idle.
		return hasRoom || candidates.best(now, this.#isWorthDialling)?.failures === 0;
	}

	dial(now: number): Peer | undefined {
		const {candidates, counters, deadlines, settings} = this.#swarm;
		if (!this.isDialWanted(now)) {
			return undefined;
		}
		const candidate = candidates.best(now, this.#isWorthDialling);
		if (candidate === undefined || !this.#makeRoom(now)) {
			return undefined;
		}
		candidates.take(candidate);
		const peer = this.#add(candidate.address, candidate.source, false);
		peer.candidate = candidate;
		peer.dialledAt = now;
		deadlines.limit(peer, now + settings.connectTimeout);
		counters.dialAttempts++;
		counters.ipv6DialAttempts += isIpv6(candidate.address.host) ? 1 : 0;
		return peer;
	}

	/** All places for dials are taken: the one that waited longest gives way to an address never tried (R21). */
	yieldDial(now: number): boolean {
		let slowest: Peer | undefined;
		for (const peer of this.#swarm.peers) {
			const isSlower = peer.dialledAt < (slowest?.dialledAt ?? Number.POSITIVE_INFINITY);
			if (peer.state === 'connecting' && isSlower) {
				slowest = peer;
			}
		}
		if (slowest === undefined || now - slowest.dialledAt < yieldMs) {
			return false;
		}
		const next = this.#swarm.candidates.best(now, this.#isWorthDialling);
		if (next === undefined || next.failures > 0) {
			return false;
		}
		this.#departures.close(slowest, 'connect-timeout', 'gave way to an untried address', now);
		return true;
	}

	/** @returns the new peer, or why it is not let in. */
	handleIncoming(address: PeerAddress, now: number): Peer | CloseReason {
		const {candidates, counters, log} = this.#swarm;
		counters.incomingConnections++;
		const refusal = this.#refusalOf(address, now);
		if (refusal !== undefined) {
			log.torrent(
				'refused-connection',
				() => `Refused a connection from ${formatPeerAddress(address)}: ${refusal}`,
			);
			return refusal;
		}
		candidates.countFound('incoming');
		const peer = this.#add(address, 'incoming', true);
		this.#greet(peer, now);
		return peer;
	}

	/** TCP is through. */
	handleConnected(peer: Peer, now: number): void {
		const {counters} = this.#swarm;
		counters.dialSuccesses++;
		counters.ipv6DialSuccesses += isIpv6(peer.address.host) ? 1 : 0;
		counters.handshakesSent++;
		counters.plainHandshakesSent++;
		this.#greet(peer, now);
	}

	/** The limit was lowered: those missed least go. */
	enforceLimit(now: number): void {
		const {peers, settings} = this.#swarm;
		const excess = peers.size - settings.maxPeersPerTorrent;
		if (excess > 0) {
			const byRank = [...peers].sort((left, right) => rankIdle(right, now) - rankIdle(left, now));
			for (const peer of byRank.slice(0, excess)) {
				this.#departures.close(peer, 'too-many-connections', 'the limit was lowered', now);
			}
		}
	}

	#refusalOf(address: PeerAddress, now: number): CloseReason | undefined {
		const {isRunning, bans, options} = this.#swarm;
		if (!isRunning) {
			return 'torrent-paused';
		}
		if (bans.hasAddress(address)) {
			return 'banned';
		}
		if (options.isFiltered?.(address.host)) {
			return 'filtered';
		}
		return this.#makeRoom(now) ? undefined : 'too-many-connections';
	}

	#greet(peer: Peer, now: number): void {
		peer.state = 'handshaking';
		peer.connectedAt = now;
		peer.lastReceivedAt = now;
		peer.lastSentAt = now;
		this.#swarm.deadlines.limit(peer, now + this.#swarm.settings.handshakeTimeout);
		this.#swarm.log.peer('connected', peer, address => `Connected to peer ${address}`);
	}

	#add(address: PeerAddress, source: PeerSource, isIncoming: boolean): Peer {
		const peer = new Peer(this.#swarm.options.nextPeerId(), address, source, isIncoming);
		this.#swarm.peers.add(peer);
		this.#swarm.deadlines.add(peer);
		return peer;
	}

	#hasRoom(): boolean {
		return this.#swarm.peers.size < this.#swarm.settings.maxPeersPerTorrent;
	}

	/** Makes sure that one peer more fits: at the limit the worst idle peer goes (R21). */
	#makeRoom(now: number): boolean {
		if (this.#hasRoom()) {
			return true;
		}
		const worst = this.#findReplaceable(now);
		if (worst === undefined) {
			return false;
		}
		this.#nextReplaceAt = now + replaceMs;
		this.#departures.close(worst, 'replaced-by-better', 'idle at the connection limit', now);
		return this.#hasRoom();
	}

	/** The worst peer that has been idle for a while, if none was replaced lately. */
	#findReplaceable(now: number): Peer | undefined {
		if (now < this.#nextReplaceAt) {
			return undefined;
		}
		let worst: Peer | undefined;
		let worstRank = 0;
		for (const peer of this.#swarm.peers) {
			const rank = rankIdle(peer, now);
			if (rank > worstRank) {
				worst = peer;
				worstRank = rank;
			}
		}
		if (worst === undefined) {
			// Nobody will be for a while: don't look at each of them at every question.
			this.#nextReplaceAt = now + 1000;
		}
		return worst;
	}
}

/** How little a peer is missed, 0 while it may not go: for longest without payload, and first of all those of no interest. */
function rankIdle(peer: Peer, now: number): number {
	const {state, handshakeAt, lastPayloadInAt, lastPayloadOutAt, amInterested, uselessSince} = peer;
	const movedAt = Math.max(handshakeAt, lastPayloadInAt || 0, lastPayloadOutAt || 0);
	if (state !== 'connected' || now - movedAt < idleMs) {
		return 0;
	}
	const weight = Number.isNaN(uselessSince) ? (amInterested ? 1 : 10) : 100;
	return (now - movedAt) * weight;
}
