import {bitfieldLength, setBit} from '../../source/protocol/bitfield.js';
import type {PeerExtensions} from '../../source/protocol/extension-handshake.js';
import {encodeReserved} from '../../source/protocol/handshake.js';
import type {Message} from '../../source/protocol/messages.js';
import type {CloseReason} from '../../source/swarm/close-reason.js';
import type {Peer} from '../../source/swarm/peer.js';
import type {EventLevel, SwarmEvent} from '../../source/swarm/swarm-event.js';
import type {SwarmSettings} from '../../source/swarm/swarm-settings.js';
import {Torrent} from '../../source/swarm/torrent.js';
import type {TorrentOptions} from '../../source/swarm/torrent-options.js';
import type {TorrentOutput} from '../../source/swarm/torrent-output.js';
import {createRandom} from './random.js';

/** The defaults of the peer rules. */
export const defaults: SwarmSettings = {
	connectTimeout: 10_000,
	handshakeTimeout: 10_000,
	readTimeout: 30_000,
	requestTimeout: 60_000,
	availabilityTimeout: 60_000,
	uselessGrace: 10_000,
	peerEvaluationInterval: 30_000,
	uselessAge: 30_000,
	uselessPolicy: 'strict',
	keepAliveInterval: 120_000,
	deadPeerTimeout: 180_000,
	pipelineDepth: 'auto',
	uploadSlots: 4,
	maxPeersPerTorrent: 80,
	isSequential: false,
	pex: true,
};

/** Bytes of a block. */
export const block = 16_384;

/** What a test may say about its world; the rest is 8 pieces of 2 blocks, the last piece with a short last block. */
export interface WorldOptions extends Partial<Omit<TorrentOptions, 'settings'>> {
	readonly settings?: Partial<SwarmSettings>;
	/** Pieces we have from the start. */
	readonly have?: readonly number[];
	/** Keep the log from this level up. */
	readonly logLevel?: EventLevel;
}

/** What a test may say about a peer that connects. */
export interface PeerOptions {
	readonly host?: string;
	readonly port?: number;
	readonly isFast?: boolean;
	readonly hasExtensions?: boolean;
	readonly isIncoming?: boolean;
	readonly peerId?: Uint8Array;
	readonly infoHash?: Uint8Array;
	/** Pieces it tells by BITFIELD right after the handshake; 'all' and 'none' by HAVE_ALL and HAVE_NONE with Fast. */
	readonly has?: readonly number[] | 'all' | 'none';
	/** It unchokes us right after that. */
	readonly isUnchoking?: boolean;
}

const infoHash = new Uint8Array(20).fill(0xaa);

/** One torrent on virtual time, and a record of all it wants done. */
export class World implements TorrentOutput {
	readonly torrent: Torrent;
	readonly settings: {-readonly [Name in keyof SwarmSettings]: SwarmSettings[Name]};
	readonly sent: Array<{readonly peer: Peer; readonly message: Message}> = [];
	readonly blocksToSend: Array<{peer: Peer; index: number; begin: number; length: number}> = [];
	readonly closed: Array<{readonly peer: Peer; readonly reason: CloseReason; readonly at: number}> =
		[];
	readonly completed: number[] = [];
	readonly dropped: number[] = [];
	readonly revoked: Peer[] = [];
	readonly events: SwarmEvent[] = [];
	now = 1000;
	readonly #logLevel: EventLevel | undefined;
	readonly #pieceCount: number;
	#nextId = 1;
	#nextHost = 1;

	constructor({settings, have, logLevel, ...options}: WorldOptions = {}) {
		this.settings = {...defaults, ...settings};
		this.#logLevel = logLevel;
		this.#pieceCount = options.pieceCount ?? 8;
		const pieceLength = options.pieceLength ?? 2 * block;
		this.torrent = new Torrent(
			{
				infoHash,
				ourPeerId: new Uint8Array(20).fill(0x11),
				isPrivate: false,
				length: this.#pieceCount * pieceLength - 1000,
				pieceLength,
				pieceCount: this.#pieceCount,
				random: createRandom(1),
				nextPeerId: () => this.#nextId++,
				extensionHandshake: () => new TextEncoder().encode('de'),
				isAudited: true,
				...options,
				settings: this.settings,
			},
			this,
		);
		if (have !== undefined) {
			this.torrent.handleHavePieces(this.bits(have), this.now);
		}
		this.torrent.handleStart(this.now);
	}

	/** A bitfield of these pieces. */
	bits(pieces: readonly number[]): Uint8Array {
		const bits = new Uint8Array(bitfieldLength(this.#pieceCount));
		for (const index of pieces) {
			setBit(bits, index);
		}
		return bits;
	}

	/** All pieces. */
	get all(): number[] {
		return Array.from({length: this.#pieceCount}, (_, index) => index);
	}

	/** A peer comes in and shakes hands. */
	connect(options: PeerOptions = {}): Peer {
		const peer = this.open(options);
		this.shake(peer, options);
		const {has} = options;
		if (has === 'all') {
			this.torrent.handleHaveAll(peer, this.now);
		} else if (has === 'none') {
			this.torrent.handleHaveNone(peer, this.now);
		} else if (has !== undefined) {
			this.torrent.handleBitfield(peer, this.bits(has), this.now);
		}
		if (options.isUnchoking) {
			this.torrent.handleUnchoke(peer, this.now);
		}
		return peer;
	}

	/** A connection up to the point where the peer's handshake may come. */
	open({
		host = `10.0.0.${this.#nextHost++}`,
		port = 6881,
		isIncoming = true,
	}: PeerOptions = {}): Peer {
		if (isIncoming) {
			const peer = this.torrent.handleIncoming({host, port}, this.now);
			if (typeof peer === 'string') {
				throw new Error(`refused: ${peer}`);
			}
			return peer;
		}
		this.torrent.handleCandidates([{host, port}], 'tracker', this.now);
		const peer = this.torrent.dial(this.now)!;
		this.torrent.handleConnected(peer, this.now);
		return peer;
	}

	/** The peer's handshake is in. */
	shake(peer: Peer, options: PeerOptions = {}): void {
		const isFast = options.isFast ?? (options.has === 'all' || options.has === 'none');
		this.torrent.handleHandshake(
			peer,
			{
				infoHash: options.infoHash ?? infoHash,
				peerId: options.peerId ?? new Uint8Array(20).fill(0x20).fill(peer.id & 255, 19),
				reserved: encodeReserved({
					isFast,
					hasExtensions: options.hasExtensions ?? false,
					hasDht: false,
				}),
			},
			this.now,
		);
	}

	/** An extension handshake that names only what is given. */
	extensions(peer: Peer, told: Partial<PeerExtensions>): void {
		const nothing: PeerExtensions = {
			client: null,
			reqq: null,
			isUploadOnly: null,
			listenPort: null,
			metadataSize: null,
			messages: new Map(),
			yourIp: null,
		};
		this.torrent.handleExtensions(peer, {...nothing, ...told}, this.now);
	}

	/** Time passes, tick by tick. */
	advance(ms: number): void {
		const end = this.now + ms;
		while (this.now < end) {
			this.now = Math.min(
				end,
				Math.max(this.now + 1, Math.min(this.now + 100, this.torrent.nextDeadline())),
			);
			this.torrent.tick(this.now);
		}
	}

	/** Time passes while these peers stay alive by keep-alives. */
	advanceAlive(ms: number, ...peers: Peer[]): void {
		for (let left = ms; left > 0; left -= 60_000) {
			this.advance(Math.min(left, 60_000));
			for (const peer of peers) {
				this.torrent.handleKeepAlive(peer, this.now);
			}
		}
	}

	/** Messages sent to a peer, of one type if given. */
	sentTo(peer: Peer, type?: Message['type']): Message[] {
		return this.sent
			.filter(({peer: to, message}) => to === peer && (type === undefined || message.type === type))
			.map(({message}) => message);
	}

	/** Types of the messages sent to a peer, in order. */
	typesTo(peer: Peer): string[] {
		return this.sentTo(peer).map(({type}) => type);
	}

	/** Requests sent to a peer. */
	requestsTo(peer: Peer): Array<{index: number; begin: number; length: number}> {
		return this.sentTo(peer).flatMap(message =>
			message.type === 'request'
				? [{index: message.index, begin: message.begin, length: message.length}]
				: [],
		);
	}

	/** A peer sends a block whole. @returns what became of it. */
	give(peer: Peer, index: number, begin: number, length = block): string {
		const verdict = this.torrent.handleBlockHeader(peer, index, begin, length, this.now);
		if (verdict === 'accept') {
			this.torrent.handleBlockProgress(peer, length, this.now);
			this.torrent.handleBlock(peer, index, begin, length, this.now);
		} else if (peer.state !== 'closed') {
			this.torrent.handleBlockSkipped(peer, index, begin, length, this.now);
		}
		return verdict;
	}

	/** A peer answers its oldest requests. @returns how many it had to answer. */
	answer(peer: Peer, count = Number.POSITIVE_INFINITY): number {
		let answered = 0;
		while (answered < count) {
			const [oldest] = this.torrent.requestsOf(peer);
			if (oldest === undefined) {
				break;
			}
			this.give(peer, oldest.index, oldest.begin, oldest.length);
			answered++;
		}
		return answered;
	}

	/** The hash of each complete piece was right. */
	verifyAll(): void {
		for (const index of this.completed.splice(0)) {
			this.torrent.handleVerified(index, this.now);
		}
	}

	/** Why a peer was closed; undefined while it is not. */
	reasonOf(peer: Peer): CloseReason | undefined {
		return this.closed.find(({peer: other}) => other === peer)?.reason;
	}

	/** Names of the events told so far. */
	get eventNames(): string[] {
		return this.events.map(({name}) => name);
	}

	// What the torrent wants done.

	send(peer: Peer, message: Message): void {
		this.sent.push({peer, message});
	}

	sendBlock(peer: Peer, index: number, begin: number, length: number): void {
		this.blocksToSend.push({peer, index, begin, length});
	}

	cancelBlocks(peer: Peer, cancelled?: {index: number; begin: number; length: number}): void {
		for (const queued of [...this.blocksToSend]) {
			const isMeant =
				queued.peer === peer &&
				(cancelled === undefined ||
					(queued.index === cancelled.index && queued.begin === cancelled.begin));
			if (isMeant) {
				this.blocksToSend.splice(this.blocksToSend.indexOf(queued), 1);
			}
		}
	}

	close(peer: Peer, reason: CloseReason): void {
		this.closed.push({peer, reason, at: this.now});
	}

	completePiece(index: number): void {
		this.completed.push(index);
	}

	dropPiece(index: number): void {
		this.dropped.push(index);
	}

	revokeBlock(peer: Peer): void {
		this.revoked.push(peer);
	}

	isLogged(level: EventLevel): boolean {
		const levels: readonly EventLevel[] = ['debug', 'info', 'warn', 'error'];
		return this.#logLevel !== undefined && levels.indexOf(level) >= levels.indexOf(this.#logLevel);
	}

	report(event: SwarmEvent): void {
		this.events.push(event);
	}
}
