import type {Departures} from './departures.js';
import type {Peer} from './peer.js';
import type {PeerPieces} from './peer-pieces.js';
import type {RequestQueue} from './request-queue.js';
import type {RequestTimeouts} from './request-timeouts.js';
import type {Swarm} from './swarm.js';
import type {Usefulness} from './usefulness.js';

/** Who acts when a clock has run out. */
export interface ClocksParts {
	readonly departures: Departures;
	readonly peerPieces: PeerPieces;
	readonly requests: RequestQueue;
	readonly timeouts: RequestTimeouts;
	readonly usefulness: Usefulness;
}

/**
 * Everything that happens to a peer because time passes (R2, R6, R7, R11, R20). Each check acts if its time has come and says
 * when to look again, never earlier than it must; the earliest of these is the peer's deadline.
 */
export class Clocks {
	readonly #swarm: Swarm;
	readonly #parts: ClocksParts;

	constructor(swarm: Swarm, parts: ClocksParts) {
		this.#swarm = swarm;
		this.#parts = parts;
	}

	/** Looks at all clocks of a peer. */
	check(peer: Peer, now: number): void {
		const next =
			peer.state === 'connected' ? this.#checkConnected(peer, now) : this.#checkOpening(peer, now);
		if (peer.slot >= 0) {
			this.#swarm.deadlines.limit(peer, next);
		}
	}

	#checkOpening(peer: Peer, now: number): number {
		const {connectTimeout, handshakeTimeout} = this.#swarm.settings;
		if (peer.remotePeerId !== undefined) {
			// Only a connection to ourselves is left in this state with its handshake read.
			this.#parts.departures.close(peer, 'self-connection', '', now);
			return Number.POSITIVE_INFINITY;
		}
		const isConnecting = peer.state === 'connecting';
		const endsAt = isConnecting
			? peer.dialledAt + connectTimeout
			: peer.connectedAt + handshakeTimeout;
		if (now >= endsAt) {
			const reason = isConnecting ? 'connect-timeout' : 'handshake-timeout';
			this.#parts.departures.close(peer, reason, 'deadline has elapsed', now);
		}
		return endsAt;
	}

	#checkConnected(peer: Peer, now: number): number {
		const checks = [
			() => this.#checkAlive(peer, now),
			() => this.#parts.peerPieces.checkTold(peer, now),
			() => this.#parts.usefulness.check(peer, now),
			() => this.#keepAlive(peer, now),
			() => this.#parts.timeouts.check(peer, now),
			() => this.#askAgain(peer, now),
		];
		let next = Number.POSITIVE_INFINITY;
		for (const check of checks) {
			if (peer.slot >= 0) {
				next = Math.min(next, check());
			}
		}
		return next;
	}

	/** R11: no byte at all. */
	#checkAlive(peer: Peer, now: number): number {
		const endsAt = peer.lastReceivedAt + this.#swarm.settings.deadPeerTimeout;
		if (now >= endsAt) {
			this.#parts.departures.close(peer, 'dead-peer', 'deadline has elapsed', now);
		}
		return endsAt;
	}

	/** R11: a keep-alive after a while without sending. */
	#keepAlive(peer: Peer, now: number): number {
		const {keepAliveInterval} = this.#swarm.settings;
		if (now >= peer.lastSentAt + keepAliveInterval) {
			this.#swarm.output.send(peer, {type: 'keepAlive'});
			peer.lastSentAt = now;
		}
		return peer.lastSentAt + keepAliveInterval;
	}

	/** R20: what a peer refused may be asked for again. */
	#askAgain(peer: Peer, now: number): number {
		const {refusals} = peer.pipeline ?? {};
		if (refusals === undefined) {
			return Number.POSITIVE_INFINITY;
		}
		this.#parts.requests.handleMore(peer, now);
		return refusals.nextAt(now);
	}
}
