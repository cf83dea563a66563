import {clientName} from '../../protocol/client-name.js';
import type {PeerHandshake} from '../../protocol/handshake.js';
import {toHex} from '../../protocol/hex.js';
import {formatPeerAddress} from '../../protocol/peer-address.js';
import type {CloseReason} from '../../swarm/close-reason.js';
import type {Peer} from '../../swarm/peer.js';
import {Torrent} from '../../swarm/torrent.js';
import type {PeerAddress} from '../../swarm/torrent-input.js';
import type {TorrentOptions} from '../../swarm/torrent-options.js';
import {monotonicNow} from '../clock.js';
import {maxResumePeers} from '../disk/resume-record.js';
import type {TorrentDisk} from '../disk/torrent-disk.js';
import type {EngineContext} from '../engine-context.js';
import {Connection} from '../net/connection.js';
import {canReach} from '../net/local-address.js';
import {BlockSender} from './block-sender.js';
import {PeerConnection, type PeerContext} from './peer-connection.js';
import {StripRecorder} from './strip-recorder.js';
import {SwarmOutput} from './swarm-output.js';

/** Addresses told of those who gave a piece that failed. */
const maxContributors = 16;

/** What a swarm is made of. */
export interface TorrentSwarmOptions {
	readonly torrentId: number;
	readonly context: EngineContext;
	readonly disk: TorrentDisk;
	readonly torrent: Omit<TorrentOptions, 'nextPeerId' | 'random'>;
	/** Our 68 bytes. */
	readonly ourHandshake: Uint8Array;
}

/** One torrent's decisions and its connections: dials, takes connections in, and tells who came and went. */
export class TorrentSwarm implements PeerContext {
	readonly torrent: Torrent;
	readonly disk: TorrentDisk;
	readonly ourHandshake: Uint8Array;
	readonly bitfieldLength: number;
	readonly connections = new Map<Peer, PeerConnection>();
	readonly #torrentId: number;
	readonly #context: EngineContext;
	/** Addresses that answered, the newest last: the next run tries them first. */
	readonly #worked = new Map<string, PeerAddress>();
	/** When there is something to do next; 0: at the next tick. */
	wakeAt = 0;
	readonly #strips = new StripRecorder();
	/** Connections that stopped reading for the disk's sake. */
	readonly #held = new Set<PeerConnection>();
	#areReadsPaused = false;

	constructor({torrentId, context, disk, torrent, ourHandshake}: TorrentSwarmOptions) {
		this.#torrentId = torrentId;
		this.#context = context;
		this.disk = disk;
		this.ourHandshake = ourHandshake;
		this.bitfieldLength = Math.ceil(torrent.pieceCount / 8);
		const output = new SwarmOutput({
			torrentId,
			connections: this.connections,
			disk,
			events: context.events,
			handleClosed: (connection, reason, detail) => this.#forget(connection, reason, detail),
		});
		this.torrent = new Torrent(
			{...torrent, random: Math.random, nextPeerId: () => context.nextPeerId()},
			output,
		);
	}

	/** Addresses that we reached, the newest last. */
	get workedPeers(): readonly PeerAddress[] {
		return [...this.#worked.values()];
	}

	/** Dials the torrent's best candidate. @returns its connection, or undefined when there is none to dial now. */
	dial(now: number): Connection | undefined {
		const peer = this.torrent.dial(now);
		if (peer === undefined) {
			return undefined;
		}

		const {services, localAddresses, settings} = this.#context;
		if (!canReach(localAddresses, peer.address.host)) {
			const detail = `bound to ${settings.bind}, which has no address of this family`;
			this.torrent.handleClosed(peer, 'connect-unreachable', detail, now);
			return undefined;
		}

		this.touch(now);
		const connection = Connection.open(services, peer.address, localAddresses);
		const peerConnection = new PeerConnection(this, peer, connection);
		this.#add(peerConnection);
		this.handleIdentity(peerConnection);
		return connection;
	}

	/** A connection came in and asked for this torrent. */
	adopt(connection: Connection, handshake: PeerHandshake, now: number): void {
		const peer = this.torrent.handleIncoming(connection.address, now);
		if (typeof peer === 'string') {
			connection.close();
			return;
		}

		this.touch(now);
		const peerConnection = new PeerConnection(this, peer, connection);
		this.#add(peerConnection);
		connection.sendBytes(this.ourHandshake);
		peerConnection.handleHandshake(connection, handshake, now);
	}

	/** What is due; nothing is, in most ticks of an idle torrent: its thousand like cost a comparison each. */
	tick(now: number): void {
		if (now < this.wakeAt) {
			return;
		}

		this.torrent.tick(now);
		this.#strips.tick(now);
		this.wakeAt = Math.min(this.#strips.nextAt, this.torrent.nextDeadline());
	}

	/** Stops (or goes on) reading from this torrent's peers: the disk's last resort. */
	setReadsPaused(arePaused: boolean): void {
		this.#areReadsPaused = arePaused;
		if (!arePaused) {
			const held = [...this.#held];
			this.#held.clear();
			for (const {connection} of held) {
				connection.proceed();
			}
		}
	}

	/** A piece was not what it should be: says who gave of it, and lets the torrent judge them. */
	handleHashFailed(index: number, now: number): void {
		const contributors = this.torrent.contributorsOf(index).slice(0, maxContributors);
		this.#context.events.push({
			type: 'pieceFailed',
			torrentId: this.#torrentId,
			index,
			peers: contributors.map(({address}) => formatPeerAddress(address)),
		});
		this.torrent.handleHashFailed(index, now);
		this.touch(now);
	}

	// What the peers' connections ask and tell.

	mayRead(peerConnection: PeerConnection): boolean {
		if (this.#areReadsPaused) {
			this.#held.add(peerConnection);
		}

		return !this.#areReadsPaused;
	}

	handleStirred(peerConnection: PeerConnection): void {
		this.#strips.stir(peerConnection);
	}

	createBlockSender({peer, connection}: PeerConnection): BlockSender {
		const {uploadLimiter, services, runBuffers} = this.#context;
		return new BlockSender({
			connection,
			source: this.disk,
			limiter: uploadLimiter,
			flushQueue: services.flushQueue,
			buffers: runBuffers,
			now: monotonicNow,
			handleBlockSent: ({index, begin, length}, now) => {
				this.torrent.handleBlockSent(peer, index, begin, length, now);
				this.touch(now);
			},
			handleReadFailed: ({index, begin, length}, error, now) => {
				this.#context.events.log({
					level: 'warn',
					name: 'read-failed',
					text: error.message,
					torrentId: this.#torrentId,
				});
				this.torrent.handleReadFailed(peer, index, begin, length, now);
				this.touch(now);
			},
		});
	}

	/** Something happened: it may have something to do soon. */
	touch(now: number): void {
		this.wakeAt = 0;
		this.#context.touch(now);
	}

	/** Something happened that somebody waits for. */
	hurry(now: number): void {
		this.wakeAt = 0;
		this.#context.hurry(now);
	}

	handleIdentity({peer}: PeerConnection): void {
		if (!peer.isIncoming && !Number.isNaN(peer.handshakeAt)) {
			this.#rememberWorked(peer.address);
		}

		this.#context.events.push({
			type: 'peer',
			peer: {
				torrentId: this.#torrentId,
				peerId: peer.id,
				address: formatPeerAddress(peer.address),
				client:
					peer.remotePeerId === undefined
						? ''
						: clientName(peer.remotePeerId, peer.extensions?.client ?? null),
				remotePeerId: peer.remotePeerId === undefined ? '' : toHex(peer.remotePeerId),
			},
		});
	}

	handleEnded(peerConnection: PeerConnection, reason: CloseReason, detail: string): void {
		this.#forget(peerConnection, reason, detail);
	}

	#add(peerConnection: PeerConnection): void {
		this.connections.set(peerConnection.peer, peerConnection);
		this.#strips.stir(peerConnection);
	}

	#rememberWorked(address: PeerAddress): void {
		const key = formatPeerAddress(address);
		this.#worked.delete(key);
		this.#worked.set(key, address);
		if (this.#worked.size > maxResumePeers) {
			this.#worked.delete(this.#worked.keys().next().value!);
		}
	}

	#forget(peerConnection: PeerConnection, reason: CloseReason, detail: string): void {
		const {peer} = peerConnection;
		this.connections.delete(peer);
		this.#strips.forget(peerConnection);
		this.#held.delete(peerConnection);
		const now = monotonicNow();
		this.#context.rememberClosed(peer);
		if (reason === 'self-connection' && !peer.isIncoming) {
			this.#context.ownAddresses.prove(peer.address);
		}

		this.#context.events.push({
			type: 'peerClosed',
			epochMs: Date.now(),
			torrentId: this.#torrentId,
			peerId: peer.id,
			address: formatPeerAddress(peer.address),
			reason,
			detail,
			lifeMs: Number.isNaN(peer.connectedAt) ? 0 : Math.round(now - peer.connectedAt),
			isHandshaken: !Number.isNaN(peer.handshakeAt),
		});
	}
}
