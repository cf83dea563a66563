import type {Downloads} from './downloads.js';
import type {Peer} from './peer.js';
import type {Request} from './request.js';
import type {RequestQueue} from './request-queue.js';
import type {Swarm} from './swarm.js';

/** A request whose answer has begun to come in may take this many times the timeout. */
const slowShare = 2;

/**
 * What we asked for and did not get in time (R11). A request older than `requestTimeout` is taken back; a peer that owes us data and
 * sends none for `readTimeout` is snubbed: depth 1 until a block arrives. The two clocks are apart, and neither ends a connection.
 */
export class RequestTimeouts {
	readonly #swarm: Swarm;
	readonly #requests: RequestQueue;
	readonly #downloads: Downloads;

	constructor(swarm: Swarm, requests: RequestQueue, downloads: Downloads) {
		this.#swarm = swarm;
		this.#requests = requests;
		this.#downloads = downloads;
	}

	/** Acts on what has run out. @returns when to look again. */
	check(peer: Peer, now: number): number {
		this.#checkStalled(peer, now);
		this.#expire(peer, now);
		if (now >= this.#dueAt(peer)) {
			this.#snub(peer, now);
		}
		const {first} = peer.pipeline ?? {};
		const expiresAt =
			first === undefined
				? Number.POSITIVE_INFINITY
				: Math.max(first.requestedAt + this.#swarm.settings.requestTimeout, now + 1000);
		return Math.min(expiresAt, this.#dueAt(peer), this.#stallsAt(peer));
	}

	/** A block came: the peer is not snubbed any more, and begins again with little. */
	unsnub(peer: Peer, now: number): void {
		if (peer.isSnubbed) {
			peer.isSnubbed = false;
			peer.snubbedSince = Number.NaN;
			peer.pipeline?.depth.restart(now);
		}
	}

	/** A late block begins to come in, for which no request stands any more. */
	handleLate(peer: Peer, now: number): void {
		this.#swarm.deadlines.limit(peer, now + this.#swarm.settings.readTimeout);
	}

	/** When a peer that owes us data has sent none for too long; Infinity when none is due, or it is snubbed already. */
	#dueAt(peer: Peer): number {
		const {first} = peer.pipeline ?? {};
		if (first === undefined || peer.peerChoking || peer.isSnubbed) {
			return Number.POSITIVE_INFINITY;
		}
		const since = Math.max(first.requestedAt, peer.lastPayloadInAt || 0);
		return since + this.#swarm.settings.readTimeout;
	}

	/** When a block that stopped half way has held its place for too long; Infinity when none is coming in. */
	#stallsAt({pipeline, lastPayloadInAt}: Peer): number {
		if (pipeline?.receivingPiece === undefined) {
			return Number.POSITIVE_INFINITY;
		}
		return (
			Math.max(pipeline.receivingSince, lastPayloadInAt || 0) + this.#swarm.settings.readTimeout
		);
	}

	#checkStalled(peer: Peer, now: number): void {
		if (now >= this.#stallsAt(peer)) {
			this.#downloads.revoke(peer);
			this.#snub(peer, now);
		}
	}

	#expire(peer: Peer, now: number): void {
		const {settings, counters, log} = this.#swarm;
		let expired = 0;
		for (let request = peer.pipeline?.first; request !== undefined; ) {
			const {next, index} = request;
			if (now < request.requestedAt + settings.requestTimeout) {
				break;
			}
			if (!this.#isComingIn(request, now)) {
				this.#takeBack(request);
				this.#requests.refuse(peer, index, now);
				expired++;
			}
			request = next;
		}
		if (expired === 0) {
			return;
		}
		peer.requestsTimedOut += expired;
		counters.requestsTimedOut += expired;
		this.#swarm.isWakeDue = true;
		log.peer(
			'request-timeout',
			peer,
			address => `Peer ${address} left ${expired} requests unanswered: deadline has elapsed`,
		);
		if (!peer.peerChoking) {
			this.#snub(peer, now);
		}
	}

	/** The answer has begun and goes on: late, but not lost. */
	#isComingIn({peer, piece, block, requestedAt}: Request, now: number): boolean {
		const {requestTimeout} = this.#swarm.settings;
		return piece.receiverOf(block) === peer && now < requestedAt + requestTimeout * slowShare;
	}

	#takeBack(request: Request): void {
		if (request.piece.receiverOf(request.block) === request.peer) {
			this.#downloads.revoke(request.peer);
		} else {
			this.#requests.cancel(request);
		}
	}

	#snub(peer: Peer, now: number): void {
		if (peer.isSnubbed) {
			return;
		}
		peer.isSnubbed = true;
		peer.snubbedSince = now;
		peer.target = 1;
		this.#swarm.isWakeDue = true;
		this.#swarm.log.peer(
			'snubbed',
			peer,
			address => `Peer ${address} is snubbed: data was due and none came`,
		);
		this.#downloads.dropExclusive(peer, now);
	}
}
