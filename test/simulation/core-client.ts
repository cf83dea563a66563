import {setBit} from '../../source/protocol/bitfield.js';
import {encodeExtensionHandshake} from '../../source/protocol/extension-handshake.js';
import type {Message} from '../../source/protocol/messages.js';
import type {CloseReason} from '../../source/swarm/close-reason.js';
import type {Peer} from '../../source/swarm/peer.js';
import type {EventLevel, SwarmEvent} from '../../source/swarm/swarm-event.js';
import type {SwarmSettings} from '../../source/swarm/swarm-settings.js';
import {Torrent} from '../../source/swarm/torrent.js';
import type {PeerAddress} from '../../source/swarm/torrent-input.js';
import type {TorrentOutput} from '../../source/swarm/torrent-output.js';
import {ourReqq} from '../../source/swarm/uploads.js';
import {defaults} from '../swarm/world.js';
import type {Chance} from './chance.js';
import type {Content} from './content.js';
import {CoreConnection} from './core-connection.js';
import type {Network} from './network.js';
import {RequestWatch} from './request-watch.js';
import type {Scheduler} from './scheduler.js';
import {Wire} from './wire.js';

/** What all members of a simulation share. */
export interface SimulationParts {
	readonly scheduler: Scheduler;
	readonly network: Network;
	readonly content: Content;
}

/** What a client of a simulation is. */
export interface CoreClientOptions extends SimulationParts {
	readonly chance: Chance;
	readonly host: string;
	readonly peerId: Uint8Array;
	/** Has everything from the start. */
	readonly isSeed: boolean;
	readonly settings?: Partial<SwarmSettings>;
	/** Recounts every incremental number in each tick. */
	readonly isAudited?: boolean;
	/** The share of complete pieces that the disk fails to write. */
	readonly writeFailures?: number;
	/** Keeps the log. */
	readonly isLogging?: boolean;
}

const beatMs = 100;
const slackMs = 1000;
const maxHalfOpen = 8;

/** The program's own decisions with a virtual engine around them: connections, a disk in memory, a clock that jumps. */
export class CoreClient implements TorrentOutput {
	readonly torrent: Torrent;
	readonly host: string;
	readonly peerId: Uint8Array;
	readonly content: Content;
	/** What it has of the torrent, right or wrong. */
	readonly store: Uint8Array;
	readonly connections = new Map<Peer, CoreConnection>();
	readonly events: SwarmEvent[] = [];
	readonly closeReasons: CloseReason[] = [];
	readonly watch: RequestWatch;
	readonly scheduler: Scheduler;
	/** When all pieces were here; NaN before. */
	completedAt = Number.NaN;
	readonly #options: CoreClientOptions;
	readonly #settings: SwarmSettings;
	/** Pieces given to the disk and not answered for. */
	readonly #verifying = new Set<number>();
	isRunning = false;
	/** Goes up with every start: ticks planned before the last one are void. */
	#starts = 0;

	constructor(options: CoreClientOptions) {
		const {content, host, peerId, chance} = options;
		this.#options = options;
		this.host = host;
		this.peerId = peerId;
		this.content = content;
		this.scheduler = options.scheduler;
		this.#settings = {...defaults, ...options.settings};
		this.store = options.isSeed ? content.bytes.slice() : new Uint8Array(content.length);
		let nextId = 1;
		this.torrent = new Torrent(
			{
				infoHash: content.infoHash,
				ourPeerId: peerId,
				isPrivate: false,
				length: content.length,
				pieceLength: content.pieceLength,
				pieceCount: content.pieceCount,
				settings: this.#settings,
				random: chance.random,
				nextPeerId: () => nextId++,
				extensionHandshake: () => this.#extensionHandshake(),
				...(options.isAudited === undefined ? {} : {isAudited: options.isAudited}),
			},
			this,
		);
		this.watch = new RequestWatch(this.torrent);
		if (options.isSeed) {
			this.torrent.handleHavePieces(this.#checkStore(), this.now);
		}
		options.network.listen(host, {accept: (wire, from) => this.#accept(wire, from)});
	}

	get now(): number {
		return this.scheduler.now;
	}

	start(): void {
		this.torrent.handleStart(this.now);
		this.isRunning = true;
		this.#planTick(0, ++this.#starts);
	}

	/** Closes every connection and rests, as a pause does. */
	stop(): void {
		this.torrent.handleStop('torrent-paused', this.now);
		this.isRunning = false;
		this.#starts++;
	}

	/** Checks what is on its disk, as a user may ask at any time. */
	recheck(): void {
		this.torrent.handleRecheckStarted(this.now);
		for (const index of this.#verifying) {
			// It is on the disk already: the check finds it, right or wrong.
			this.watch.verifiedBytes += this.content.lengthOf(index);
		}
		this.#verifying.clear();
		this.scheduler.after(this.#options.chance.whole(10, 2000), () => {
			this.torrent.handleHavePieces(this.#checkStore(), this.now);
		});
	}

	/** Bytes of payload that came in and are neither on disk nor wasted; 0 when no piece is under way. */
	get unaccountedBytes(): number {
		const {counters} = this.torrent;
		let accounted = counters.wastedBytes + this.watch.verifiedBytes;
		for (const index of this.#verifying) {
			accounted += this.content.lengthOf(index);
		}
		for (const connection of this.connections.values()) {
			accounted += connection.copiedBytes;
		}
		return counters.downBytes - accounted;
	}

	// ── What the torrent wants done ──

	send(peer: Peer, message: Message): void {
		if (message.type === 'request') {
			this.watch.check(peer, message);
		}
		this.connections.get(peer)?.send(message);
	}

	sendBlock(peer: Peer, index: number, begin: number, length: number): void {
		this.connections.get(peer)?.uploads.add({index, begin, length});
	}

	cancelBlocks(peer: Peer, block?: {index: number; begin: number; length: number}): void {
		this.connections.get(peer)?.uploads.cancel(block);
	}

	close(peer: Peer, reason: CloseReason): void {
		this.closeReasons.push(reason);
		const connection = this.connections.get(peer);
		this.connections.delete(peer);
		connection?.close();
	}

	completePiece(index: number): void {
		const {chance, writeFailures = 0} = this.#options;
		this.#verifying.add(index);
		this.scheduler.after(chance.whole(1, 50), () => {
			if (!this.#verifying.delete(index)) {
				return;
			}
			if (chance.isHit(writeFailures)) {
				this.torrent.handleWriteFailed(index, this.now);
			} else if (this.content.isRight(this.store, index)) {
				this.watch.verifiedBytes += this.content.lengthOf(index);
				this.torrent.handleVerified(index, this.now);
			} else {
				this.torrent.handleHashFailed(index, this.now);
			}
			if (this.torrent.isComplete && Number.isNaN(this.completedAt)) {
				this.completedAt = this.now;
			}
		});
	}

	dropPiece(_index: number): void {
		// Its place in the store is simply written over.
	}

	revokeBlock(peer: Peer): void {
		this.connections.get(peer)?.skipBlock();
	}

	isLogged(_level: EventLevel): boolean {
		return this.#options.isLogging ?? false;
	}

	report(event: SwarmEvent): void {
		this.events.push(event);
	}

	/** The connection of a peer is over without our doing. */
	forget(peer: Peer, reason: CloseReason): void {
		this.closeReasons.push(reason);
		this.connections.delete(peer);
		this.torrent.handleClosed(peer, reason, '', this.now);
	}

	// ── Connections and time ──

	#accept(wire: Wire, from: PeerAddress): void {
		CoreConnection.accept(this, wire, from);
	}

	#dial(): void {
		while (this.torrent.isDialWanted(this.now)) {
			const halfOpen = [...this.torrent.peers].filter(({state}) => state === 'connecting').length;
			if (halfOpen >= maxHalfOpen && !this.torrent.yieldDial(this.now)) {
				return;
			}
			const peer = this.torrent.dial(this.now);
			if (peer === undefined) {
				return;
			}
			this.#options.network.connect(this.host, peer.address, result => {
				if (result instanceof Wire) {
					CoreConnection.open(this, result, peer);
				} else {
					this.torrent.handleClosed(peer, result, '', this.now);
				}
			});
		}
	}

	/** As the engine does it: a beat of 100 ms while something is due, a second otherwise. */
	#planTick(delayMs: number, start: number): void {
		this.scheduler.after(delayMs, () => {
			if (start === this.#starts) {
				this.torrent.tick(this.now);
				this.#dial();
				const counts = this.torrent.countPeers(this.now);
				this.watch.checkProgress(counts, this.now);
				this.watch.checkSlots(counts, this.#settings.uploadSlots);
				const isBusy = counts.outstanding > 0;
				const dueMs = this.torrent.nextDeadline() - this.now;
				this.#planTick(Math.min(isBusy ? beatMs : slackMs, Math.max(beatMs, dueMs)), start);
			}
		});
	}

	#checkStore(): Uint8Array {
		const bits = new Uint8Array(Math.ceil(this.content.pieceCount / 8));
		for (let index = 0; index < this.content.pieceCount; index++) {
			if (this.content.isRight(this.store, index)) {
				setBit(bits, index);
			}
		}
		return bits;
	}

	#extensionHandshake(): Uint8Array {
		return encodeExtensionHandshake({
			messages: {},
			client: 'simulated',
			reqq: ourReqq,
			isUploadOnly: this.torrent.isComplete,
			listenPort: 6881,
		});
	}
}
