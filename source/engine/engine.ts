import type {PeerHandshake} from '../protocol/handshake.js';
import type {EngineMessage, Intent} from '../store/engine-port.js';
import type {Settings} from '../store/settings.js';
import type {Peer} from '../swarm/peer.js';
import type {PeerAddress} from '../swarm/torrent-input.js';
import {monotonicNow} from './clock.js';
import {DescriptorFailures} from './descriptor-failures.js';
import {Dialer} from './dialer.js';
import {DiskShared} from './disk/disk-shared.js';
import {ResumeStore} from './disk/resume-store.js';
import type {EngineContext} from './engine-context.js';
import type {EngineOptions} from './engine-options.js';
import {EventQueue} from './event-queue.js';
import {carryOut} from './intents.js';
import {LazyTrackerClient} from './lazy-tracker-client.js';
import type {Connection, ConnectionServices} from './net/connection.js';
import {FlushQueue} from './net/flush-queue.js';
import type {LocalAddresses} from './net/local-address.js';
import {Network} from './net/network.js';
import {OutputPool} from './net/output-pool.js';
import {OwnAddresses} from './net/own-addresses.js';
import {RateLimiter} from './net/rate-limiter.js';
import {ReadPacer} from './net/read-pacer.js';
import {ShareMeter} from './net/share-meter.js';
import {Snapshotter} from './snapshot/snapshotter.js';
import {TickLoop} from './tick-loop.js';
import {RunBuffers} from './torrent/run-buffers.js';
import {TorrentList} from './torrent/torrent-list.js';
import {openTrace} from './trace/tracer.js';
import {HostResolver} from './tracker/host-resolver.js';

/** Where an engine's messages go. */
export interface EngineSink {
	/** Takes a message; the buffers of a snapshot belong to the receiver from here on. */
	post(message: EngineMessage): void;
	/** The receiver has not taken what it got: events wait, in a queue that keeps itself bounded. */
	readonly isCongested: boolean;
}

/** A turn under the upload limit: never less than a block. */
const uploadQuantum = {min: 16 * 1024, max: 256 * 1024};

/** Addresses of closed connections that can be tried again by their number. */
const maxRemembered = 1000;

/** All torrents, one network, one disk, one tick: intents come in, events and snapshots go out. */
export class Engine implements EngineContext {
	readonly events = new EventQueue();
	readonly services: ConnectionServices;
	readonly pacer: ReadPacer;
	readonly uploadLimiter: RateLimiter;
	readonly descriptorFailures = new DescriptorFailures();
	readonly runBuffers = new RunBuffers();
	readonly diskShared: DiskShared;
	readonly resumeStore: ResumeStore;
	readonly resolver = new HostResolver(monotonicNow);
	readonly trackerClient: LazyTrackerClient;
	readonly ownAddresses = new OwnAddresses(() => this.listenPort);
	readonly network: Network;
	readonly torrents = new TorrentList(this);
	readonly dialer = new Dialer();
	readonly loop = new TickLoop(now => this.#tick(now));
	/** How often the rate limits held somebody back, of the last ticks. */
	readonly downLimited = new ShareMeter();
	readonly upLimited = new ShareMeter();
	readonly version: string;
	readonly #sink: EngineSink;
	readonly #snapshotter = new Snapshotter(this);
	readonly #closedPeers = new Map<number, PeerAddress>();
	#settings: Settings;
	#lastPeerId = 0;
	#isStopping = false;

	constructor({settings, stateDir, version, trace}: EngineOptions, sink: EngineSink) {
		const now = monotonicNow();
		this.#settings = settings;
		this.#sink = sink;
		this.version = version;
		this.events.level = settings.logLevel;
		this.pacer = new ReadPacer();
		this.services = {
			pacer: this.pacer,
			outputPool: new OutputPool(),
			flushQueue: new FlushQueue(),
			descriptorFailures: this.descriptorFailures,
			tracer: trace && openTrace(trace, version, this.events),
		};
		this.uploadLimiter = new RateLimiter(uploadQuantum);
		this.diskShared = new DiskShared({
			stateDir,
			maxOpenFiles: settings.maxOpenFiles,
			descriptorFailures: this.descriptorFailures,
		});
		this.resumeStore = new ResumeStore(stateDir);
		this.trackerClient = new LazyTrackerClient({
			resolver: this.resolver,
			localAddresses: () => this.localAddresses,
			userAgent: `unchoke/${version}`,
			now: monotonicNow,
		});
		this.network = new Network({
			services: this.services,
			settings: () => this.#settings,
			events: this.events,
			mayAccept: () => this.peerCount < this.#settings.maxPeers,
			handleHandshake: (connection, handshake, at) =>
				this.#handleIncoming(connection, handshake, at),
		});
		this.#applyRates(now);
	}

	get settings(): Settings {
		return this.#settings;
	}

	get localAddresses(): LocalAddresses {
		return this.network.localAddresses;
	}

	get listenPort(): number | null {
		return this.network.listenPort;
	}

	/** Connections of all torrents, those being opened included. */
	get peerCount(): number {
		return this.torrents.list.reduce((sum, {swarm}) => sum + swarm.connections.size, 0);
	}

	/** Listens and begins to tick. */
	async start(): Promise<void> {
		await this.network.open();
		const {listenPort, message} = this.network;
		this.events.push({type: 'ready', listenPort, message});
		this.loop.start();
		this.#postEvents();
	}

	/** Leaves all swarms, closes all files and says `stopped`. */
	async stop(): Promise<void> {
		if (this.#isStopping) {
			return;
		}

		this.#isStopping = true;
		this.loop.stop();
		this.network.close();
		await this.torrents.close();
		this.pacer.close();
		this.uploadLimiter.close();
		await this.diskShared.close();
		await this.services.tracer?.close();
		this.events.push({type: 'stopped'});
		this.#postEvents();
	}

	/** What the user wants. What comes of it is told in events. */
	async handle(intent: Intent): Promise<void> {
		if (this.#isStopping) {
			return;
		}

		const now = monotonicNow();
		this.loop.touch(now);
		switch (intent.type) {
			case 'pull':
				this.#postEvents();
				this.#sink.post(this.#snapshotter.take(intent.query, now));
				return;
			case 'addTorrent':
				await this.torrents.add(intent.requestId, intent.torrent);
				break;
			case 'removeTorrent':
				await this.torrents.remove(intent.torrentId, intent.withData);
				break;
			case 'settings':
				await this.#changeSettings(intent.settings, now);
				break;
			case 'logLevel':
				this.events.level = intent.level;
				break;
			case 'stop':
				await this.stop();
				return;
			default: {
				const session = this.torrents.get(intent.torrentId);
				if (session !== undefined) {
					await carryOut(intent, session, this, now);
				}
			}
		}

		this.#postEvents();
	}

	nextPeerId(): number {
		this.#lastPeerId += 1;
		return this.#lastPeerId;
	}

	touch(now: number): void {
		this.loop.touch(now);
	}

	hurry(now: number): void {
		this.loop.hurry(now);
	}

	rememberClosed(peer: Peer): void {
		// Of one that came to us the port it came from can't be dialled, but the one it says it listens on can.
		this.#closedPeers.set(peer.id, peer.candidate?.address ?? peer.address);
		if (this.#closedPeers.size > maxRemembered) {
			this.#closedPeers.delete(this.#closedPeers.keys().next().value!);
		}
	}

	closedAddress(peerId: number): PeerAddress | undefined {
		return this.#closedPeers.get(peerId);
	}

	/** @returns the next moment at which something is due */
	#tick(now: number): number {
		const sessions = this.torrents.list;
		let deadline = this.network.tick(now);
		for (const session of sessions) {
			session.tick(now);
		}

		this.dialer.run(sessions, this.peerCount, this.#settings, now);
		for (const session of sessions) {
			deadline = Math.min(deadline, session.nextDeadline());
		}

		this.downLimited.sample(this.pacer.isLimiting);
		this.upLimited.sample(this.uploadLimiter.isHoldingBack);
		if (!this.#sink.isCongested) {
			this.#postEvents();
		}

		return deadline;
	}

	/** @returns false when nobody wants the connection */
	#handleIncoming(connection: Connection, handshake: PeerHandshake, now: number): boolean {
		const session = this.torrents.find(handshake.infoHash);
		if (session === undefined || !session.isActive) {
			return false;
		}

		session.swarm.adopt(connection, handshake, now);
		return true;
	}

	async #changeSettings(changes: Partial<Settings>, now: number): Promise<void> {
		const before = this.#settings;
		this.#settings = {...before, ...changes};
		this.events.level = this.#settings.logLevel;
		this.#applyRates(now);
		for (const session of this.torrents.list) {
			session.handleSettings(now);
		}

		this.events.push({type: 'settings', settings: this.#settings});
		const {port, bind, incoming} = this.#settings;
		if (port !== before.port || bind !== before.bind || incoming !== before.incoming) {
			await this.network.open();
		}
	}

	#applyRates(now: number): void {
		this.pacer.setRate(this.#settings.maxDown, now);
		this.uploadLimiter.setRate(this.#settings.maxUp, now);
	}

	#postEvents(): void {
		if (!this.events.isEmpty) {
			this.#sink.post({type: 'events', events: this.events.take()});
		}
	}
}
