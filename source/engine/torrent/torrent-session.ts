import {toHex} from '../../protocol/hex.js';
import type {Metainfo} from '../../protocol/metainfo-types.js';
import type {AddTorrent, DiskFailure} from '../../store/engine-port.js';
import type {CloseReason} from '../../swarm/close-reason.js';
import {monotonicNow} from '../clock.js';
import type {DiskEvents} from '../disk/disk-events.js';
import type {ResumeRecord} from '../disk/resume-record.js';
import {ResumeSaver} from '../disk/resume-saver.js';
import type {TorrentDisk} from '../disk/torrent-disk.js';
import type {EngineContext} from '../engine-context.js';
import type {LogLine} from '../event-queue.js';
import type {TorrentError} from '../torrent-error.js';
import type {TrackerList} from '../tracker/tracker-list.js';
import {FilePriorities} from './file-priorities.js';
import {FreeSpaceWatch} from './free-space-watch.js';
import {PieceCheck} from './piece-check.js';
import {hasSeedingGoal, reachedSeedingGoal} from './seeding-goal.js';
import {type LiveSwarmSettings, swarmSettingsOf} from './swarm-settings-view.js';
import type {SwarmSize} from './swarm-size.js';
import {TorrentClocks} from './torrent-clocks.js';
import {createTorrentParts} from './torrent-parts.js';
import {recordOf} from './torrent-record.js';
import {TorrentStatus} from './torrent-status.js';
import type {TorrentSwarm} from './torrent-swarm.js';
import {TorrentTotals} from './torrent-totals.js';
import {UserPeers} from './user-peers.js';
import {WriteRetry} from './write-retry.js';

/** What a session is made of. */
export interface TorrentSessionOptions {
	readonly id: number;
	readonly context: EngineContext;
	readonly metainfo: Metainfo;
	readonly added: AddTorrent;
	/** What the last run left of it. */
	readonly record: ResumeRecord | undefined;
}

/**
 * One torrent from being added to being removed: checks what is on disk, joins the swarm, survives errors.
 * States: queued → checking → downloading → seeding; paused and error from any of them.
 */
export class TorrentSession implements DiskEvents {
	readonly id: number;
	readonly metainfo: Metainfo;
	readonly dir: string;
	/** Hex. */
	readonly infoHash: string;
	readonly disk: TorrentDisk;
	readonly swarm: TorrentSwarm;
	readonly trackers: TrackerList;
	readonly swarmSize: SwarmSize;
	readonly priorities: FilePriorities;
	readonly check: PieceCheck;
	readonly clocks: TorrentClocks;
	readonly status: TorrentStatus;
	readonly totals: TorrentTotals;
	readonly userPeers: UserPeers;
	readonly freeSpace: FreeSpaceWatch;
	readonly isSequential: boolean;
	/** Trackers the user added. */
	readonly addedTrackers: string[];
	/** A byte a piece, made of the files' priorities. */
	piecePriorities: Uint8Array;
	readonly #context: EngineContext;
	readonly #settings: LiveSwarmSettings;
	readonly #record: ResumeRecord | undefined;
	readonly saver: ResumeSaver;
	readonly #retry = new WriteRetry();
	#isPaused: boolean;
	#isOpen = false;
	#isClosed = false;
	#areTrackersOn = false;
	/** Whoever is complete from the start has not completed anything (BEP 3: no `completed` for it). */
	#wasIncomplete = false;

	constructor({id, context, metainfo, added, record}: TorrentSessionOptions) {
		this.id = id;
		this.metainfo = metainfo;
		this.dir = added.dir;
		this.infoHash = toHex(metainfo.infoHash!);
		this.#context = context;
		this.#record = record;
		this.#isPaused = added.isPaused ?? false;
		this.isSequential = added.isSequential ?? record?.isSequential ?? false;
		this.addedTrackers = [...new Set([...(added.trackers ?? []), ...(record?.trackers ?? [])])];
		this.clocks = new TorrentClocks(record);
		this.freeSpace = new FreeSpaceWatch(this.dir);
		this.status = new TorrentStatus(id, context);
		this.#settings = swarmSettingsOf(context.settings, this.isSequential);
		this.priorities = new FilePriorities(metainfo, added.files);
		if (added.files === undefined && record !== undefined) {
			this.priorities.restore(record.priorities);
		}

		this.piecePriorities = this.priorities.toPieces();
		const parts = createTorrentParts({
			id,
			context,
			metainfo,
			dir: this.dir,
			settings: this.#settings,
			piecePriorities: this.piecePriorities,
			addedTrackers: this.addedTrackers,
			diskEvents: this,
		});
		this.disk = parts.disk;
		this.swarm = parts.swarm;
		this.trackers = parts.trackers;
		this.swarmSize = parts.swarmSize;
		this.totals = new TorrentTotals(metainfo, this.swarm.torrent, record);
		this.check = new PieceCheck(metainfo, this.disk);
		this.userPeers = new UserPeers(this.swarm, context.resolver, text =>
			this.log({level: 'warn', name: 'lookup-failed', text}),
		);
		this.saver = new ResumeSaver({
			collect: () => recordOf(this),
			save: each => context.resumeStore.save(each),
			handleError: error =>
				this.log({level: 'warn', name: 'resume-failed', text: (error as Error).message}),
		});
	}

	/** The user paused it, whatever it does now. */
	get isPaused(): boolean {
		return this.#isPaused;
	}

	get isActive(): boolean {
		return this.status.isActive;
	}

	/** Checks what is on disk and goes on from there; again after an error that the user wants to get over. */
	async open(): Promise<void> {
		this.status.set('checking');
		const problem =
			(await this.disk.setWantedFiles(this.priorities.wanted)) ?? (await this.disk.open());
		if (this.#isClosed) {
			return;
		}

		if (problem !== undefined) {
			this.#fail(problem, 'open');
			return;
		}

		this.#isOpen = true;
		this.status.clearDiskFailure();
		this.#enterSwarm(await this.check.restore(this.#record));
	}

	/** Hashes everything again. Nobody is asked or served meanwhile. */
	async verify(): Promise<void> {
		if (!this.#isOpen || this.status.state === 'checking') {
			return;
		}

		this.#leaveSwarm('torrent-paused');
		this.status.set('checking');
		this.swarm.torrent.handleRecheckStarted(monotonicNow());
		this.#enterSwarm(await this.check.recheck());
	}

	pause(): void {
		this.#isPaused = true;
		if (this.status.state !== 'checking') {
			this.#leaveSwarm('torrent-paused');
			this.#retry.clear();
			this.status.set('paused');
		}

		this.saver.handleChange();
	}

	/** Goes on after a pause or an error. */
	async resume(): Promise<void> {
		this.#isPaused = false;
		this.saver.handleChange();
		if (!this.#isOpen && this.status.state !== 'checking') {
			await this.open();
		} else if (this.status.state === 'error' || this.status.state === 'paused') {
			this.#retry.clear();
			await this.#goOn();
		}
	}

	/** Ends everything. Afterwards the files are closed and what is done is saved, but for a removed torrent. */
	async close(reason: CloseReason): Promise<void> {
		this.#isClosed = true;
		this.check.stop();
		this.userPeers.close();
		this.#leaveSwarm(reason);
		await this.disk.close();
		if (reason === 'torrent-removed') {
			await this.saver.stop();
		} else if (this.#isOpen) {
			this.saver.handleChange();
			await this.saver.flush();
		}

		await this.trackers.stop();
	}

	/** Changes how much files are wanted; `files` as the screen numbers them. */
	async setFilePriority(files: readonly number[], priority: number): Promise<void> {
		this.priorities.set(files, priority);
		this.piecePriorities = this.priorities.toPieces();
		const problem = await this.disk.setWantedFiles(this.priorities.wanted);
		if (problem !== undefined) {
			this.#fail(problem, 'write');
			return;
		}

		const now = monotonicNow();
		this.swarm.torrent.handlePriorities(this.piecePriorities, now);
		this.#noticeCompletion(now);
		this.saver.handleChange();
		this.swarm.touch(now);
	}

	addTracker(url: string): void {
		if (this.trackers.add(url)) {
			this.addedTrackers.push(url);
			this.saver.handleChange();
		}
	}

	/** The settings changed. */
	handleSettings(now: number): void {
		Object.assign(this.#settings, swarmSettingsOf(this.#context.settings, this.isSequential));
		this.swarm.torrent.handleSettings(now);
		this.swarm.touch(now);
		this.#switchTrackers(this.isActive);
	}

	tick(now: number): void {
		if (now >= this.#retry.retryAt) {
			this.#retry.handleTry();
			void this.#goOn();
		}

		if (this.isActive) {
			this.trackers.tick(now);
			this.swarm.tick(now);
			this.#lookAtSeedingGoal(now);
		}
	}

	/** The next moment at which `tick` has something to do. */
	nextDeadline(): number {
		return this.isActive
			? Math.min(this.swarm.wakeAt, this.trackers.nextDeadline())
			: this.#retry.retryAt;
	}

	log(line: Omit<LogLine, 'torrentId'>): void {
		this.#context.events.log({...line, torrentId: this.id});
	}

	// What the disk tells.

	handleVerified(index: number): void {
		const now = monotonicNow();
		// A piece that was on its way when another could not be written proves nothing.
		if (this.isActive) {
			this.#retry.clear();
			this.status.clearDiskFailure();
		}

		this.saver.handleChange();
		this.swarm.torrent.handleVerified(index, now);
		this.#noticeCompletion(now);
		this.swarm.touch(now);
	}

	handleHashFailed(index: number): void {
		this.swarm.handleHashFailed(index, monotonicNow());
	}

	handleWriteFailed(index: number, error: TorrentError): void {
		this.swarm.torrent.handleWriteFailed(index, monotonicNow());
		if (this.isActive) {
			this.#fail(error, 'write');
		}
	}

	handleRequestsAllowed(isAllowed: boolean): void {
		const now = monotonicNow();
		this.swarm.torrent.handleRequestsAllowed(isAllowed, now);
		// Not at the next beat: at full speed the disk holds requests back for a few milliseconds at a time.
		this.swarm.wakeAt = 0;
		this.swarm.tick(now);
	}

	handleReadsPaused(isPaused: boolean): void {
		this.swarm.setReadsPaused(isPaused);
	}

	/** @param pieces what the check found; undefined when it was stopped */
	#enterSwarm(pieces: Uint8Array | undefined): void {
		if (this.#isClosed || pieces === undefined) {
			return;
		}

		this.disk.handleHavePieces(pieces);
		this.swarm.torrent.handleHavePieces(pieces, monotonicNow());
		this.saver.handleChange();
		if (this.#isPaused) {
			this.status.set('paused');
		} else {
			this.#run();
		}
	}

	/** Runs again, once the last write of the try before is over: what fails late must not fail the new one. */
	async #goOn(): Promise<void> {
		await this.disk.settled();
		const {state} = this.status;
		if (!this.#isClosed && !this.#isPaused && (state === 'error' || state === 'paused')) {
			this.disk.retryWrites();
			this.#run();
		}
	}

	#run(): void {
		const now = monotonicNow();
		const {torrent} = this.swarm;
		this.clocks.startedAt = now;
		this.status.set('downloading');
		torrent.handleStart(now);
		torrent.handleCandidates(this.#record?.peers ?? [], 'resume', now);
		this.#noticeCompletion(now);
		this.#switchTrackers(true);
		this.swarm.hurry(now);
	}

	#leaveSwarm(reason: CloseReason): void {
		if (this.isActive) {
			this.swarm.torrent.handleStop(reason, monotonicNow());
			this.#switchTrackers(false);
		}
	}

	#switchTrackers(isActive: boolean): void {
		const areWanted = isActive && this.#context.settings.trackers;
		if (areWanted !== this.#areTrackersOn) {
			this.#areTrackersOn = areWanted;
			if (areWanted) {
				this.trackers.start();
			} else {
				void this.trackers.stop();
			}
		}
	}

	/** All that is wanted is here, or is not any more (a file is wanted after all). */
	#noticeCompletion(now: number): void {
		const {isComplete} = this.swarm.torrent;
		this.#wasIncomplete ||= !isComplete;
		if (!this.isActive || isComplete === (this.status.state === 'seeding')) {
			return;
		}

		if (!isComplete) {
			this.clocks.handleIncomplete();
			this.status.set('downloading');
			return;
		}

		this.clocks.handleComplete(now);
		this.status.set('seeding');
		this.#context.events.push({type: 'torrentComplete', torrentId: this.id});
		if (this.#wasIncomplete) {
			this.trackers.handleCompleted();
		}
	}

	#lookAtSeedingGoal(now: number): void {
		const {settings} = this.#context;
		if (this.status.state !== 'seeding' || !hasSeedingGoal(settings)) {
			return;
		}

		const seedingMs = now - this.clocks.seedingSince;
		const goal = reachedSeedingGoal(settings, {ratio: this.totals.ratio, seedingMs});
		if (goal !== undefined) {
			this.log({level: 'info', name: 'seeding-goal', text: goal});
			this.pause();
		}
	}

	#fail(error: TorrentError, operation: DiskFailure['operation']): void {
		const isRetried = this.#retry.handleError(error, monotonicNow());
		this.#leaveSwarm('torrent-failed');
		this.status.fail(error, operation, isRetried);
	}
}
