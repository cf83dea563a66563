import type {ActivePiece} from './active-piece.js';
import type {Endgame} from './endgame.js';
import type {Peer} from './peer.js';
import type {Picker} from './picker.js';
import {Pipeline} from './pipeline.js';
import {canDownload} from './readiness.js';
import {Request} from './request.js';
import type {Swarm} from './swarm.js';

/** Requests kept for use again. */
const maxPooled = 4096;

/** From this depth on requests are saved up and sent together, at most so many. */
const leastDeep = 32;
const maxRefill = 128;

/** A peer may allow this many pieces; BEP 6 means about ten. */
const maxAllowedFast = 64;

/** What is asked of whom: sends requests up to a peer's depth (R12) and takes them back (R11, R15, R20). */
export class RequestQueue {
	readonly #swarm: Swarm;
	readonly #picker: Picker;
	readonly #endgame: Endgame;
	readonly #pool: Request[] = [];
	readonly #blocksPerPiece: number;

	constructor(swarm: Swarm, picker: Picker, endgame: Endgame) {
		this.#swarm = swarm;
		this.#picker = picker;
		this.#endgame = endgame;
		this.#blocksPerPiece = swarm.pieces.blocksOf(0);
	}

	/** Asks a peer for as much as its depth has room for. */
	fill(peer: Peer, now: number): void {
		const swarm = this.#swarm;
		if (!swarm.isDownloading || !swarm.isRequestingAllowed || !canDownload(swarm, peer)) {
			return;
		}
		peer.pipeline ??= new Pipeline(now);
		const {pipeline} = peer;
		peer.target = this.#targetOf(peer, pipeline);
		if ((pipeline.refusals?.askAgainAt ?? 0) > now) {
			return;
		}
		if (peer.outstanding === 0) {
			pipeline.depth.resume(now);
		}
		while (peer.outstanding < peer.target) {
			const piece = this.#picker.pick(peer, pipeline, now);
			if (piece === undefined) {
				this.#fillWithDuplicates(peer, now);
				return;
			}
			this.#request(peer, piece, piece.firstFree(), now);
		}
	}

	/**
	 * After a block: asks again when half of the depth is free, which still covers more than a round trip (R12). So requests leave
	 * in one write and answers come in long bursts: measured at 700 MiB/s, a fifteenth less CPU than asking block by block.
	 */
	refill(peer: Peer, now: number): void {
		const {pipeline, target, outstanding} = peer;
		const isDeep = target >= leastDeep && pipeline?.depth.isSlowStart === false;
		if (!isDeep || target - outstanding >= Math.min(maxRefill, target >> 1)) {
			this.fill(peer, now);
		}
	}

	/** The peer may be asked for more than before: it told of a wanted piece, or allows one. */
	handleMore(peer: Peer, now: number): void {
		if (peer.pipeline !== undefined) {
			peer.pipeline.starvedVersion = -1;
		}
		if (peer.outstanding === 0 || peer.outstanding < peer.target) {
			this.fill(peer, now);
		}
	}

	/** Blocks became free, or may be asked for again: every peer with room is looked at, those of good standing first. */
	wake(now: number): void {
		this.#swarm.isWakeDue = false;
		const others: Peer[] = [];
		for (const peer of this.#swarm.peers) {
			if (peer.outstanding >= Math.max(1, peer.target)) {
				continue;
			}
			if (peer.isSnubbed || peer.isOnParole) {
				others.push(peer);
			} else {
				this.fill(peer, now);
			}
		}
		for (const peer of others) {
			this.fill(peer, now);
		}
	}

	/**
	 * CHOKE: without Fast all requests are over, with Fast the peer rejects each (R15). A peer that choked us again before it gave
	 * anything is left alone for a while when it unchokes us next (R20).
	 */
	handleChoke(peer: Peer, now: number): void {
		peer.peerChoking = true;
		peer.chokedSince = now;
		const {pipeline} = peer;
		if (pipeline !== undefined && peer.outstanding > 0 && !pipeline.hasGiven) {
			pipeline.refuse().refuseAll(now);
			this.#swarm.deadlines.limit(peer, pipeline.refuse().askAgainAt);
		}
		if (!peer.isFast) {
			this.takeAllBack(peer);
		}
	}

	handleUnchoke(peer: Peer, now: number): void {
		peer.peerChoking = false;
		peer.chokedSince = Number.NaN;
		if (peer.pipeline !== undefined) {
			peer.pipeline.hasGiven = false;
		}
		this.handleMore(peer, now);
	}

	/** ALLOWED_FAST (BEP 6): the peer gives this piece even while it chokes us. */
	handleAllowedFast(peer: Peer, index: number, now: number): void {
		peer.allowedFast ??= new Set();
		if (index < this.#swarm.pieces.pieceCount && peer.allowedFast.size < maxAllowedFast) {
			peer.allowedFast.add(index);
			this.handleMore(peer, now);
		}
	}

	/** The request is over: answered, rejected or taken back. */
	delete(request: Request): void {
		const {peer, piece} = request;
		peer.pipeline!.delete(request);
		piece.deleteRequest(request);
		peer.outstanding--;
		if (this.#pool.length < maxPooled) {
			this.#pool.push(request);
		}
	}

	/** Takes a request back with CANCEL. Its block is still used if it comes and the piece needs it (R15). */
	cancel(request: Request): void {
		const {peer, index, begin, length} = request;
		this.#swarm.output.send(peer, {type: 'cancel', index, begin, length});
		this.#takeBack(request);
	}

	/** Takes every request back without a word: the peer chokes us (R15) or is gone. */
	takeAllBack(peer: Peer): void {
		for (
			let request = peer.pipeline?.first;
			request !== undefined;
			request = peer.pipeline?.first
		) {
			this.#takeBack(request);
		}
		this.#swarm.isWakeDue = true;
	}

	/** Whether a block was taken back from the peer, and is neither here nor rejected since (R15); forgets that it was. */
	forgetTakenBack(peer: Peer, index: number, begin: number, length: number): boolean {
		const block = this.#swarm.pieces.blockAt(index, begin, length);
		return block >= 0 && (peer.pipeline?.forgetTakenBack(this.#numberOf(index, block)) ?? false);
	}

	/** REJECT_REQUEST (BEP 6): the block goes back to the picker; refused without a choke, the peer is left alone a while (R20). */
	handleReject(peer: Peer, index: number, begin: number, length: number, now: number): void {
		const request = peer.pipeline?.find(index, begin);
		if (this.forgetTakenBack(peer, index, begin, length)) {
			// The answer to our CANCEL; the block may have been asked for again since.
			return;
		}
		if (request === undefined || request.length !== length) {
			return;
		}
		this.delete(request);
		peer.requestsRejected++;
		this.#swarm.counters.requestsRejected++;
		this.#swarm.isWakeDue = true;
		this.#swarm.log.peer(
			'rejected-request',
			peer,
			address => `Peer ${address} rejected piece ${index}, offset ${begin}, length ${length}`,
		);
		if (!peer.peerChoking || peer.allowedFast?.delete(index)) {
			this.refuse(peer, index, now);
			this.fill(peer, now);
		}
	}

	/** The peer did not give a block of this piece: it is not asked for it again at once (R20). */
	refuse(peer: Peer, index: number, now: number): void {
		const refusals = peer.pipeline!.refuse();
		refusals.refusePiece(index, now);
		this.#swarm.deadlines.limit(peer, refusals.nextAt(now));
	}

	#request(peer: Peer, piece: ActivePiece, block: number, now: number): void {
		const {settings, counters, output, deadlines, log} = this.#swarm;
		const request = this.#create(peer, piece, block, now);
		if (peer.outstanding === 0) {
			deadlines.limit(peer, now + Math.min(settings.requestTimeout, settings.readTimeout));
		}
		peer.pipeline!.append(request);
		piece.addRequest(request);
		peer.outstanding++;
		peer.requestsSent++;
		counters.requestsSent++;
		peer.lastRequestAt = now;
		if (peer.outstanding > peer.greatestDepth) {
			peer.greatestDepth = peer.outstanding;
			counters.greatestDepth = Math.max(counters.greatestDepth, peer.outstanding);
		}
		const {index, begin, length} = request;
		output.send(peer, {type: 'request', index, begin, length});
		// A peer's first request belongs to its story (seed 1); thousands follow.
		const level = peer.requestsSent === 1 ? 'info' : 'debug';
		if (output.isLogged(level)) {
			log.peer(
				'requested-block',
				peer,
				address =>
					`Requested block: piece ${index}, offset ${begin}, length ${length} from peer ${address} (pipeline: ${peer.outstanding})`,
				level,
			);
		}
	}

	#create(peer: Peer, piece: ActivePiece, block: number, now: number): Request {
		const request = this.#pool.pop();
		if (request === undefined) {
			return new Request(peer, piece, block, now);
		}
		request.peer = peer;
		request.piece = piece;
		request.block = block;
		request.requestedAt = now;
		return request;
	}

	/** The endgame: nothing is free, so this peer is asked for what others owe us. */
	#fillWithDuplicates(peer: Peer, now: number): void {
		this.#endgame.update();
		if (!this.#swarm.isEndgame) {
			return;
		}
		const depth = this.#endgame.depthOf(peer);
		while (peer.outstanding < depth) {
			const owed = this.#endgame.pick(peer, now);
			if (owed === undefined) {
				return;
			}
			this.#request(peer, owed.piece, owed.block, now);
		}
	}

	/** How many requests a peer should have outstanding now (R11, R12). */
	#targetOf(peer: Peer, {depth}: Pipeline): number {
		if (peer.isSnubbed) {
			return 1;
		}
		const {pipelineDepth} = this.#swarm.settings;
		const wanted = pipelineDepth === 'auto' ? depth.depth : pipelineDepth;
		return Math.max(1, Math.min(wanted, peer.reqq));
	}

	#takeBack(request: Request): void {
		request.peer.pipeline!.takeBack(this.#numberOf(request.index, request.block));
		this.delete(request);
	}

	/** Number of a block in the torrent. */
	#numberOf(index: number, block: number): number {
		return index * this.#blocksPerPiece + block;
	}
}
