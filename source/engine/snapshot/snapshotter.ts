import {
	type EngineColumn,
	engineColumns,
	type TorrentColumn,
	torrentColumns,
} from '../../store/columns.js';
import type {Snapshot, SnapshotQuery} from '../../store/engine-port.js';
import type {Engine} from '../engine.js';
import {MessageTrace} from '../torrent/message-trace.js';
import type {PeerConnection} from '../torrent/peer-connection.js';
import type {TorrentSession} from '../torrent/torrent-session.js';
import {type NumberRow, RowWriter} from './number-row.js';
import {medianRttMs} from './round-trips.js';
import {SystemFacts} from './system-facts.js';
import {peerDetailOf, torrentDetailOf, torrentSampleOf} from './torrent-detail.js';
import {writeTorrentNumbers} from './torrent-numbers.js';

/** Makes a snapshot when the screen asks for one. */
export class Snapshotter {
	readonly #engine: Engine;
	readonly #facts = new SystemFacts();
	#sequence = 0;
	/** Looked up with all peers only: it is for the diagnoses. */
	#rttMs = Number.NaN;
	/** The one peer whose messages are kept. */
	#traced: PeerConnection | undefined;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	take(query: SnapshotQuery, now: number): Snapshot {
		const {list} = this.#engine.torrents;
		const width = torrentColumns.length;
		const torrents = new Float64Array(width * list.length);
		for (const [place, session] of list.entries()) {
			const begin = place * width;
			writeTorrentNumbers(torrents.subarray(begin, begin + width), session, now);
		}

		if (query.withAllPeers) {
			this.#rttMs = medianRttMs(list, now);
		}

		const engine = new RowWriter(engineColumns, 1);
		engine.write(this.#engineNumbers(torrents, now));
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
			torrents,
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

	#engineNumbers(torrents: Float64Array, now: number): NumberRow<EngineColumn> {
		const engine = this.#engine;
		this.#facts.look(now);
		const disks = engine.torrents.list.map(({disk}) => disk.facts);
		const sum = (column: TorrentColumn): number => sumColumn(torrents, column);
		const most = (numbers: readonly number[]): number => Math.max(0, ...numbers);
		return {
			downBytesPerSecond: sum('downBytesPerSecond'),
			upBytesPerSecond: sum('upBytesPerSecond'),
			downBytes: sum('downBytes'),
			upBytes: sum('upBytes'),
			peers: engine.peerCount,
			halfOpen: engine.dialer.halfOpen,
			listenPort: engine.listenPort ?? Number.NaN,
			openFiles: this.#facts.openDescriptors,
			descriptorLimit: this.#facts.descriptorLimit,
			arenaBytes: engine.diskShared.arena.allocatedBytes,
			unwrittenBytes: disks.reduce((bytes, disk) => bytes + disk.unwrittenBytes, 0),
			diskPressureShare: most(disks.map(disk => disk.pressureShare)),
			downLimitedShare: engine.downLimited.share,
			upLimitedShare: engine.upLimited.share,
			writeP95Ms: most(disks.map(disk => disk.writeP95Ms)),
			loopLagP95Ms: engine.loop.lag.p95Ms(),
			rssBytes: this.#facts.rssBytes,
			cpuShare: this.#facts.cpuShare,
			descriptorFailures: engine.descriptorFailures.count,
			udpPacketsOut: engine.trackerClient.packets.out,
			udpPacketsIn: engine.trackerClient.packets.in,
			dhtAgeMs: 0,
			dhtNodes: 0,
			isUtpOn: 0,
			canEncrypt: 0,
			hashQueuePieces: disks.reduce((pieces, disk) => pieces + disk.hashQueuePieces, 0),
			rttMs: this.#rttMs,
			queueLimit: 0,
		};
	}
}

/** Over all torrents. */
function sumColumn(torrents: Float64Array, column: TorrentColumn): number {
	let sum = 0;
	for (let at = torrentColumns.indexOf(column); at < torrents.length; at += torrentColumns.length) {
		sum += torrents[at]!;
	}

	return sum;
}
