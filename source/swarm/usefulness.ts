import type {CloseReason} from './close-reason.js';
import type {Departures} from './departures.js';
import type {Peer} from './peer.js';
import type {Swarm} from './swarm.js';

/** Share of the connection limit from which policy `pressure` drops useless peers, and how many it keeps (R6). */
const pressureShare = 0.9;
const leastKept = 4;

/** While we seed: how long PEX may take before an upload-only pair parts, and how long an unchoked peer may ask for nothing (R7). */
const pexGraceMs = 30_000;
const idleMs = 60_000;

/** Who is of no use to either side, and when it goes (R5, R6, R7). */
export class Usefulness {
	readonly #swarm: Swarm;
	readonly #departures: Departures;
	#nextEvaluationAt = Number.POSITIVE_INFINITY;

	constructor(swarm: Swarm, departures: Departures) {
		this.#swarm = swarm;
		this.#departures = departures;
	}

	/** When the next evaluation of all peers is due. */
	get nextEvaluationAt(): number {
		return this.#nextEvaluationAt;
	}

	/** Evaluations begin, or their interval changed. */
	start(now: number): void {
		this.#nextEvaluationAt = now + this.#swarm.settings.peerEvaluationInterval;
	}

	/** No evaluations until the next start. */
	stop(): void {
		this.#nextEvaluationAt = Number.POSITIVE_INFINITY;
	}

	/** R5: something that decides on usefulness changed. `uselessSince` is its own clock; nothing else moves it. */
	refresh(peer: Peer, now: number): void {
		const isUseless = this.#swarm.isMetadataKnown && isUselessPeer(peer);
		if (isUseless === !Number.isNaN(peer.uselessSince)) {
			return;
		}
		peer.uselessSince = isUseless ? now : Number.NaN;
		if (isUseless) {
			this.#swarm.deadlines.limit(peer, this.#firstLookAt(peer));
		}
	}

	/** Looks at one peer when its grace is over. @returns when to look again; Infinity when it was closed. */
	check(peer: Peer, now: number): number {
		const reason = this.#swarm.pieces.isSeed
			? this.#reasonWhileSeeding(peer, now)
			: this.#reasonAfterGrace(peer, now);
		if (reason !== undefined) {
			this.#close(peer, reason, now);
			return Number.POSITIVE_INFINITY;
		}
		const lookAt = this.#swarm.pieces.isSeed ? this.#idleAt(peer) : Number.POSITIVE_INFINITY;
		const firstLookAt = this.#firstLookAt(peer);
		return Math.min(
			lookAt > now ? lookAt : Number.POSITIVE_INFINITY,
			firstLookAt > now ? firstLookAt : Number.POSITIVE_INFINITY,
		);
	}

	/** The regular evaluation of all peers (R6). */
	evaluate(now: number): void {
		if (now < this.#nextEvaluationAt) {
			return;
		}
		this.start(now);
		for (const peer of [...this.#swarm.peers]) {
			const isOld = now - peer.uselessSince > this.#swarm.settings.uselessAge;
			if (isOld && !this.#swarm.pieces.isSeed && this.#mayDrop()) {
				this.#close(peer, 'no-mutual-interest', now);
			} else {
				this.check(peer, now);
			}
		}
	}

	/** R6: after the grace, a peer that can never help goes at once. */
	#reasonAfterGrace(peer: Peer, now: number): CloseReason | undefined {
		const isGraceOver = now - peer.uselessSince >= this.#swarm.settings.uselessGrace;
		const canNeverHelp =
			(peer.availability === 'all' && this.#swarm.pieces.isComplete) || peer.isUploadOnly;
		return isGraceOver && canNeverHelp && this.#mayDrop() ? 'no-mutual-interest' : undefined;
	}

	/** R7. */
	#reasonWhileSeeding(peer: Peer, now: number): CloseReason | undefined {
		const givesOnly = peer.isUploadOnly || peer.availability === 'all';
		if (givesOnly && now - peer.uselessSince >= this.#seedGraceMs) {
			return 'both-upload-only';
		}
		return now >= this.#idleAt(peer) ? 'idle-while-seeding' : undefined;
	}

	get #seedGraceMs(): number {
		return this.#swarm.settings.pex ? pexGraceMs : 0;
	}

	#firstLookAt(peer: Peer): number {
		const {pieces, settings} = this.#swarm;
		return peer.uselessSince + (pieces.isSeed ? this.#seedGraceMs : settings.uselessGrace);
	}

	/** When a peer that we let ask has asked for nothing for too long; Infinity when we do not let it, or owe it something. */
	#idleAt(peer: Peer): number {
		if (peer.amChoking || !peer.peerInterested || peer.uploadQueue > 0) {
			return Number.POSITIVE_INFINITY;
		}
		const clocks = [
			peer.unchokedAt,
			peer.peerInterestedSince,
			peer.lastRequestReceivedAt,
			peer.lastPayloadOutAt,
		];
		return Math.max(...clocks.filter(clock => !Number.isNaN(clock))) + idleMs;
	}

	/** Policy `pressure` keeps useless peers as long as there is room (R6). */
	#mayDrop(): boolean {
		const {settings, peers} = this.#swarm;
		return (
			settings.uselessPolicy === 'strict' ||
			(peers.size >= settings.maxPeersPerTorrent * pressureShare && peers.size > leastKept)
		);
	}

	#close(peer: Peer, reason: CloseReason, now: number): void {
		const seconds = Math.round((now - peer.uselessSince) / 1000);
		const since = seconds > 0 ? `useless for ${seconds} s` : '';
		const detail = reason === 'idle-while-seeding' ? 'asked for nothing for 60 s' : since;
		this.#departures.close(peer, reason, detail, now);
	}
}

/** R5, given metadata: what it has is known and holds nothing we want, and it is not interested in us. */
function isUselessPeer(peer: Peer): boolean {
	return (
		peer.state === 'connected' &&
		peer.availability !== 'unknown' &&
		peer.piecesWanted === 0 &&
		!peer.peerInterested
	);
}
