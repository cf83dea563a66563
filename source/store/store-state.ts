import type {
	ActivePieceColumn,
	BlockColumn,
	EngineColumn,
	PeerColumn,
	TorrentColumn,
} from './columns.js';
import type {
	EngineEvent,
	PeerDetail,
	PeerIdentity,
	SnapshotQuery,
	SourceCount,
	TorrentIdentity,
	TorrentSample,
	TrackerView,
} from './engine-port.js';
import type {EventLog} from './event-log.js';
import type {Finding, FindingChange} from './finding.js';
import type {RateHistory} from './rate-history.js';
import type {Row, RowTable} from './row-table.js';
import type {Settings} from './settings.js';

/** How the engine is. */
export type EngineStatus =
	| {readonly kind: 'starting'}
	| {readonly kind: 'ready'; readonly listenPort: number | null; readonly message: string | null}
	| {readonly kind: 'stopped'}
	| {readonly kind: 'crashed'; readonly message: string; readonly stack: string};

/** The selected torrent in detail. Tables are over the snapshot's arrays. */
export interface StoreDetail {
	readonly torrentId: number;
	readonly peers: RowTable<PeerColumn>;
	readonly blocks: RowTable<BlockColumn>;
	readonly activePieces: RowTable<ActivePieceColumn>;
	/** A byte a block, piece after piece in the order of `activePieces`: 1 when the block is received. */
	readonly receivedBlocks: Uint8Array | null;
	/** Bytes we have of each file, and its priority: two numbers a file. */
	readonly files: Float64Array;
	readonly trackers: readonly TrackerView[];
	readonly sources: readonly SourceCount[];
	readonly bans: readonly string[];
	readonly pieces: Uint8Array | null;
	readonly availability: Uint16Array | null;
}

/** A connection that ended. */
export type ClosedPeer = EventOf<'peerClosed'>;

/** A piece that failed its hash, and when (engine clock of the newest snapshot then). */
export type FailedPiece = EventOf<'pieceFailed'> & {readonly failedAt: number};

/** A finding that came or went: of which torrent, and when (wall clock). */
export type ToldFinding = FindingChange & {readonly torrentId: number; readonly epochMs: number};

type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, {type: Type}>;

/** Ten minutes of a torrent, for the graphs. */
export interface TorrentHistory {
	readonly down: RateHistory;
	readonly up: RateHistory;
	/** Requests outstanding over all its peers. */
	readonly outstanding: RateHistory;
}

/** All the screen knows. Replaced part by part: what is the same object as before has not changed. */
export interface StoreState {
	readonly engine: EngineStatus;
	/** `sequence` of the newest snapshot, -1 before the first. */
	readonly sequence: number;
	/** Engine clock of the newest snapshot, milliseconds. */
	readonly now: number;
	/** Wall clock of the newest snapshot, milliseconds since 1970. */
	readonly epochMs: number;
	readonly engineRow: Row<EngineColumn> | null;
	readonly torrents: RowTable<TorrentColumn>;
	readonly torrentIdentities: ReadonlyMap<number, TorrentIdentity>;
	/** The whole sentence of each torrent that stopped on an error. */
	readonly torrentErrors: ReadonlyMap<number, string>;
	readonly peerIdentities: ReadonlyMap<number, PeerIdentity>;
	readonly detail: StoreDetail | null;
	readonly peer: PeerDetail | null;
	/** Newest last, at most 500. */
	readonly closedPeers: readonly ClosedPeer[];
	/** Newest last, at most 500. */
	readonly failedPieces: readonly FailedPiece[];
	/** What the diagnoses said and took back, newest last, at most 500. */
	readonly findingChanges: readonly ToldFinding[];
	/** Where the engine listens, as far as it told. */
	readonly network: EventOf<'network'> | null;
	/** Every torrent's peers and sources, where the query asks for them. */
	readonly samples: readonly TorrentSample[] | null;
	/** Written in place; {@link StoreState.logTotal} tells when it grew. */
	readonly log: EventLog;
	readonly logTotal: number;
	/** Written in place by each snapshot. */
	readonly histories: Map<number, TorrentHistory>;
	readonly settings: Settings;
	readonly query: SnapshotQuery;
	/** What the diagnoses say of each torrent, in headline order. */
	readonly findings: ReadonlyMap<number, readonly Finding[]>;
}
