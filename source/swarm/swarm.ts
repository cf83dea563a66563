import {Availability} from './availability.js';
import {Bans} from './bans.js';
import {Candidates} from './candidates.js';
import {Counters} from './counters.js';
import {Deadlines} from './deadlines.js';
import {EventLog} from './event-log.js';
import {PeerTable} from './peer-table.js';
import {PieceMap} from './piece-map.js';
import type {SwarmSettings} from './swarm-settings.js';
import type {TorrentOptions} from './torrent-options.js';
import type {TorrentOutput} from './torrent-output.js';

/** The state of a torrent that its decisions share. It decides nothing itself. */
export class Swarm {
	readonly options: TorrentOptions;
	readonly output: TorrentOutput;
	readonly log: EventLog;
	readonly peers = new PeerTable();
	readonly deadlines = new Deadlines();
	readonly pieces: PieceMap;
	readonly availability: Availability;
	readonly candidates: Candidates;
	readonly bans = new Bans();
	readonly counters = new Counters();

	/** Between `handleStart` and `handleStop`. */
	isRunning = false;
	/** What we have is being checked: nothing is asked for, served, or blamed on anybody (R17). */
	isRechecking = false;
	/** The engine lets us ask for blocks (rate limit, disk). */
	isRequestingAllowed = true;
	/** Every block we can still ask for is asked for already (R13). */
	isEndgame = false;
	/** Blocks became free: peers with room for requests are looked at in the next tick. */
	isWakeDue = false;

	constructor(options: TorrentOptions, output: TorrentOutput) {
		this.options = options;
		this.output = output;
		this.log = new EventLog(output);
		this.pieces = new PieceMap(options);
		this.availability = new Availability(this.pieces);
		this.candidates = new Candidates(options.random);
	}

	/** False while only the info hash is known (BEP 9): nothing can be judged useless or late then (R2, R5). */
	get isMetadataKnown(): boolean {
		return this.options.isMetadataKnown ?? true;
	}

	get settings(): SwarmSettings {
		return this.options.settings;
	}

	/** Blocks are asked for at all. */
	get isDownloading(): boolean {
		return this.isRunning && !this.isRechecking && !this.pieces.isComplete;
	}
}
