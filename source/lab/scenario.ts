import type {Settings} from '../store/settings.js';

/** Bytes, for the tables. */
export const KiB = 1024;

/** Bytes, for the tables. */
export const MiB = 1024 * KiB;

/** What the lab's torrent holds; its bytes are made up from the seed. */
export interface ContentPlan {
	readonly name: string;
	/** Bytes; a multiple of 16 KiB. */
	readonly pieceLength: number;
	readonly files: ReadonlyArray<{readonly path: readonly string[]; readonly length: number}>;
	/** Peers from the trackers only (BEP 27). */
	readonly isPrivate?: boolean;
	/** Pieces whose hash in the torrent is wrong, whoever sends them. */
	readonly badPieces?: readonly number[];
	/** Has one file more, larger than all the room on the disk; its bytes are nowhere. */
	readonly isTooLarge?: boolean;
}

/**
 * What a scripted peer does at a moment of a connection:
 * `choke` and `unchoke` as in BEP 3 · `stall` keeps every request waiting, `resume` answers them · `finish` has
 * every piece from now on, and tells each as HAVE · `hang-up` closes the connection · `leave` closes all and is gone.
 */
export type Move = 'choke' | 'unchoke' | 'stall' | 'resume' | 'finish' | 'hang-up' | 'leave';

/**
 * One row of a scenario's table: a peer, or `count` alike. Everything has a default but its name: a seed that answers
 * politely and sends as fast as it can.
 */
export interface PeerPlan {
	readonly name: string;
	/** How many of them (1). */
	readonly count?: number;
	/** IPv4 or IPv6 (4). */
	readonly family?: 4 | 6;
	/** How our client learns of it: from the tracker, given by the user, or it connects to whoever announces (tracker). */
	readonly found?: 'tracker' | 'given' | 'dials';
	/** Appears this many seconds after the start (0). */
	readonly joins?: number;
	/**
	 * What becomes of a connection to it: `answers` · `refuses` (nothing listens) · `black-hole` (no answer at all) · `resets`
	 * or `hangs-up` when our handshake comes · `mute` takes the connection and never answers · `other-infohash`.
	 */
	readonly connects?:
		| 'answers'
		| 'refuses'
		| 'black-hole'
		| 'resets'
		| 'hangs-up'
		| 'mute'
		| 'other-infohash';
	/** `all`, `none`, a share of the pieces drawn by the seed (0.3), or the pieces between two shares ([0.5, 1]). */
	readonly has?: 'all' | 'none' | number | readonly [from: number, to: number];
	/** How it tells: in one message after the handshake, as single HAVEs, or it never says a word (at once). */
	readonly tells?: 'at-once' | 'haves' | 'nothing';
	/** Negotiates the Fast extension (true). */
	readonly isFast?: boolean;
	/** Unchokes this many seconds after we are interested, never, or for as long as we unchoke it (1). */
	readonly unchokes?: number | 'never' | 'repaid';
	/** Bytes a second it sends to all together (no limit). */
	readonly uploads?: number;
	/** Bytes a second it asks for, from us and from the other peers of the lab; it then shares what it has (0: no leecher). */
	readonly downloads?: number;
	/** The share of its blocks that it corrupts (0). */
	readonly lies?: number;
	/** The share of requests that it rejects (0). */
	readonly rejects?: number;
	/** Has the pieces between these two shares of the torrent and never answers a request for them. */
	readonly withholds?: readonly [from: number, to: number];
	/** What it does when, in seconds after a connection's handshake. */
	readonly moves?: ReadonlyArray<readonly [atSeconds: number, move: Move]>;
	/** Does its moves again every so many seconds. */
	readonly repeats?: number;
}

/**
 * How a tracker answers: the scenario's peers and all who announced · `nobody` · `only-you` · a failure or HTTP status with
 * these words · `rubbish` instead of bencode · `silence` · `hang-up` · `refuses` (nothing listens).
 */
export type TrackerAnswer =
	| 'peers'
	| 'nobody'
	| 'only-you'
	| 'rubbish'
	| 'silence'
	| 'hang-up'
	| 'refuses'
	| {readonly failure: string}
	| {readonly status: number};

/** One tracker of a scenario, or `count` alike; each is a tier of its own (BEP 12). */
export interface TrackerPlan {
	readonly count?: number;
	/** The user named it, the torrent doesn't: it is asked whatever the others say. */
	readonly isAdded?: boolean;
	readonly protocol?: 'http' | 'udp';
	/** IPv4 or IPv6 (4). */
	readonly family?: 4 | 6;
	/** (`peers`) */
	readonly answers?: TrackerAnswer;
	/** From these seconds on it answers so. */
	readonly changes?: ReadonlyArray<readonly [atSeconds: number, answer: TrackerAnswer]>;
	/** Seconds until the next announce (60). */
	readonly interval?: number;
	/** So many seconds is its clock ahead of ours (0). */
	readonly clockAhead?: number;
}

/** What our own side is like, where it is not the usual. */
export interface OurSide {
	/** Added to stand still. */
	readonly isPaused?: boolean;
	/** Indices of the files we want (all). */
	readonly files?: readonly number[];
	/** A file stands where the torrent's folder should be. */
	readonly isFolderBlocked?: boolean;
	/** Another program listens on the port of the settings. */
	readonly isPortTaken?: boolean;
	/** The most files and sockets the whole program may open. */
	readonly descriptorLimit?: number;
}

/** What a scenario is there to show. */
export interface Shows {
	/** Of a finding of the diagnoses. */
	readonly id: string;
	/** Its predicate holds this many seconds after the start. */
	readonly after: number;
	/** Findings that are as true: on the way to it, or beside it. */
	readonly also?: readonly string[];
}

/** A swarm on this machine, written as a table. */
export interface Scenario {
	/** Its id and a word: `mixed`, `e29c-all-choke`. */
	readonly name: string;
	/** One line for the list. */
	readonly summary: string;
	/** What to look at on the screen. */
	readonly watch: string;
	/** The finding it is about; absent where all is well. */
	readonly shows?: Shows;
	readonly content?: ContentPlan;
	/** (one that works) */
	readonly trackers?: readonly TrackerPlan[];
	readonly peers: readonly PeerPlan[];
	readonly us?: OurSide;
	/** Settings of our client that the scenario is about; their durations and rates follow the lab's time. */
	readonly settings?: Partial<Settings>;
}
