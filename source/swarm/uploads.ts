import type {Departures} from './departures.js';
import type {Peer, UploadBlock} from './peer.js';
import type {Swarm} from './swarm.js';

/** A longer block is never sent, whatever is asked (R16). */
const maxBlockLength = 128 * 1024;

/** Requests of one peer that stand at a time: what we advertise as `reqq`. More are refused (R16). */
export const ourReqq = 500;

/** Bad requests are forgiven at this pace; more than the limit at once is a flood (R16). */
const forgivenPerSecond = 10;
const floodLimit = 100;

/** Requests that were under way when we choked are no fault of the peer. */
const chokeRaceMs = 5000;

/** What peers ask of us (R16): each request is served or refused, with REJECT where Fast is negotiated. */
export class Uploads {
	readonly #swarm: Swarm;
	readonly #departures: Departures;

	constructor(swarm: Swarm, departures: Departures) {
		this.#swarm = swarm;
		this.#departures = departures;
	}

	handleRequest(peer: Peer, block: UploadBlock, now: number): void {
		peer.requestsReceived++;
		peer.lastRequestReceivedAt = now;
		const fault = this.#faultOf(peer, block);
		if (fault !== undefined) {
			this.#refuse(peer, block, fault, now);
			return;
		}
		peer.uploads ??= [];
		peer.uploads.push(block);
		peer.uploadQueue = peer.uploads.length;
		this.#swarm.output.sendBlock(peer, block.index, block.begin, block.length);
	}

	/** CANCEL: with Fast every request gets an answer, so the cancelled one gets REJECT (BEP 6). */
	handleCancel(peer: Peer, block: UploadBlock): void {
		if (this.#remove(peer, block)) {
			this.#swarm.output.cancelBlocks(peer, block);
			this.#reject(peer, block);
		}
	}

	handleSent(peer: Peer, block: UploadBlock, now: number): void {
		this.#remove(peer, block);
		peer.blocksSent++;
		peer.upBytes += block.length;
		this.#swarm.counters.upBytes += block.length;
		peer.lastPayloadOutAt = now;
		peer.lastSentAt = now;
	}

	handleReadFailed(peer: Peer, block: UploadBlock): void {
		if (this.#remove(peer, block)) {
			this.#reject(peer, block);
			this.#swarm.log.piece(
				'read-failed',
				block.index,
				() => `A block of piece ${block.index} could not be read`,
			);
		}
	}

	/** We choke the peer: what it asked for and did not get is refused, but for what it may have all the same (BEP 6). */
	refuseAll(peer: Peer): void {
		for (const block of [...(peer.uploads ?? [])]) {
			if (!peer.grantedFast?.includes(block.index)) {
				this.handleCancel(peer, block);
			}
		}
	}

	/** Why a request can't be served; undefined when it can. */
	#faultOf(peer: Peer, {index, begin, length}: UploadBlock): string | undefined {
		const {pieces, isRechecking} = this.#swarm;
		if (length > maxBlockLength) {
			return 'longer than 128 KiB';
		}
		if (!pieces.isInRange(index, begin, length)) {
			return 'out of range';
		}
		if (!pieces.has(index) || isRechecking) {
			return 'for a piece we lack';
		}
		if (peer.amChoking && !peer.grantedFast?.includes(index)) {
			return 'while choked';
		}
		return peer.uploadQueue >= ourReqq ? 'beyond our reqq' : undefined;
	}

	#refuse(peer: Peer, block: UploadBlock, fault: string, now: number): void {
		const {index, begin, length} = block;
		peer.badRequests++;
		this.#swarm.log.peer(
			'refused-request',
			peer,
			address =>
				`Refused a request of peer ${address} ${fault}: piece ${index}, offset ${begin}, length ${length}`,
		);
		const isRace = fault === 'while choked' && now - peer.chokedAt < chokeRaceMs;
		if (!isRace && this.#isFlood(peer, now)) {
			this.#departures.close(peer, 'request-flood', `the last of many was ${fault}`, now);
			return;
		}
		this.#reject(peer, block);
	}

	#isFlood(peer: Peer, now: number): boolean {
		const forgiven = ((now - peer.floodAt) / 1000) * forgivenPerSecond;
		peer.floodLevel = Math.max(0, peer.floodLevel - forgiven) + 1;
		peer.floodAt = now;
		return peer.floodLevel > floodLimit;
	}

	#reject(peer: Peer, {index, begin, length}: UploadBlock): void {
		if (peer.isFast) {
			this.#swarm.output.send(peer, {type: 'rejectRequest', index, begin, length});
		}
	}

	#remove(peer: Peer, {index, begin, length}: UploadBlock): boolean {
		const at =
			peer.uploads?.findIndex(
				block => block.index === index && block.begin === begin && block.length === length,
			) ?? -1;
		if (at < 0) {
			return false;
		}
		// Nearly always it is the oldest, and taking that moves nothing.
		if (at === 0) {
			peer.uploads!.shift();
		} else {
			peer.uploads!.splice(at, 1);
		}
		peer.uploadQueue = peer.uploads!.length;
		return true;
	}
}
