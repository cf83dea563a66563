import type {CloseReason} from './close-reason.js';
import type {Downloads} from './downloads.js';
import type {Peer} from './peer.js';
import type {RequestQueue} from './request-queue.js';
import type {Swarm} from './swarm.js';

/** A connection that lasted less than this counts against its address (R11). */
const shortLifeMs = 30_000;

/** Reasons after which an address is not tried again as soon as one that simply hung up. */
const faults: ReadonlySet<CloseReason> = new Set<CloseReason>([
	'wrong-infohash',
	'duplicate-connection',
	'silent-after-handshake',
	'both-upload-only',
	'idle-while-seeding',
	'dead-peer',
	'protocol-violation',
	'unrequested-block',
	'request-flood',
	'replaced-by-better',
	'kicked',
]);

/** How a connection ends when the peer hangs up instead of shaking hands. */
const cuts: ReadonlySet<CloseReason> = new Set<CloseReason>([
	'closed-by-peer',
	'reset-by-peer',
	'handshake-failed',
]);

/** Reasons that say nothing about the peer. */
const ownReasons: ReadonlySet<CloseReason> = new Set<CloseReason>([
	'torrent-paused',
	'torrent-removed',
	'torrent-failed',
	'shutting-down',
]);

/** Lets go of peers: whatever they held is free again, and their address rests for a while (R6, R11, R18). */
export class Departures {
	readonly #swarm: Swarm;
	readonly #requests: RequestQueue;
	readonly #downloads: Downloads;

	constructor(swarm: Swarm, requests: RequestQueue, downloads: Downloads) {
		this.#swarm = swarm;
		this.#requests = requests;
		this.#downloads = downloads;
	}

	/** Ends a connection, with the reason (R18). `detail` is a few words that say more. */
	close(peer: Peer, reason: CloseReason, detail: string, now: number): void {
		if (peer.state !== 'closed') {
			this.handleClosed(peer, reason, detail, now);
			this.#swarm.output.close(peer, reason, detail);
		}
	}

	/** The connection is over. */
	handleClosed(peer: Peer, reason: CloseReason, detail: string, now: number): void {
		if (peer.state === 'closed') {
			return;
		}
		this.#count(peer, reason);
		this.#report(peer, reason, detail);
		this.#rest(peer, reason, now);
		this.#free(peer, now);
		peer.state = 'closed';
		this.#swarm.peers.delete(peer);
		this.#swarm.deadlines.delete(peer);
	}

	/** Whatever the peer held goes back. */
	#free(peer: Peer, now: number): void {
		const {availability, counters} = this.#swarm;
		// A block that was coming in will never be whole.
		counters.wastedBytes += peer.pipeline?.copiedBytes ?? 0;
		this.#downloads.forgetReceiving(peer);
		this.#requests.takeAllBack(peer);
		this.#downloads.dropExclusive(peer, now);
		if (peer.availability === 'all') {
			availability.allCount--;
		} else if (peer.bits !== undefined) {
			availability.leave(peer.bits);
		}
		peer.bits = undefined;
		peer.pipeline = undefined;
		peer.uploads = undefined;
		peer.uploadQueue = 0;
		peer.isOptimistic = false;
	}

	#rest(peer: Peer, reason: CloseReason, now: number): void {
		const {candidates} = this.#swarm;
		const {candidate} = peer;
		if (candidate === undefined) {
			return;
		}
		candidate.isSeed = peer.availability === 'all';
		if (reason === 'no-mutual-interest') {
			candidates.releaseUseless(candidate, now);
		} else if (ownReasons.has(reason)) {
			candidates.releaseBlameless(candidate, now);
		} else {
			const isShort = !(now - peer.handshakeAt >= shortLifeMs);
			candidates.release(candidate, isShort || faults.has(reason), now);
		}
	}

	#count({state, isIncoming, isOurselves}: Peer, reason: CloseReason): void {
		const {counters} = this.#swarm;
		if (state === 'handshaking' && !isOurselves) {
			const isCut = !isIncoming && cuts.has(reason);
			counters.handshakeFailures++;
			counters.plainHandshakesCut += isCut ? 1 : 0;
			counters.wrongInfoHashes += reason === 'wrong-infohash' ? 1 : 0;
		}
		if (state === 'connecting') {
			this.#countDial(reason);
		}
	}

	#countDial(reason: CloseReason): void {
		const {counters} = this.#swarm;
		if (reason === 'connect-timeout') {
			counters.dialTimeouts++;
		} else if (reason === 'connect-refused') {
			counters.dialRefusals++;
		} else if (reason === 'connect-unreachable') {
			counters.dialUnreachable++;
		} else {
			counters.dialOtherFailures++;
		}
	}

	#report(peer: Peer, reason: CloseReason, detail: string): void {
		const words = detail === '' ? reason : `${reason} (${detail})`;
		if (peer.state === 'connecting') {
			this.#swarm.log.peer(
				'dial-failed',
				peer,
				address => `Could not connect to peer ${address}: ${words}`,
			);
		} else {
			this.#swarm.log.peer('closed', peer, address => `Peer ${address} disconnected: ${words}`);
		}
	}
}
