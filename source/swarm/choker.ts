import {pickOptimistic, rankForSlots} from './choking-order.js';
import type {Peer} from './peer.js';
import type {Swarm} from './swarm.js';
import type {Uploads} from './uploads.js';

/** Slots are given out anew this often, and the optimistic one this often (R8, BEP 3). */
const roundMs = 10_000;
const optimisticMs = 30_000;

/**
 * Who may ask us for blocks (R8): `uploadSlots` peers by their rates, and one optimistic peer whatever its rate. Slots that no
 * interested peer needs go to others, so that they may unchoke us in turn (the seeds' "unchoke to encourage").
 */
export class Choker {
	readonly #swarm: Swarm;
	readonly #uploads: Uploads;
	#nextRoundAt = Number.POSITIVE_INFINITY;
	#nextOptimisticAt = Number.NEGATIVE_INFINITY;

	constructor(swarm: Swarm, uploads: Uploads) {
		this.#swarm = swarm;
		this.#uploads = uploads;
	}

	/** When the next round is due; Infinity while nobody is connected. */
	get nextAt(): number {
		return this.#nextRoundAt;
	}

	/** A new peer: encouraged while slots are free. */
	handleHandshake(peer: Peer, now: number): void {
		this.#nextRoundAt = Math.min(this.#nextRoundAt, now + roundMs);
		if (this.#countRegular() < this.#swarm.settings.uploadSlots) {
			this.#unchoke(peer, now);
		}
	}

	/** It became interested: it takes a free slot, or one of a peer that is not, without waiting for the round. */
	handleInterested(peer: Peer, now: number): void {
		const {uploadSlots} = this.#swarm.settings;
		if (!peer.amChoking || uploadSlots === 0) {
			return;
		}
		if (this.#countRegular() >= uploadSlots) {
			const idle = [...this.#swarm.peers].find(
				other => !other.amChoking && !other.isOptimistic && !other.peerInterested,
			);
			if (idle === undefined) {
				return;
			}
			this.#choke(idle, now);
		}
		this.#unchoke(peer, now);
	}

	/** The number of slots changed. */
	handleSettings(now: number): void {
		if (this.#nextRoundAt !== Number.POSITIVE_INFINITY) {
			this.#nextRoundAt = now;
		}
	}

	tick(now: number): void {
		if (now < this.#nextRoundAt) {
			return;
		}
		const connected = [...this.#swarm.peers].filter(({state}) => state === 'connected');
		this.#nextRoundAt = connected.length > 0 ? now + roundMs : Number.POSITIVE_INFINITY;
		const {uploadSlots} = this.#swarm.settings;
		this.#rotateOptimistic(uploadSlots > 0 ? connected : [], now);
		const isGiving = this.#swarm.pieces.isComplete;
		const rivals = connected.filter(({isOptimistic}) => !isOptimistic);
		const chosen = new Set(rankForSlots(rivals, isGiving).slice(0, uploadSlots));
		for (const peer of connected) {
			if (!peer.amChoking && !peer.isOptimistic && !chosen.has(peer)) {
				this.#choke(peer, now);
			}
		}
		for (const peer of connected) {
			if (peer.amChoking && (peer.isOptimistic || chosen.has(peer))) {
				this.#unchoke(peer, now);
			}
		}
	}

	/** Passes the optimistic slot on when its time is over or its holder has gone or lost interest. */
	#rotateOptimistic(connected: readonly Peer[], now: number): void {
		const holder = [...this.#swarm.peers].find(({isOptimistic}) => isOptimistic);
		const isOver = now >= this.#nextOptimisticAt || connected.length === 0;
		if (holder?.peerInterested && !isOver) {
			return;
		}
		if (holder !== undefined) {
			holder.isOptimistic = false;
		}
		const next = pickOptimistic(connected, this.#swarm.options.random, now);
		if (next !== undefined) {
			next.isOptimistic = true;
			next.optimisticAt = now;
			this.#nextOptimisticAt = now + optimisticMs;
		}
	}

	/** Unchoked peers, the optimistic one left out. */
	#countRegular(): number {
		let count = 0;
		for (const {amChoking, isOptimistic} of this.#swarm.peers) {
			count += amChoking || isOptimistic ? 0 : 1;
		}
		return count;
	}

	#unchoke(peer: Peer, now: number): void {
		peer.amChoking = false;
		peer.unchokedAt = now;
		this.#swarm.deadlines.limit(peer, now);
		this.#swarm.output.send(peer, {type: 'unchoke'});
		this.#swarm.log.peer('sent-unchoke', peer, address => `Sent 'unchoke' to peer ${address}`);
	}

	#choke(peer: Peer, now: number): void {
		peer.amChoking = true;
		peer.chokedAt = now;
		this.#swarm.output.send(peer, {type: 'choke'});
		this.#swarm.log.peer('sent-choke', peer, address => `Sent 'choke' to peer ${address}`);
		this.#uploads.refuseAll(peer);
	}
}
