import process from 'node:process';
import {
	type EngineColumn,
	engineColumns,
	peerColumns,
	torrentColumns,
} from '../../../source/store/columns.js';
import type {
	EngineEvent,
	EngineMessage,
	EnginePort,
	Intent,
	PeerDetail,
	Snapshot,
	SnapshotQuery,
} from '../../../source/store/engine-port.js';
import {defaultSettings, type Settings} from '../../../source/store/settings.js';
import type {FakePeer} from './fake-peer.js';
import {FakeTorrent} from './fake-torrent.js';
import {seededRandom} from './random.js';

/** What the fake swarm is like. */
export interface FakeSwarm {
	readonly seed: number;
	readonly torrents: number;
	/** Peers of each torrent. */
	readonly peers: number;
	/** Peers of the first torrent, when it has another number. */
	readonly firstPeers: number | null;
	readonly pieceCount: number;
	/** Share of the pieces that are here at the start. */
	readonly done: number;
	/** Milliseconds of the engine's clock between two snapshots. */
	readonly stepMs: number;
	/** Names of the first torrents. */
	readonly names: readonly string[];
	/** Addresses and clients of the first peers, for hostile strings. */
	readonly strangers: readonly {readonly address: string; readonly client: string}[];
	/** A line of the log every so many snapshots; 0 for none. */
	readonly logEvery: number;
	/** A peer of the first torrent goes and another comes every so many snapshots; 0 for never. */
	readonly churnEvery: number;
	readonly isPaused: boolean;
	/** From this snapshot on only rates change, which costs next to nothing to make up: for swarms of thousands. */
	readonly stillFrom: number;
}

const usual: FakeSwarm = {
	seed: 1,
	torrents: 3,
	peers: 12,
	firstPeers: null,
	pieceCount: 2680,
	done: 0.4,
	stepMs: 250,
	names: [
		'ubuntu-26.04-desktop-amd64.iso',
		'debian-13.2.0-amd64-netinst.iso',
		'Ünïcödé 日本語 名前.tar',
	],
	strangers: [],
	logEvery: 4,
	churnEvery: 0,
	isPaused: false,
	stillFrom: Number.POSITIVE_INFINITY,
};

/**
 * An engine that is not one: plausible numbers that move with every snapshot, the same in every run. It obeys the
 * intents of the screen, so that tests can see that a key had its effect.
 */
export class FakeEnginePort implements EnginePort {
	readonly intents: Intent[] = [];
	readonly torrents: FakeTorrent[] = [];
	/** What making up the numbers has cost, in microseconds of this thread: not the screen's. */
	cpuMicros = 0;
	readonly #swarm: FakeSwarm;
	readonly #listeners = new Set<(message: EngineMessage) => void>();
	readonly #random: () => number;
	#settings: Settings = defaultSettings;
	#now = 3_600_000;
	#sequence = 0;
	#nextTorrentId = 1;
	#nextPeerId = 1;
	#isStarted = false;
	#still: Snapshot | undefined;

	constructor(swarm: Partial<FakeSwarm> = {}) {
		this.#swarm = {...usual, ...swarm};
		this.#random = seededRandom(this.#swarm.seed);
		for (let index = 0; index < this.#swarm.torrents; index++) {
			this.#addTorrent(this.#swarm.names[index] ?? `torrent number ${index + 1}`);
		}
	}

	send(intent: Intent): void {
		if (intent.type !== 'pull') {
			this.intents.push(intent);
		}
		// As over a thread: never before the caller has returned.
		setImmediate(() => this.#handle(intent));
	}

	listen(listener: (message: EngineMessage) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async close(): Promise<void> {
		this.tell({type: 'stopped'});
		this.#listeners.clear();
	}

	/** Says an event as the engine would. */
	tell(...events: EngineEvent[]): void {
		for (const listener of this.#listeners) {
			listener({type: 'events', events});
		}
	}

	#addTorrent(name: string): FakeTorrent {
		const {pieceCount, done, strangers, isPaused, firstPeers} = this.#swarm;
		const isFirst = this.torrents.length === 0;
		const peers = isFirst && firstPeers !== null ? firstPeers : this.#swarm.peers;
		const torrent = new FakeTorrent({
			id: this.#nextTorrentId++,
			name,
			pieceCount,
			done,
			peerCount: peers,
			firstPeerId: this.#nextPeerId,
			now: this.#now,
			random: this.#random,
		});
		this.#nextPeerId += peers;
		for (const [index, stranger] of strangers.entries()) {
			const peer = torrent.peers[index];
			if (peer !== undefined) {
				Object.assign(peer.identity, stranger);
			}
		}
		torrent.state = isPaused ? 'paused' : 'downloading';
		this.torrents.push(torrent);
		return torrent;
	}

	#start(): void {
		this.#isStarted = true;
		this.tell(
			{type: 'ready', listenPort: 6881, message: null},
			...this.torrents.flatMap(torrent => appearance(torrent)),
		);
	}

	#handle(intent: Intent): void {
		if (!this.#isStarted) {
			this.#start();
		}
		switch (intent.type) {
			case 'pull':
				this.#answer(intent.query);
				break;
			case 'pause':
			case 'resume':
				this.#change(intent.torrentId, torrent => {
					torrent.state = intent.type === 'pause' ? 'paused' : 'downloading';
				});
				break;
			case 'verify':
				this.#change(intent.torrentId, torrent => {
					torrent.state = 'checking';
				});
				break;
			case 'removeTorrent':
				this.torrents.splice(
					0,
					Number.POSITIVE_INFINITY,
					...this.torrents.filter(each => each.id !== intent.torrentId),
				);
				this.tell({type: 'torrentRemoved', torrentId: intent.torrentId});
				break;
			case 'addTorrent': {
				const torrent = this.#addTorrent(new TextDecoder().decode(intent.torrent.metainfo));
				const {requestId} = intent;
				this.tell({
					type: 'addResult',
					requestId,
					torrentId: torrent.id,
					error: null,
					isUsage: false,
				});
				this.tell(...appearance(torrent));
				break;
			}
			case 'kick':
			case 'ban':
				this.#drop(intent.torrentId, intent.peerId);
				break;
			case 'filePriority':
				this.#change(intent.torrentId, torrent => {
					for (const file of intent.files) {
						torrent.priorities[file] = intent.priority;
					}
				});
				break;
			case 'settings':
				this.#settings = {...this.#settings, ...intent.settings};
				this.tell({type: 'settings', settings: this.#settings});
				break;
			default:
				break;
		}
	}

	#change(torrentId: number, change: (torrent: FakeTorrent) => void): void {
		const torrent = this.torrents.find(each => each.id === torrentId);
		if (torrent !== undefined) {
			change(torrent);
			this.tell({type: 'torrentState', torrentId, state: torrent.state, error: null});
		}
	}

	#drop(torrentId: number, peerId: number): void {
		const torrent = this.torrents.find(each => each.id === torrentId);
		const peer = torrent?.peers.find(each => each.id === peerId);
		if (torrent !== undefined && peer !== undefined) {
			torrent.peers.splice(torrent.peers.indexOf(peer), 1);
			this.tell({
				type: 'peerClosed',
				epochMs: Date.UTC(2026, 0, 1) + this.#now,
				torrentId,
				peerId,
				address: peer.identity.address,
				reason: 'kicked',
				detail: '',
				lifeMs: 1000,
				isHandshaken: true,
			});
		}
	}

	#answer(query: SnapshotQuery): void {
		const before = process.threadCpuUsage();
		this.#now += this.#swarm.stepMs;
		if (this.#sequence >= this.#swarm.stillFrom) {
			this.#answerStill(query, before);
			return;
		}
		for (const torrent of this.torrents) {
			torrent.step(this.#now, this.#swarm.stepMs);
		}
		const {logEvery, churnEvery} = this.#swarm;
		if (logEvery > 0 && this.#sequence % logEvery === 0) {
			this.#log();
		}
		if (churnEvery > 0 && this.#sequence % churnEvery === 0) {
			this.#churn();
		}
		const snapshot = this.#snapshot(query);
		const {user, system} = process.threadCpuUsage(before);
		this.cpuMicros += user + system;
		for (const listener of this.#listeners) {
			listener(snapshot);
		}
	}

	/** The same snapshot again with other rates. */
	#answerStill(query: SnapshotQuery, before: NodeJS.CpuUsage): void {
		this.#still ??= this.#snapshot(query);
		const {torrents} = this.#still;
		if (this.#still.detail?.torrentId !== query.torrentId) {
			const torrent = this.torrents.find(each => each.id === query.torrentId);
			const detail = torrent?.detail(query.withPieces, this.#now) ?? null;
			this.#still = {...this.#still, detail};
		}
		const {detail} = this.#still;
		const snapshot: Snapshot = {
			...this.#still,
			sequence: this.#sequence++,
			now: this.#now,
			torrents: shaken(torrents, torrentColumns, this.#random),
			detail:
				detail === null
					? null
					: {...detail, peers: shaken(detail.peers, peerColumns, this.#random)},
		};
		const {user, system} = process.threadCpuUsage(before);
		this.cpuMicros += user + system;
		for (const listener of this.#listeners) {
			listener(snapshot);
		}
	}

	#churn(): void {
		const [torrent] = this.torrents;
		const gone = torrent?.peers[0];
		if (torrent !== undefined && gone !== undefined) {
			this.#drop(torrent.id, gone.id);
			const peer = torrent.join(this.#nextPeerId++, this.#now);
			this.tell({type: 'peer', peer: peer.identity});
		}
	}

	#log(): void {
		const torrent = this.torrents[0];
		const peer = torrent?.peers[this.#sequence % Math.max(1, torrent.peers.length)];
		this.tell({
			type: 'log',
			epochMs: Date.UTC(2026, 0, 1) + this.#now,
			level: this.#sequence % 20 === 0 ? 'warn' : 'info',
			name: 'request',
			torrentId: torrent?.id ?? null,
			peerId: peer?.id ?? null,
			address: peer?.identity.address ?? null,
			text: `event ${this.#sequence}: requested block: piece ${this.#sequence}, offset 0, length 16384`,
		});
	}

	#snapshot(query: SnapshotQuery): Snapshot {
		const torrent = this.torrents.find(each => each.id === query.torrentId);
		const peer = torrent?.peers.find(each => each.id === query.peerId);
		const all = this.torrents.flatMap(each => each.peers);
		const sum = (column: 'downBytesPerSecond' | 'upBytesPerSecond') =>
			all.reduce((total, each) => total + each.get(column), 0);
		const engine: Partial<Record<EngineColumn, number>> = {
			downBytesPerSecond: sum('downBytesPerSecond'),
			upBytesPerSecond: sum('upBytesPerSecond'),
			peers: all.length,
			dhtAgeMs: 60_000,
			dhtNodes: 112,
		};
		return {
			type: 'snapshot',
			sequence: this.#sequence++,
			now: this.#now,
			epochMs: Date.UTC(2026, 0, 1) + this.#now,
			engine: Float64Array.from(engineColumns.map(name => engine[name] ?? 0)),
			torrents: Float64Array.from(this.torrents.flatMap(each => each.row())),
			detail: torrent?.detail(query.withPieces, this.#now) ?? null,
			allPeers: null,
			peer: torrent === undefined || peer === undefined ? null : this.#peerDetail(torrent, peer),
		};
	}

	#peerDetail(torrent: FakeTorrent, peer: FakePeer): PeerDetail {
		const history = new Uint8Array(400).fill(1);
		history.fill(2, 100, 160);
		history.fill(peer.get('outstanding') > 0 ? 3 : 1, 160);
		return {
			torrentId: torrent.id,
			peerId: peer.id,
			bitfield: new Uint8Array(Math.ceil(torrent.pieces.length / 8)).fill(0b1110_1111),
			history,
			messages: [
				{at: this.#now - 900, isOutgoing: true, text: 'request 12 at 0, 16384 bytes'},
				{at: this.#now - 600, isOutgoing: false, text: 'piece 12 at 0, 16384 bytes'},
				{at: this.#now - 100, isOutgoing: false, text: 'have 99'},
			],
			requests: new Float64Array(0),
		};
	}
}

/** A copy of a table with other rates. */
function shaken(
	numbers: Float64Array,
	columns: readonly string[],
	random: () => number,
): Float64Array {
	const copy = numbers.slice();
	const column = columns.indexOf('downBytesPerSecond');
	for (let at = column; at < copy.length; at += columns.length) {
		copy[at] = (copy[at] ?? 0) * (0.9 + random() * 0.2);
	}
	return copy;
}

function appearance(torrent: FakeTorrent): readonly EngineEvent[] {
	return [
		{type: 'torrentAdded', torrent: torrent.identity},
		...torrent.peers.map(peer => ({type: 'peer', peer: peer.identity}) as const),
	];
}
