import type {PendingRule} from '../../diagnosis/diagnostician.js';
import type {AddTorrent, EngineEvent, EngineMessage, EnginePort} from '../../store/engine-port.js';
import type {Finding, FindingChange} from '../../store/finding.js';
import type {Settings} from '../../store/settings.js';
import {realTimers, type Timers} from '../../store/snapshot-puller.js';
import {SwarmStore} from '../../store/store.js';
import type {StoreState} from '../../store/store-state.js';
import {tapPort} from '../tapped-port.js';
import {BlockFlow} from './block-flow.js';
import {isSure} from './sureness.js';

/** Who hears what an examination learns. */
export interface ExaminationReport {
	/** After every snapshot with the torrent in it. */
	handleLook?(look: Look): void;
	/** A finding that came or went; at the first look one for each that is there already. */
	handleFinding?(change: FindingChange, look: Look): void;
}

/** What is known at a moment. */
export interface Look {
	readonly state: StoreState;
	readonly torrentId: number;
	/** Since the examination began, milliseconds. */
	readonly elapsedMs: number;
}

/** How an examination ended. */
export type ExaminationEnd =
	/**
	 * Nothing more is to be learned · the time is up · the engine that was looked at ended · somebody ended it · the reader of
	 * our output went away.
	 */
	| {readonly kind: 'sure' | 'time' | 'gone' | 'interrupted' | 'closed'}
	/** The engine would not take the torrent; `isUsage` when what the user gave is wrong. */
	| {readonly kind: 'refused'; readonly error: string; readonly isUsage: boolean}
	/** Our bug. */
	| {readonly kind: 'crashed'; readonly message: string; readonly stack: string};

/** What an examination is made of. */
export interface ExaminationOptions {
	readonly port: EnginePort;
	readonly settings: Settings;
	/** What to join; null when the engine runs the torrent already. */
	readonly torrent: AddTorrent | null;
	/** Of the torrent, hex. */
	readonly infoHash: string;
	/** Look for so long at most. */
	readonly forMs: number;
	/** What may still become the headline by waiting; absent where nobody knows, and the first look is the last word. */
	readonly pending?: (torrentId: number) => readonly PendingRule[];
	readonly reports: readonly ExaminationReport[];
	readonly timers?: Timers;
}

/** At the end a finding is waited for that appears within this, at full time scale; milliseconds. */
const overtimeMs = 5000;

/** Blocks that come further apart do not flow; at full time scale, milliseconds. */
const pauseMs = 3000;

/** Looks at one torrent until there is nothing more to learn, or its time is up, and tells what it learns. */
export class Examination {
	readonly #options: ExaminationOptions;
	readonly #timers: Timers;
	readonly #store: SwarmStore;
	readonly #end = Promise.withResolvers<ExaminationEnd>();
	readonly #beganAt: number;
	#timer: unknown;
	#isExtended = false;
	/** Before there was anything to look at. */
	#isTimeUp = false;
	#torrentId: number | undefined;
	#hasLooked = false;
	#changedAt: number;
	readonly #flow = new BlockFlow();

	constructor(options: ExaminationOptions) {
		this.#options = options;
		this.#timers = options.timers ?? realTimers;
		this.#beganAt = this.#timers.now();
		this.#changedAt = this.#beganAt;
		this.#store = new SwarmStore({
			port: tapPort(options.port, message => this.#handleMessage(message)),
			settings: options.settings,
			timers: this.#timers,
			query: {withAllPeers: true},
		});
	}

	/** What holds now, the headline first. */
	get findings(): readonly Finding[] {
		return this.#store.state.findings.get(this.#torrentId ?? Number.NaN) ?? [];
	}

	/** What is known; null while nothing is. */
	get last(): Look | null {
		return this.#hasLooked ? this.#now() : null;
	}

	/** Rules that would become the headline if one looked on. */
	get pending(): readonly PendingRule[] {
		return this.#options.pending?.(this.#torrentId ?? Number.NaN) ?? [];
	}

	/** Looks until the end. What is known then stays as it is, and so does the engine, until `close`. */
	async run(): Promise<ExaminationEnd> {
		const {port, torrent, forMs} = this.#options;
		if (torrent !== null) {
			port.send({type: 'addTorrent', requestId: 0, torrent});
		}
		this.#timer = this.#timers.set(() => this.#handleTime(), forMs);
		const end = await this.#end.promise;
		this.#timers.clear(this.#timer);
		this.#store.close();
		return end;
	}

	/** Leaves the swarm. */
	close(): Promise<void> {
		return this.#options.port.close();
	}

	/** Ends it from outside. */
	stop(kind: 'interrupted' | 'closed'): void {
		this.#end.resolve({kind});
	}

	/** A finding that is about to appear is waited for: it would be a pity to miss it by a second. So is the first look. */
	#handleTime(): void {
		const {settings} = this.#store.state;
		if (!this.#hasLooked && !this.#isTimeUp) {
			this.#isTimeUp = true;
			this.#timer = this.#timers.set(() => this.#handleTime(), 2000 / settings.refresh);
			return;
		}
		const dueMs = this.pending[0]?.dueMs ?? Number.POSITIVE_INFINITY;
		if (this.#isExtended || dueMs > overtimeMs * settings.diagnosisTimeScale) {
			this.#end.resolve({kind: 'time'});
			return;
		}
		this.#isExtended = true;
		this.#timer = this.#timers.set(() => this.#handleTime(), dueMs + 1000 / settings.refresh);
	}

	#handleMessage(message: EngineMessage): void {
		if (message.type === 'snapshot') {
			this.#look();
			return;
		}
		for (const event of message.events) {
			this.#handleEvent(event);
		}
	}

	#handleEvent(event: EngineEvent): void {
		switch (event.type) {
			case 'torrentAdded': {
				const {infoHash, infoHashV2, torrentId} = event.torrent;
				if (infoHash === this.#options.infoHash || infoHashV2 === this.#options.infoHash) {
					this.#torrentId = torrentId;
				}
				break;
			}
			case 'addResult':
				if (event.torrentId === null) {
					const error = event.error ?? 'the torrent was refused';
					this.#end.resolve({kind: 'refused', error, isUsage: event.isUsage});
				}
				break;
			case 'findings':
				if (event.torrentId === this.#torrentId && this.#hasLooked) {
					this.#tell(event.changes);
				}
				break;
			case 'stopped':
				this.#end.resolve({kind: 'gone'});
				break;
			case 'crashed':
				this.#end.resolve({kind: 'crashed', message: event.message, stack: event.stack});
				break;
			default:
		}
	}

	#tell(changes: readonly FindingChange[]): void {
		if (changes.length > 0) {
			this.#changedAt = this.#timers.now();
		}
		for (const change of changes) {
			for (const report of this.#options.reports) {
				report.handleFinding?.(change, this.#now());
			}
		}
	}

	#now(): Look {
		const elapsedMs = this.#timers.now() - this.#beganAt;
		return {state: this.#store.state, torrentId: this.#torrentId ?? Number.NaN, elapsedMs};
	}

	#look(): void {
		const look = this.#now();
		if (look.state.torrents.rowOf(look.torrentId) === undefined) {
			return;
		}
		// The next looks see where its addresses came from.
		this.#store.select({torrentId: look.torrentId});
		if (!this.#hasLooked) {
			this.#hasLooked = true;
			this.#tell(this.findings.map(finding => ({state: 'appeared', finding})));
		}
		for (const report of this.#options.reports) {
			report.handleLook?.(look);
		}
		if (this.#isOver(look)) {
			this.#end.resolve({kind: 'sure'});
		} else if (this.#isTimeUp) {
			this.#isTimeUp = false;
			this.#timers.clear(this.#timer);
			// What is pending is known when everybody has heard of the snapshot.
			this.#timer = this.#timers.set(() => this.#handleTime(), 0);
		}
	}

	#isOver({state, torrentId, elapsedMs}: Look): boolean {
		const row = state.torrents.rowOf(torrentId)!;
		const {diagnosisTimeScale: timeScale} = state.settings;
		const now = this.#timers.now();
		const flowingMs = this.#flow.update(row.blocksReceived, now, pauseMs * timeScale);
		return (
			this.#options.pending !== undefined &&
			isSure({
				row,
				sample: state.samples?.find(sample => sample.torrentId === torrentId) ?? null,
				findings: this.findings,
				pending: this.pending,
				elapsedMs,
				remainingMs: this.#options.forMs - elapsedMs,
				quietMs: now - this.#changedAt,
				flowingMs,
				timeScale,
			})
		);
	}
}
