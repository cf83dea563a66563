import type {CloseReason} from './close-reason.js';
import type {Finding, FindingChange} from './finding.js';
import type {Settings} from './settings.js';

/**
 * The one door between the screen and the engine. Everything here is plain data that a worker's port, a Unix socket or
 * a recording can carry: intents go in, events and snapshots come out, nothing is shared.
 */

/** A torrent to add, as the engine needs it. */
export interface AddTorrent {
	/** The bytes of the .torrent file. */
	readonly metainfo: Uint8Array;
	/** The folder the payload goes to. */
	readonly dir: string;
	/** Indices of the wanted files; all when absent. */
	readonly files?: readonly number[];
	/** More trackers, each a tier of its own. */
	readonly trackers?: readonly string[];
	/** Addresses to try, host may be a name. */
	readonly peers?: ReadonlyArray<{readonly host: string; readonly port: number}>;
	readonly isPaused?: boolean;
	readonly isSequential?: boolean;
}

/** What the user wants. `torrentId` and `peerId` are the engine's numbers. */
export type Intent =
	| {readonly type: 'addTorrent'; readonly requestId: number; readonly torrent: AddTorrent}
	| {readonly type: 'removeTorrent'; readonly torrentId: number; readonly withData: boolean}
	| {readonly type: 'pause' | 'resume' | 'verify' | 'announce'; readonly torrentId: number}
	| {
			readonly type: 'addPeer';
			readonly torrentId: number;
			readonly host: string;
			readonly port: number;
	  }
	| {readonly type: 'addTracker'; readonly torrentId: number; readonly url: string}
	| {readonly type: 'kick' | 'ban' | 'retry'; readonly torrentId: number; readonly peerId: number}
	/** One of the torrent's bans, or an address of that host. */
	| {readonly type: 'unban'; readonly torrentId: number; readonly address: string}
	/** Priority 0 skip, 1 low … 4 normal … 7 high. */
	| {
			readonly type: 'filePriority';
			readonly torrentId: number;
			readonly files: readonly number[];
			readonly priority: number;
	  }
	| {readonly type: 'settings'; readonly settings: Partial<Settings>}
	| {readonly type: 'logLevel'; readonly level: LogLevel}
	| {readonly type: 'pull'; readonly query: SnapshotQuery}
	| {readonly type: 'stop'};

/** What the next snapshot should hold besides all torrents' numbers. */
export interface SnapshotQuery {
	/** The torrent whose peers, sources, files, pieces and blocks are wanted; null for none. */
	readonly torrentId: number | null;
	/** A peer to send in every detail; null for none. */
	readonly peerId: number | null;
	/** Piece states and availability too (they are a byte or two a piece). */
	readonly withPieces: boolean;
	/** Every torrent's peers, not just the selected one's (`--json`, diagnoses). */
	readonly withAllPeers?: boolean;
}

/** One tracker as the Sources pane shows it. Strings are escaped, keys in URLs redacted. */
export interface TrackerView {
	readonly url: string;
	readonly tier: number;
	readonly state: 'idle' | 'announcing' | 'working' | 'failing' | 'disabled';
	/** Its last words: a failure, a warning, or our error with it. */
	readonly message: string | null;
	/** The class of the last failure, for the diagnoses. */
	readonly failure:
		| 'dns'
		| 'timeout'
		| 'refused'
		| 'unreachable'
		| 'tls'
		/** A certificate that is not valid yet or not any more, by our clock. */
		| 'tls-date'
		| 'http'
		| 'rejected'
		| 'invalid'
		| null;
	readonly seeds: number | null;
	readonly leechers: number | null;
	/** Addresses in its last answer. */
	readonly peers: number | null;
	/** Of these, our own: our listen address, or one that a self-connection proved to be ours. */
	readonly ownAddresses: number | null;
	/** Status of its last HTTP answer. */
	readonly httpStatus: number | null;
	/** Its HTTP Date minus our wall clock, when the last answer came. */
	readonly dateSkewMs: number | null;
	/** Announces that failed since one worked. */
	readonly failures: number;
	/** Engine clock; null: never. */
	readonly lastAnnounceAt: number | null;
	readonly nextAnnounceAt: number | null;
	readonly intervalMs: number | null;
}

/** How many addresses came from a source and how many of those work. */
export interface SourceCount {
	readonly source: string;
	readonly found: number;
	readonly connected: number;
	readonly useful: number;
}

/** The parts of a snapshot about one torrent. Typed arrays hold rows of the lists in `columns.ts`. */
export interface TorrentDetail {
	readonly torrentId: number;
	readonly peers: Float64Array;
	readonly blocks: Float64Array;
	readonly activePieces: Float64Array;
	/** A byte a block, piece after piece in the order of `activePieces`: 1 when the block is received. Null without `withPieces`. */
	readonly receivedBlocks: Uint8Array | null;
	/** Bytes we have of each file, and its priority: two numbers a file. */
	readonly files: Float64Array;
	readonly trackers: readonly TrackerView[];
	readonly sources: readonly SourceCount[];
	/** Who is banned: hosts, on loopback addresses with their ports. */
	readonly bans: readonly string[];
	/** A byte a piece: 0 missing, 1 in flight, 2 hashing or writing, 3 have, 4 skipped. */
	readonly pieces: Uint8Array | null;
	/** Connected peers that have the piece. */
	readonly availability: Uint16Array | null;
}

/** A disk operation that failed and has not worked since. */
export interface DiskFailure {
	readonly operation: 'open' | 'read' | 'write';
	/** `ENOSPC`, `EACCES`, … */
	readonly code: string;
	/** The exact path, escaped. */
	readonly path: string;
}

/** What the diagnoses need of every torrent besides its row. */
export interface TorrentSample {
	readonly torrentId: number;
	readonly peers: Float64Array;
	readonly trackers: readonly TrackerView[];
	/** During endgame the blocks in flight, oldest first, at most 64 rows; empty otherwise. */
	readonly blocks: Float64Array;
	/** The lowest 64 of the torrent's `unavailablePieces`; empty while no connected peer has any piece. */
	readonly unavailable: Uint32Array;
	readonly diskFailure: DiskFailure | null;
}

/** One peer in every detail, for its page. */
export interface PeerDetail {
	readonly torrentId: number;
	readonly peerId: number;
	/** One bit a piece, as on the wire. */
	readonly bitfield: Uint8Array;
	/** A byte a second, newest last, at most 600: 0 not connected, 1 choked, 2 unchoked, 3 sending, 4 snubbed. */
	readonly history: Uint8Array;
	/** The newest messages both ways. */
	readonly messages: ReadonlyArray<{
		readonly at: number;
		readonly isOutgoing: boolean;
		readonly text: string;
	}>;
	/** Outstanding requests, oldest first: rows of `blockColumns`. */
	readonly requests: Float64Array;
}

/** What the engine knows at `now`. Made only when the one before was taken. */
export interface Snapshot {
	readonly type: 'snapshot';
	readonly sequence: number;
	/** Engine clock, milliseconds. */
	readonly now: number;
	/** The wall clock at `now`, milliseconds since 1970. */
	readonly epochMs: number;
	readonly engine: Float64Array;
	readonly torrents: Float64Array;
	readonly detail: TorrentDetail | null;
	/** With `withAllPeers`: one entry a torrent. */
	readonly allPeers: readonly TorrentSample[] | null;
	readonly peer: PeerDetail | null;
}

/** The severity of a log line. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** The words of a torrent. */
export interface TorrentIdentity {
	readonly torrentId: number;
	readonly name: string;
	/** Hex. */
	readonly infoHash: string | null;
	readonly infoHashV2: string | null;
	readonly dir: string;
	readonly length: number;
	readonly pieceLength: number;
	readonly pieceCount: number;
	readonly isPrivate: boolean;
	/** Path as saved, with `/`. */
	readonly files: ReadonlyArray<{readonly path: string; readonly length: number}>;
	readonly trackers: ReadonlyArray<readonly string[]>;
	readonly webSeeds: readonly string[];
	readonly comment: string | null;
	readonly createdBy: string | null;
	readonly createdAt: number | null;
}

/** The words of a peer; sent when it appears and again when they change. */
export interface PeerIdentity {
	readonly torrentId: number;
	readonly peerId: number;
	/** `1.2.3.4:6881` or `[::1]:6881`. */
	readonly address: string;
	/** Client and version, empty while unknown. */
	readonly client: string;
	/** Hex of the 20 bytes, empty before the handshake. */
	readonly remotePeerId: string;
}

/** What happened, as strings. Events come in order, batched per tick, before the snapshot that shows their effect. */
export type EngineEvent =
	| {readonly type: 'ready'; readonly listenPort: number | null; readonly message: string | null}
	| {
			readonly type: 'addResult';
			readonly requestId: number;
			readonly torrentId: number | null;
			readonly error: string | null;
			readonly isUsage: boolean;
	  }
	| {readonly type: 'torrentAdded'; readonly torrent: TorrentIdentity}
	| {readonly type: 'torrentRemoved'; readonly torrentId: number}
	/** `error` is a whole sentence when the state is `error`. */
	| {
			readonly type: 'torrentState';
			readonly torrentId: number;
			readonly state: string;
			readonly error: string | null;
	  }
	| {readonly type: 'torrentComplete'; readonly torrentId: number}
	| {readonly type: 'peer'; readonly peer: PeerIdentity}
	| {
			readonly type: 'peerClosed';
			/** The wall clock when the connection ended, milliseconds since 1970. */
			readonly epochMs: number;
			readonly torrentId: number;
			readonly peerId: number;
			readonly address: string;
			readonly reason: CloseReason;
			readonly detail: string;
			/** Since the connection stood; 0 when it never did. */
			readonly lifeMs: number;
			/** Both handshakes were done. */
			readonly isHandshaken: boolean;
	  }
	/** A piece failed its hash (R17); `peers` are the addresses that sent blocks of it, at most 16. */
	| {
			readonly type: 'pieceFailed';
			readonly torrentId: number;
			readonly index: number;
			readonly peers: readonly string[];
	  }
	/** Where we listen and what we are bound to: after `ready`, and whenever it changes. */
	| {
			readonly type: 'network';
			/** Null while not listening. */
			readonly listenPort: number | null;
			/** Why not, when it was tried: the system's code (`EADDRINUSE`), and the port asked for. */
			readonly listenFailure: {readonly code: string; readonly port: number} | null;
			/** The `bind` setting names an interface or address that is not there now. */
			readonly isBindGone: boolean;
	  }
	| {
			readonly type: 'log';
			readonly epochMs: number;
			readonly level: LogLevel;
			readonly name: string;
			readonly torrentId: number | null;
			readonly peerId: number | null;
			readonly address: string | null;
			readonly text: string;
	  }
	/**
	 * What the diagnoses say of a torrent, in headline order, and what came and went since they last spoke. The engine knows
	 * nothing of them: whoever runs them over its messages adds this to them. Told when it changes.
	 */
	| {
			readonly type: 'findings';
			readonly torrentId: number;
			readonly epochMs: number;
			readonly findings: readonly Finding[];
			readonly changes: readonly FindingChange[];
	  }
	| {readonly type: 'settings'; readonly settings: Settings}
	| {readonly type: 'stopped'}
	/** Our bug: the engine is gone. `stack` goes to the log file, never to stderr. */
	| {readonly type: 'crashed'; readonly message: string; readonly stack: string};

/** What a port carries towards the screen. */
export type EngineMessage =
	| Snapshot
	| {readonly type: 'events'; readonly events: readonly EngineEvent[]};

/** An engine, wherever it runs. */
export interface EnginePort {
	send(intent: Intent): void;
	/** Hears every message until the returned function is called. */
	listen(listener: (message: EngineMessage) => void): () => void;
	/** Sends `stop` and resolves when the engine said `stopped` and its thread is gone, within 3 s. */
	close(): Promise<void>;
}
