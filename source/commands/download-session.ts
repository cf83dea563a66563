import {retriedSentence} from '../engine/torrent/write-retry.js';
import type {EngineEvent, EngineMessage, EnginePort} from '../store/engine-port.js';
import type {Settings} from '../store/settings.js';
import {realTimers, type Timers} from '../store/snapshot-puller.js';
import {SwarmStore} from '../store/store.js';
import type {StoreState} from '../store/store-state.js';
import {torrentStateOf} from '../store/torrent-row.js';
import type {Seeding, SessionEnd} from './session-end.js';
import type {SessionItem, SessionTorrent} from './session-torrent.js';
import {tapPort} from './tapped-port.js';
import {typedText} from './typed-text.js';

/** How long the last numbers are waited for, milliseconds. */
const newestWaitMs = 300;

/** Who hears what happens in a session: `--json`, the log file, the progress on stderr. */
export interface SessionReport {
	handleAdded?(torrent: SessionTorrent): void;
	handleEvents?(events: readonly EngineEvent[], session: DownloadSession): void;
	handleSnapshot?(state: StoreState, session: DownloadSession): void;
	handleComplete?(torrent: SessionTorrent): void;
	handleFailed?(torrent: SessionTorrent, error: string): void;
}

/** What a session is made of. */
export interface SessionOptions {
	readonly port: EnginePort;
	readonly settings: Settings;
	readonly items: readonly SessionItem[];
	/** Null: end as soon as everything is complete. */
	readonly seeding: Seeding | null;
	/** Give up after this long without completing; null: never. */
	readonly timeoutMs: number | null;
	readonly reports: readonly SessionReport[];
	/** Whether a report looks at single peers. */
	readonly withAllPeers: boolean;
	readonly timers?: Timers;
	/** Goes on in spite of errors: nobody waits for a file, but for what there is to see. */
	readonly isPatient?: boolean;
}

/**
 * Runs torrents in an engine without a screen until all are complete (and seeded, where that is wanted), one can't go
 * on, the time is up, or somebody ends it. Everything it learns goes to its reports.
 */
export class DownloadSession {
	readonly store: SwarmStore;
	readonly torrents: readonly SessionTorrent[];
	readonly #options: SessionOptions;
	readonly #timers: Timers;
	readonly #end = Promise.withResolvers<SessionEnd>();
	/** Resolves with the first snapshot after the end. */
	readonly #newest = Promise.withResolvers<void>();
	#isEnding = false;
	/** The engine said where it listens. */
	#isConnected = false;
	/** Torrents whose completion the reports have heard of. */
	readonly #told = new Set<SessionTorrent>();

	constructor(options: SessionOptions) {
		this.#options = options;
		this.#timers = options.timers ?? realTimers;
		this.torrents = options.items.map(item => ({
			...item,
			torrentId: null,
			addedAt: this.#timers.now(),
			completedAt: null,
			error: null,
			findings: [],
			firstRow: undefined,
			row: undefined,
		}));
		this.store = new SwarmStore({
			// A message reaches the store first, and the reports after it.
			port: tapPort(options.port, message => this.#handleMessage(message)),
			settings: options.settings,
			timers: this.#timers,
			query: {withAllPeers: options.withAllPeers},
		});
	}

	/** Adds the torrents and resolves when the session is over and the engine is stopped. */
	async run(): Promise<SessionEnd> {
		const {port, timeoutMs} = this.#options;
		const timer =
			timeoutMs === null ? undefined : this.#timers.set(() => this.#handleTimeout(), timeoutMs);
		for (const [requestId, {torrent}] of this.torrents.entries()) {
			port.send({type: 'addTorrent', requestId, torrent});
		}
		const end = await this.#end.promise;
		this.#timers.clear(timer);
		if (end.kind === 'interrupted' || end.kind === 'timeout') {
			await this.#newestNumbers();
		}
		this.store.close();
		await port.close();
		return end;
	}

	/** Ends the session from outside: a signal, or a reader that went away. What is downloaded stays. */
	stop(kind: 'interrupted' | 'closed'): void {
		this.#end.resolve({kind});
	}

	/** The torrent of an engine's number. */
	torrentOf(torrentId: number | null): SessionTorrent | undefined {
		return torrentId === null
			? undefined
			: this.torrents.find(torrent => torrent.torrentId === torrentId);
	}

	/** What came and went since the last snapshot belongs into the last sentence; an engine that hangs keeps nobody waiting. */
	async #newestNumbers(): Promise<void> {
		const timer = this.#timers.set(this.#newest.resolve, newestWaitMs);
		this.#isEnding = true;
		this.store.refresh();
		await this.#newest.promise;
		this.#timers.clear(timer);
	}

	#handleMessage(message: EngineMessage): void {
		if (message.type === 'snapshot') {
			this.#handleSnapshot();
			if (this.#isEnding) {
				this.#newest.resolve();
			}
			return;
		}
		for (const report of this.#options.reports) {
			report.handleEvents?.(message.events, this);
		}
		for (const event of message.events) {
			this.#handleEvent(event);
		}
	}

	#handleEvent(event: EngineEvent): void {
		switch (event.type) {
			case 'addResult':
				this.#handleAddResult(event);
				break;
			case 'torrentComplete':
				this.#complete(this.torrentOf(event.torrentId));
				break;
			case 'findings':
				this.#diagnose(event);
				break;
			case 'torrentState':
				if (event.error !== null && !this.#options.isPatient) {
					// Without a screen nobody waits for the next try.
					const error = event.error.replace(` ${retriedSentence}`, '');
					this.#fail(this.torrentOf(event.torrentId), error);
				}
				break;
			case 'network':
				this.#handleNetwork(event);
				break;
			case 'crashed':
				this.#end.resolve({kind: 'crashed', message: event.message, stack: event.stack});
				break;
			default:
		}
	}

	/** Bound to what is not there at the start, nothing would ever come; what goes away later (a VPN) may come back. */
	#handleNetwork(event: Extract<EngineEvent, {type: 'network'}>): void {
		const {bind} = this.#options.settings;
		const isNowhere =
			(!this.#options.isPatient && event.isBindGone) ||
			event.listenFailure?.code === 'EADDRNOTAVAIL';
		if (bind !== '' && isNowhere && !this.#isConnected) {
			const error = `cannot use ${typedText(bind)}: this machine has no such address or interface`;
			this.#end.resolve({kind: 'refused', error, isUsage: false});
		}
		this.#isConnected = true;
	}

	#handleAddResult(event: Extract<EngineEvent, {type: 'addResult'}>): void {
		const torrent = this.torrents[event.requestId];
		if (torrent === undefined) {
			return;
		}
		if (event.torrentId === null) {
			const error = event.error ?? `${torrent.origin} was refused`;
			this.#end.resolve({kind: 'refused', error, isUsage: event.isUsage});
			return;
		}
		torrent.torrentId = event.torrentId;
		for (const report of this.#options.reports) {
			report.handleAdded?.(torrent);
		}
	}

	/** It is told with the next snapshot, whose numbers include the last block. */
	#complete(torrent: SessionTorrent | undefined): void {
		if (torrent !== undefined && torrent.completedAt === null) {
			torrent.completedAt = this.#timers.now();
			this.store.refresh();
		}
	}

	#fail(torrent: SessionTorrent | undefined, error: string): void {
		if (torrent !== undefined && torrent.error === null) {
			torrent.error = error;
			for (const report of this.#options.reports) {
				report.handleFailed?.(torrent, error);
			}
			this.store.refresh();
		}
	}

	#diagnose({torrentId, findings}: Extract<EngineEvent, {type: 'findings'}>): void {
		const torrent = this.torrentOf(torrentId);
		if (torrent !== undefined) {
			torrent.findings = findings;
		}
	}

	#handleSnapshot(): void {
		const {state} = this.store;
		for (const torrent of this.torrents) {
			torrent.row = state.torrents.rowOf(torrent.torrentId ?? Number.NaN) ?? torrent.row;
			torrent.firstRow ??= torrent.row;
			if (torrent.row !== undefined && torrentStateOf(torrent.row) === 'seeding') {
				torrent.completedAt ??= this.#timers.now();
			}
		}
		for (const report of this.#options.reports) {
			report.handleSnapshot?.(state, this);
		}
		this.#tellComplete();
		if (this.torrents.every(torrent => torrent.error !== null || this.#isDone(torrent))) {
			const hasFailed = this.torrents.some(torrent => torrent.error !== null);
			this.#end.resolve({kind: hasFailed ? 'failed' : 'complete'});
		}
	}

	#tellComplete(): void {
		for (const torrent of this.torrents) {
			if (torrent.completedAt !== null && torrent.error === null && !this.#told.has(torrent)) {
				this.#told.add(torrent);
				for (const report of this.#options.reports) {
					report.handleComplete?.(torrent);
				}
			}
		}
	}

	/** Complete, and seeded for as long as was wanted. */
	#isDone({completedAt, row}: SessionTorrent): boolean {
		const {seeding} = this.#options;
		if (completedAt === null || row === undefined) {
			return false;
		}
		return (
			seeding === null ||
			torrentStateOf(row) === 'paused' ||
			(seeding.ratio > 0 && row.ratio >= seeding.ratio) ||
			(seeding.timeMs > 0 && this.#timers.now() - completedAt >= seeding.timeMs)
		);
	}

	#handleTimeout(): void {
		if (this.torrents.some(torrent => torrent.completedAt === null)) {
			this.#end.resolve({kind: 'timeout'});
		}
	}
}
