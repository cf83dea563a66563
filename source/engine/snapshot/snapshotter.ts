import {type EngineColumn, engineColumns, torrentColumns} from '../../store/columns.js';
import type {Snapshot, SnapshotQuery} from '../../store/engine-port.js';
import type {Engine} from '../engine.js';
import {MessageTrace} from '../torrent/message-trace.js';
import type {PeerConnection} from '../torrent/peer-connection.js';
import type {TorrentSession} from '../torrent/torrent-session.js';
import {type NumberRow, RowWriter} from './number-row.js';
import {SystemFacts} from './system-facts.js';
import {peerDetailOf, torrentDetailOf, torrentSampleOf} from './torrent-detail.js';
import {torrentNumbers} from './torrent-numbers.js';

/** Makes a snapshot when the screen asks for one. */
export class Snapshotter {
	readonly #engine: Engine;
	readonly #facts = new SystemFacts();
	#sequence = 0;
	/** The one peer whose messages are kept. */
	#traced: PeerConnection | undefined;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	take(query: SnapshotQuery, now: number): Snapshot {
		const {list} = this.#engine.torrents;
		const torrents = new RowWriter(torrentColumns, list.length);
		const rows = list.map(session => torrentNumbers(session, now));
		for (const row of rows) {
			torrents.write(row);
		}

		const engine = new RowWriter(engineColumns, 1);
		engine.write(this.#engineNumbers(rows, now));
		const selected =
			query.torrentId === null ? undefined : this.#engine.torrents.get(query.torrentId);
		this.#trace(selected, query.peerId);
		this.#sequence += 1;
		return {
			type: 'snapshot',
			sequence: this.#sequence,
			now,
			epochMs: Date.now(),
			engine: engine.numbers,
			torrents: torrents.numbers,
			detail: selected === undefined ? null : torrentDetailOf(selected, query.withPieces, now),
			allPeers: query.withAllPeers ? list.map(session => torrentSampleOf(session, now)) : null,
			peer:
				selected === undefined || query.peerId === null
					? null
					: peerDetailOf(selected, query.peerId, now),
		};
	}

	/** Keeps the messages of the inspected peer, and of nobody else. */
	#trace(session: TorrentSession | undefined, peerId: number | null): void {
		const peer = peerId === null ? undefined : session?.swarm.torrent.peers.get(peerId);
		const connection = peer === undefined ? undefined : session?.swarm.connections.get(peer);
		if (connection === this.#traced) {
			return;
		}

		if (this.#traced !== undefined) {
			this.#traced.trace = undefined;
		}

		this.#traced = connection;
		if (connection !== undefined) {
			connection.trace = new MessageTrace();
		}
	}

	#engineNumbers(
		rows: readonly NumberRow<(typeof torrentColumns)[number]>[],
		now: number,
	): NumberRow<EngineColumn> {
		const engine = this.#engine;
		this.#facts.look(now);
		const disks = engine.torrents.list.map(({disk}) => disk.facts);
		const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
		const most = (numbers: readonly number[]): number => Math.max(0, ...numbers);
		return {
			downBytesPerSecond: sum(rows.map(row => row.downBytesPerSecond)),
			upBytesPerSecond: sum(rows.map(row => row.upBytesPerSecond)),
			downBytes: sum(rows.map(row => row.downBytes)),
			upBytes: sum(rows.map(row => row.upBytes)),
			peers: engine.peerCount,
			halfOpen: engine.dialer.halfOpen,
			listenPort: engine.listenPort ?? Number.NaN,
			openFiles: this.#facts.openDescriptors,
			descriptorLimit: this.#facts.descriptorLimit,
			arenaBytes: engine.diskShared.arena.allocatedBytes,
			unwrittenBytes: sum(disks.map(disk => disk.unwrittenBytes)),
			diskPressureShare: most(disks.map(disk => disk.pressureShare)),
			downLimitedShare: engine.downLimited.share,
			upLimitedShare: engine.upLimited.share,
			writeP95Ms: most(disks.map(disk => disk.writeP95Ms)),
			loopLagP95Ms: engine.loop.lag.p95Ms(),
			rssBytes: this.#facts.rssBytes,
			cpuShare: this.#facts.cpuShare,
			descriptorFailures: 0,
			udpPacketsOut: engine.trackerClient.packets.out,
			udpPacketsIn: engine.trackerClient.packets.in,
			dhtAgeMs: 0,
			dhtNodes: 0,
			isUtpOn: 0,
			hashQueuePieces: 0,
			rttMs: Number.NaN,
			queueLimit: 0,
		};
	}
}
