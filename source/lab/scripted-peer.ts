import {once} from 'node:events';
import {connect, createServer, type Server, type Socket} from 'node:net';
import {bitfieldLength, fullBitfield, hasBit, setBit} from '../protocol/bitfield.js';
import type {PeerAddress} from '../protocol/peer-address.js';
import type {LabClock} from './lab-clock.js';
import type {LabContent} from './lab-content.js';
import type {LabRandom} from './lab-random.js';
import {PeerLink} from './peer-link.js';
import {RateBudget} from './rate-budget.js';
import type {PeerPlan} from './scenario.js';

/** What a scripted peer is made of. */
export interface ScriptedPeerOptions {
	readonly name: string;
	readonly plan: PeerPlan;
	readonly content: LabContent;
	readonly clock: LabClock;
	/** Its own fork. */
	readonly random: LabRandom;
}

/** What a scripted peer saw and did, for tests. */
export interface ScriptedPeerCounts {
	connections: number;
	handshakes: number;
	closed: number;
	interested: number;
	notInterested: number;
	requestsReceived: number;
	requestsRefused: number;
	blocksSent: number;
	corruptBlocksSent: number;
	blocksReceived: number;
	corruptBlocksReceived: number;
}

/** A BitTorrent peer over real TCP that does what its plan says; it listens on loopback, and leechers connect too. */
export class ScriptedPeer {
	readonly name: string;
	readonly plan: PeerPlan;
	readonly content: LabContent;
	readonly clock: LabClock;
	readonly random: LabRandom;
	/** 20 bytes. */
	readonly peerId: Uint8Array;
	/** An address of the loopback. */
	readonly host: string;
	/** 0 until it listens. */
	port = 0;
	/** One bit a piece, as on the wire. */
	readonly bits: Uint8Array;
	readonly uploadBudget: RateBudget;
	readonly downloadBudget: RateBudget;
	/** Pieces one of its connections is fetching. */
	readonly openPieces = new Set<number>();
	readonly counts: ScriptedPeerCounts = {
		connections: 0,
		handshakes: 0,
		closed: 0,
		interested: 0,
		notInterested: 0,
		requestsReceived: 0,
		requestsRefused: 0,
		blocksSent: 0,
		corruptBlocksSent: 0,
		blocksReceived: 0,
		corruptBlocksReceived: 0,
	};

	/** It left, or the lab ended it. */
	isGone = false;
	readonly #links = new Set<PeerLink>();
	readonly #order: readonly number[];
	#server: Server | undefined;
	#pieceCount = 0;
	#steps = 0;

	constructor({name, plan, content, clock, random}: ScriptedPeerOptions) {
		this.name = name;
		this.plan = plan;
		this.content = content;
		this.clock = clock;
		this.random = random;
		this.host = plan.family === 6 ? '::1' : '127.0.0.1';
		this.peerId = new TextEncoder().encode('-UL0001-000000000000');
		for (let at = 8; at < 20; at++) {
			this.peerId[at] = random.below(256);
		}

		this.bits = plannedBits(plan, content, random);
		this.#order = random.shuffled(content.pieceCount);
		this.#pieceCount = [...this.pieces()].length;
		this.uploadBudget = new RateBudget(
			(plan.uploads ?? Number.POSITIVE_INFINITY) / clock.timeScale,
		);
		this.downloadBudget = new RateBudget((plan.downloads ?? 0) / clock.timeScale);
	}

	get isFast(): boolean {
		return this.plan.isFast ?? true;
	}

	get isComplete(): boolean {
		return this.#pieceCount === this.content.pieceCount;
	}

	get isEmpty(): boolean {
		return this.#pieceCount === 0;
	}

	has(index: number): boolean {
		return hasBit(this.bits, index);
	}

	/** It never answers a request for this piece. */
	withholds(index: number): boolean {
		const [from, to] = this.plan.withholds ?? [0, 0];
		const place = index / this.content.pieceCount;
		return place >= from && place < to;
	}

	/** The pieces it has, in order. */
	*pieces(): Generator<number> {
		for (let index = 0; index < this.content.pieceCount; index++) {
			if (this.has(index)) {
				yield index;
			}
		}
	}

	/** Starts to listen on a free port of the loopback; one that refuses only learns which port to refuse on. */
	async start(): Promise<void> {
		const server = createServer(socket => {
			this.#open(socket, true);
		});
		this.port = await listen(server, this.host);
		this.#server = server;
		if (this.plan.connects === 'refuses') {
			server.close();
		}
	}

	/** Connects to another peer: a leecher looking for pieces, or one that found us through the tracker. */
	connect({host, port}: PeerAddress): void {
		if (!this.isGone) {
			const socket = connect({host, port, localAddress: this.host});
			socket.on('error', () => undefined);
			socket.once('connect', () => {
				this.#open(socket, false);
			});
		}
	}

	/** So much real time passed: rates go on. */
	tick(seconds: number): void {
		this.uploadBudget.refill(seconds);
		this.downloadBudget.refill(seconds);
		// Each step another connection comes first, or the first would get all of a small rate.
		const links = [...this.#links];
		const first = this.#steps++ % Math.max(1, links.length);
		for (const link of [...links.slice(first), ...links.slice(0, first)]) {
			link.upload.pump();
			link.download?.pump();
		}
	}

	/** A piece it lacks, isn't fetching and finds in `bits`, in its own random order. */
	findMissing(bits: Uint8Array, except?: ReadonlySet<number>): number | undefined {
		return this.#order.find(
			index => hasBit(bits, index) && !this.has(index) && except?.has(index) !== true,
		);
	}

	/** It has one piece more, and says so to all. */
	handlePiece(index: number): void {
		if (this.has(index)) {
			return;
		}

		setBit(this.bits, index);
		this.#pieceCount++;
		for (const link of this.#links) {
			link.send({type: 'have', index});
			link.download?.updateInterest();
		}
	}

	/** Has every piece from now on. */
	finish(): void {
		for (let index = 0; index < this.content.pieceCount; index++) {
			this.handlePiece(index);
		}
	}

	handleClosed(link: PeerLink): void {
		this.counts.closed++;
		this.#links.delete(link);
	}

	/** Closes everything and is gone for good. */
	leave(): void {
		this.isGone = true;
		this.#server?.close();
		for (const link of this.#links) {
			link.close();
		}
	}

	#open(socket: Socket, isIncoming: boolean): void {
		if (this.isGone) {
			socket.destroy();
			return;
		}

		this.counts.connections++;
		this.#links.add(new PeerLink(this, socket, isIncoming));
	}
}

async function listen(server: Server, host: string): Promise<number> {
	server.listen(0, host);
	await once(server, 'listening');
	const address = server.address();
	return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Shares of the pieces that exist: of those of a file too large for any disk nobody has one. */
function plannedBits(plan: PeerPlan, content: LabContent, random: LabRandom): Uint8Array {
	const {has = 'all'} = plan;
	const {pieceCount: total, existingPieces: pieceCount} = content;
	if (has === 'all' && pieceCount === total) {
		return fullBitfield(total);
	}

	const bits = new Uint8Array(bitfieldLength(total));
	const [from, to] =
		typeof has === 'number' ? [0, has] : has === 'all' ? [0, 1] : has === 'none' ? [0, 0] : has;
	const order =
		typeof has === 'number'
			? random.shuffled(pieceCount)
			: Array.from({length: pieceCount}, (_, index) => index);
	for (const index of order.slice(Math.round(from * pieceCount), Math.round(to * pieceCount))) {
		setBit(bits, index);
	}

	return bits;
}
