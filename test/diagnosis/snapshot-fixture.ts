import {
	blockColumns,
	type EngineColumn,
	engineColumns,
	type PeerColumn,
	type TorrentColumn,
	torrentColumns,
	torrentStates,
} from '../../source/store/columns.js';
import type {
	DiskFailure,
	EngineEvent,
	Snapshot,
	TorrentIdentity,
	TrackerView,
} from '../../source/store/engine-port.js';
import {peerNumbers} from './metrics-fixture.js';

/** One torrent of a snapshot: what differs from a download that has just begun. */
export interface TorrentFixture {
	readonly id?: number;
	readonly state?: (typeof torrentStates)[number];
	readonly row?: Partial<Record<TorrentColumn, number>>;
	readonly peers?: ReadonlyArray<Partial<Record<PeerColumn, number>>>;
	readonly trackers?: readonly TrackerView[];
	readonly unavailable?: readonly number[];
	/** `[index, begin, length, peerId, requestedAt]` */
	readonly blocks?: ReadonlyArray<readonly [number, number, number, number, number]>;
	readonly diskFailure?: DiskFailure | null;
}

const numbers: Partial<Record<TorrentColumn, number>> = {
	length: 100_000_000,
	pieceLength: 100_000,
	pieceCount: 1000,
	wantedPieces: 1000,
	wantedBytes: 100_000_000,
	blockCount: 7000,
	startedAt: 0,
	addedAt: 0,
};

/** Row of a torrent. */
export function torrentRow({id = 1, state = 'downloading', row = {}}: TorrentFixture): number[] {
	const own = {id, state: torrentStates.indexOf(state)};
	return torrentColumns.map(name => row[name] ?? {...numbers, ...own}[name] ?? 0);
}

/** A snapshot at `now`, with every torrent's part; the wall clock began at 0 with the engine's. */
export function snapshot(
	now: number,
	torrents: readonly TorrentFixture[],
	engine: Partial<Record<EngineColumn, number>> = {},
): Snapshot {
	return {
		type: 'snapshot',
		sequence: 1,
		now,
		epochMs: now,
		engine: Float64Array.from(engineColumns, name => engine[name] ?? 0),
		torrents: Float64Array.from(torrents.flatMap(torrent => torrentRow(torrent))),
		detail: null,
		peer: null,
		allPeers: torrents.map(({id = 1, peers, trackers, unavailable, blocks, diskFailure}) => ({
			torrentId: id,
			peers: peerNumbers(peers ?? []),
			trackers: trackers ?? [],
			blocks: Float64Array.from(
				(blocks ?? []).flatMap(block => block.slice(0, blockColumns.length)),
			),
			unavailable: Uint32Array.from(unavailable ?? []),
			diskFailure: diskFailure ?? null,
		})),
	};
}

/** A torrent of two files, as an event. */
export function torrentAdded(difference: Partial<TorrentIdentity> = {}): EngineEvent {
	return {
		type: 'torrentAdded',
		torrent: {
			torrentId: 1,
			name: 'show',
			infoHash: '00'.repeat(20),
			infoHashV2: null,
			dir: '/downloads',
			length: 100_000_000,
			pieceLength: 100_000,
			pieceCount: 1000,
			isPrivate: false,
			files: [
				{path: 'show/one.mkv', length: 60_050_000},
				{path: 'show/two.mkv', length: 39_950_000},
			],
			trackers: [],
			webSeeds: [],
			comment: null,
			createdBy: null,
			createdAt: null,
			...difference,
		},
	};
}

/** A peer's words, as an event: 10.0.0.N:6881. */
export function peerAppeared(peerId: number): EngineEvent {
	return {
		type: 'peer',
		peer: {torrentId: 1, peerId, address: `10.0.0.${peerId}:6881`, client: '', remotePeerId: ''},
	};
}

type Closed = Extract<EngineEvent, {type: 'peerClosed'}>;

/** That peer's end, as an event: it hung up after three seconds, unless said. */
export function peerClosed(peerId: number, difference: Partial<Closed> = {}): EngineEvent {
	return {
		type: 'peerClosed',
		epochMs: 3000,
		torrentId: 1,
		peerId,
		address: `10.0.0.${peerId}:6881`,
		reason: 'closed-by-peer',
		detail: '',
		lifeMs: 3000,
		isHandshaken: true,
		...difference,
	};
}
