import type {CloseReason} from '../store/close-reason.js';
import type {torrentStates} from '../store/columns.js';
import type {DiskFailure, TrackerView} from '../store/engine-port.js';
import type {Settings} from '../store/settings.js';
import type {PeerRows} from './peer-rows.js';
import type {PeerSummary} from './peer-summary.js';

/**
 * What the rules look at: one torrent at one moment, with what happened in the window before (5 minutes × time scale).
 * The letters of the diagnoses are spelled out: att, ok and fail are {@link DialMetrics}; C, K, P, W, U, Q and S are fields of
 * {@link PeerSummary}; R is `rates.downBytesPerSecond` with `clocks.noPayloadForMs`; D is `progress.distributedCopies`.
 * Bytes and milliseconds throughout. A clock that does not run is `NaN`: every comparison with it is false.
 */
export interface Metrics {
	/** Engine clock. */
	readonly now: number;
	/** The wall clock at `now`. */
	readonly epochMs: number;
	/** Every duration a rule waits for is multiplied by this (`diagnosisTimeScale`). */
	readonly timeScale: number;
	readonly torrent: TorrentFacts;
	readonly progress: ProgressMetrics;
	/** Connected peers, counted in one pass. */
	readonly peers: PeerSummary;
	/** The same peers one by one, for evidence. */
	readonly peerRows: PeerRows;
	readonly clocks: ClockMetrics;
	readonly rates: RateMetrics;
	readonly dials: DialMetrics;
	readonly handshakes: HandshakeMetrics;
	readonly candidates: CandidateMetrics;
	readonly closes: CloseMetrics;
	readonly corruption: CorruptionMetrics;
	readonly sources: SourceMetrics;
	readonly metadata: MetadataMetrics;
	readonly missing: MissingMetrics;
	readonly disk: TorrentDiskMetrics;
	/** Shared by all torrents. */
	readonly engine: EngineMetrics;
	readonly settings: DiagnosedSettings;
}

/** The settings that explain something. */
export type DiagnosedSettings = Pick<
	Settings,
	| 'bind'
	| 'dht'
	| 'diagnosisTimeScale'
	| 'encryption'
	| 'incoming'
	| 'maxDown'
	| 'maxPeers'
	| 'maxPeersPerTorrent'
	| 'maxUp'
	| 'pex'
	| 'portMapping'
	| 'trackers'
	| 'uploadSlots'
>;

/** What the torrent is and does. */
export interface TorrentFacts {
	readonly state: (typeof torrentStates)[number];
	/** The sentence it stopped with, in the state `error`. */
	readonly error: string | null;
	readonly isPrivate: boolean;
	/** Folder of the payload, escaped. */
	readonly dir: string;
	/** Since it was started; NaN while it is not. */
	readonly runningForMs: number;
}

/** How far it is. */
export interface ProgressMetrics {
	readonly length: number;
	readonly haveBytes: number;
	readonly wantedBytes: number;
	readonly haveWantedBytes: number;
	readonly pieceCount: number;
	readonly havePieces: number;
	readonly wantedPieces: number;
	readonly haveWantedPieces: number;
	/** D: copies of the torrent in this swarm, ours included. */
	readonly distributedCopies: number;
	readonly isEndgame: boolean;
}

/** For how long something has been so without a break; NaN when it is not so. */
export interface ClockMetrics {
	/** Peers came, and none of them told what it has. */
	readonly noAvailabilityForMs: number;
	/**
	 * Some peer has wanted pieces, and no peer lets us ask. Since the oldest such connection began, or the one that it
	 * followed within a minute × time scale: a peer that chokes us may well hang up and come back.
	 */
	readonly chokedForMs: number;
	/** A useful peer lets us ask, and nothing is asked for. */
	readonly idleForMs: number;
	/** No byte of payload came. */
	readonly noPayloadForMs: number;
	/** In endgame, and no block came. */
	readonly endgameStuckForMs: number;
	/** The oldest request waits. */
	readonly oldestRequestForMs: number;
}

/** Payload a second. */
export interface RateMetrics {
	readonly downBytesPerSecond: number;
	readonly upBytesPerSecond: number;
}

/** Connections we opened in the window, by how they ended. */
export interface DialMetrics {
	/** Those that ended one way or the other. */
	readonly attempts: number;
	readonly successes: number;
	readonly timeouts: number;
	readonly refusals: number;
	readonly unreachable: number;
	readonly otherFailures: number;
	/** Of `attempts` and `successes`. */
	readonly utp: Tally;
	readonly tcp: Tally;
	readonly ipv6: Tally;
	readonly ipv4: Tally;
}

/** Tries and how many of them went well. */
export interface Tally {
	readonly attempts: number;
	readonly successes: number;
}

/** Handshakes of connections we opened in the window. */
export interface HandshakeMetrics {
	readonly sent: number;
	readonly plainSent: number;
	/** In plaintext, and cut off before an answer. */
	readonly plainCut: number;
	/** Cut off when plaintext and encryption had both been tried. */
	readonly cutBothWays: number;
	readonly wrongInfoHashes: number;
}

/** Addresses we know and are not connected to, now. */
export interface CandidateMetrics {
	readonly known: number;
	readonly untried: number;
	/** Failed at least twice in a row, of `known` and `connecting`. */
	readonly failing: number;
	/** Not among `known`: being connected to right now. */
	readonly connecting: number;
	/** Held back by our connection limits alone. */
	readonly limited: number;
	/** Held back by a filter or a ban. */
	readonly filtered: number;
}

/** Connections that ended in the window by nobody's wish here. */
export interface CloseMetrics {
	readonly count: number;
	/** Of these and of the settled connections, whose lives count as endless; NaN when none ended. */
	readonly medianLifeMs: number;
	/** The most frequent reasons first. */
	readonly reasons: ReadonlyArray<{
		readonly reason: CloseReason;
		readonly count: number;
		/** The newest such peer. */
		readonly address: string;
	}>;
	/** Every connection that ended in the window, also one that never stood, newest first: for evidence. */
	readonly ends: () => ReadonlyArray<{
		readonly address: string;
		readonly reason: CloseReason;
		readonly isHandshaken: boolean;
	}>;
	/** Addresses dropped because they never said anything (R2). */
	readonly silent: number;
	/** Addresses that left and, when they did, had at least one piece that we still lack. */
	readonly leftWithWanted: number;
}

/** Pieces that failed their hash in the window. */
export interface CorruptionMetrics {
	/** Peers proven to send corrupt data (R17), newest last. */
	readonly liars: readonly string[];
	/** Addresses banned for it so far, in the window or before. */
	readonly banned: number;
	/** Pieces that failed, most failures first. */
	readonly pieces: ReadonlyArray<{
		readonly index: number;
		readonly failures: number;
		/** Who sent blocks of it, any time. */
		readonly peers: readonly string[];
	}>;
}

/** Where peers could come from. */
export interface SourceMetrics {
	/** As the engine shows them, without the disabled ones; empty when trackers are switched off. */
	readonly trackers: readonly TrackerView[];
	readonly dht: {
		/** Switched on, running, and allowed for this torrent. */
		readonly isOn: boolean;
		readonly ageMs: number;
		readonly nodes: number;
		/** Lookups for this torrent, and addresses they gave. */
		readonly rounds: number;
		readonly peers: number;
	};
	readonly pex: {
		readonly isOn: boolean;
		/** Addresses learnt, and how many of these speak uTP. */
		readonly peers: number;
		readonly utpPeers: number;
	};
}

/** How the search for the info dictionary goes (BEP 9). */
export interface MetadataMetrics {
	/** Connected peers that offer it. */
	readonly offering: number;
	readonly rejects: number;
	/** Wrong size or hash. */
	readonly failures: number;
}

/** Wanted pieces that no connected peer has. */
export interface MissingMetrics {
	readonly count: number;
	/** The lowest of them, at most 64. */
	readonly pieces: readonly number[];
	/** Files these lie in, at most 8; empty when unknown. */
	readonly paths: readonly string[];
	/** Blocks asked for during endgame, oldest first, at most 64. */
	readonly blocks: ReadonlyArray<{
		readonly index: number;
		readonly begin: number;
		readonly address: string;
		readonly ageMs: number;
	}>;
}

/** The torrent's files. */
export interface TorrentDiskMetrics {
	readonly failure: DiskFailure | null;
	/** Wanted bytes that don't fit on the disk. */
	readonly missingSpaceBytes: number;
}

/** What all torrents share. */
export interface EngineMetrics {
	readonly descriptors: {
		readonly open: number;
		/** 0: unknown. */
		readonly limit: number;
		/** Refused by the system, in the window. */
		readonly failures: number;
	};
	/** In the window. */
	readonly udp: {readonly packetsOut: number; readonly packetsIn: number};
	/** TCP connections of all torrents that came to stand, in the window. */
	readonly tcpSuccesses: number;
	/** Connections that others opened to us, ever. */
	readonly incomingConnections: number;
	readonly isUtpOn: boolean;
	/** Connections can be encrypted. */
	readonly canEncrypt: boolean;
	/** Null while not listening. */
	readonly listenPort: number | null;
	readonly listenFailure: {readonly code: string; readonly port: number} | null;
	readonly isBindGone: boolean;
	readonly queue: {
		/** Torrents that may run at a time; 0 = no limit. */
		readonly limit: number;
		readonly running: number;
	};
	readonly disk: {
		readonly unwrittenBytes: number;
		/** Share of ticks in which writing was too slow to ask for more, 0–1. */
		readonly pressureShare: number;
		readonly writeP95Ms: number;
	};
	readonly processor: {
		readonly loopLagP95Ms: number;
		readonly hashQueuePieces: number;
		readonly isHashQueueGrowing: boolean;
	};
	readonly line: LineMetrics;
}

/** Rates of all torrents together, and what the line does under them. */
export interface LineMetrics {
	readonly downBytesPerSecond: number;
	readonly upBytesPerSecond: number;
	/** Share of ticks in which our own limiter held us back, 0–1. */
	readonly downLimitedShare: number;
	readonly upLimitedShare: number;
	/** The highest of the window: what the line can carry up, as far as we saw. NaN before a minute of watching. */
	readonly peakUpBytesPerSecond: number;
	readonly peakDownBytesPerSecond: number;
	/** Mean of the last tenth of the window. */
	readonly recentDownBytesPerSecond: number;
	readonly recentRttMs: number;
	/** The lowest of the window; NaN while unknown. */
	readonly lowestRttMs: number;
}
