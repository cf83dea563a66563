import {randomBytes} from 'node:crypto';
import {encodeExtensionHandshake} from '../../protocol/extension-handshake.js';
import {encodeHandshake, encodeReserved} from '../../protocol/handshake.js';
import {toHex} from '../../protocol/hex.js';
import {parseIpAddress} from '../../protocol/ip-address.js';
import type {Metainfo} from '../../protocol/metainfo-types.js';
import {encodePeerId} from '../../protocol/peer-id.js';
import type {torrentStates} from '../../store/columns.js';
import type {AddTorrent} from '../../store/engine-port.js';
import type {CloseReason} from '../../swarm/close-reason.js';
import type {Peer} from '../../swarm/peer.js';
import {monotonicNow} from '../clock.js';
import type {DiskEvents} from '../disk/disk-events.js';
import type {ResumeRecord} from '../disk/resume-record.js';
import {TorrentDisk} from '../disk/torrent-disk.js';
import type {EngineContext} from '../engine-context.js';
import type {LogLine} from '../event-queue.js';
import {metainfoTools} from '../metainfo-tools.js';
import {lookUpHost} from '../net/name-lookup.js';
import type {TorrentError} from '../torrent-error.js';
import {FilePriorities} from './file-priorities.js';
import {PieceCheck} from './piece-check.js';
import {ResumeKeeper} from './resume-keeper.js';
import {reachedSeedingGoal} from './seeding-goal.js';
import {swarmProgressOf} from './swarm-progress.js';
import {type LiveSwarmSettings, swarmSettingsOf} from './swarm-settings-view.js';
import {TorrentSwarm} from './torrent-swarm.js';
import {WriteRetry} from './write-retry.js';

/** What a torrent does now. */
export type TorrentState = (typeof torrentStates)[number];

/** Requests we let a peer have standing, as we tell it (BEP 10). */
const ourReqq = 2000;

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
 * States: checking → downloading → seeding; paused and error from any of them.
 */
export class TorrentSession implements DiskEvents {
	readonly id: number;
	readonly metainfo: Metainfo;
	readonly dir: string;
	/** Hex. */
	readonly infoHash: string;
	readonly swarm: TorrentSwarm;
	readonly disk: TorrentDisk;
	readonly priorities: FilePriorities;
	readonly check: PieceCheck;
	/** A byte a piece, made of the files' priorities. */
	piecePriorities: Uint8Array;
	/** Engine clock, milliseconds; NaN: never. */
	readonly addedAt = monotonicNow();
	startedAt = Number.NaN;
	completedAt = Number.NaN;
	readonly isSequential: boolean;
	readonly #context: EngineContext;
	readonly #settings: LiveSwarmSettings;
	readonly #retry = new WriteRetry();
	readonly #resume: ResumeKeeper;
	#state: TorrentState = 'queued';
	#error: string | null = null;
	#isPaused: boolean;
	#isOpen = false;
	#isClosed = false;
	#seedingSince = Number.NaN;
	#record: ResumeRecord | undefined;

	constructor({id, context, metainfo, added, record}: TorrentSessionOptions) {
		this.id = id;
		this.metainfo = metainfo;
		this.dir = added.dir;
		this.infoHash = toHex(metainfo.infoHash!);
		this.#context = context;
		this.#record = record;
		this.#isPaused = added.isPaused ?? false;
		this.isSequential = added.isSequential ?? record?.isSequential ?? false;
		this.#settings = swarmSettingsOf(context.settings, this.isSequential);
		this.priorities = new FilePriorities(metainfo, added.files);
		if (added.files === undefined && record !== undefined) {
			this.priorities.restore(record.priorities);
		}

		this.piecePriorities = this.priorities.toPieces();
		this.disk = new TorrentDisk(metainfo, added.dir, context.diskShared, this);
		this.check = new PieceCheck(metainfo, this.disk);
		this.#resume = new ResumeKeeper({
			store: context.resumeStore,
			disk: this.disk,
			describe: () => this.#describe(),
			handleProblem: text => this.log({level: 'warn', name: 'resume-failed', text}),
		});
		const ourPeerId = encodePeerId(context.version, randomBytes(12));
		this.swarm = new TorrentSwarm({
			torrentId: id,
			context,
			disk: this.disk,
			ourHandshake: encodeHandshake({
				infoHash: metainfo.infoHash!,
				peerId: ourPeerId,
				reserved: encodeReserved({isFast: true, hasExtensions: true, hasDht: false}),
			}),
			torrent: {
				infoHash: metainfo.infoHash!,
				ourPeerId,
				isPrivate: metainfo.isPrivate,
				length: metainfo.length,
				pieceLength: metainfo.pieceLength,
				pieceCount: metainfo.pieceCount,
				settings: this.#settings,
				priorities: this.piecePriorities,
				sha1: metainfoTools.sha1,
				extensionHandshake: peer => this.#extensionHandshake(peer),
			},
		});
	}

	get state(): TorrentState {
		return this.#state;
	}

	/** A whole sentence while the state is `error`. */
	get error(): string | null {
		return this.#error;
	}

	/** The user paused it, whatever it does now. */
	get isPaused(): boolean {
		return this.#isPaused;
	}

	/** Payload bytes over all runs. */
	get downBytes(): number {
		return (this.#record?.downBytes ?? 0) + this.swarm.torrent.counters.downBytes;
	}

	get upBytes(): number {
		return (this.#record?.upBytes ?? 0) + this.swarm.torrent.counters.upBytes;
	}

	/** Uploaded to downloaded; to what we have, when that came from elsewhere. */
	get ratio(): number {
		const {haveBytes} = swarmProgressOf(this.metainfo, this.swarm.torrent, this.piecePriorities);
		return this.upBytes / (this.downBytes || haveBytes);
	}

	/** In the swarm: dialling, taking connections, moving bytes. */
	get isActive(): boolean {
		return this.#state === 'downloading' || this.#state === 'seeding';
	}

	/** Checks what is on disk and goes on from there; again after an error that the user wants to get over. */
	async open(): Promise<void> {
		this.#setState('checking');
		const problem =
			(await this.disk.setWantedFiles(this.priorities.wanted)) ?? (await this.disk.open());
		if (this.#isClosed) {
			return;
		}

		if (problem !== undefined) {
			this.#fail(problem);
			return;
		}

		this.#isOpen = true;
		const pieces = await this.check.restore(this.#record);
		this.#enterSwarm(pieces);
	}

	/** Hashes everything again. Nobody is asked or served meanwhile. */
	async verify(): Promise<void> {
		if (!this.#isOpen || this.#state === 'checking') {
			return;
		}

		this.#leaveSwarm('torrent-paused');
		this.#setState('checking');
		this.swarm.torrent.handleRecheckStarted(monotonicNow());
		this.#enterSwarm(await this.check.recheck());
	}

	pause(): void {
		this.#isPaused = true;
		if (this.#state !== 'checking') {
			this.#leaveSwarm('torrent-paused');
			this.#retry.clear();
			this.#setState('paused');
		}

		void this.#resume.save();
	}

	/** Goes on after a pause or an error. */
	async resume(): Promise<void> {
		this.#isPaused = false;
		if (this.#state === 'error' && !this.#isOpen) {
			await this.open();
		} else if (this.#state === 'error') {
			this.#retry.clear();
			this.disk.retryWrites();
			this.#run();
		} else if (this.#state === 'paused') {
			this.#run();
		}
	}

	/** Ends everything; the files are closed afterwards. */
	async close(reason: CloseReason): Promise<void> {
		this.#isClosed = true;
		this.check.stop();
		this.#leaveSwarm(reason);
		await this.disk.close();
		if (this.#isOpen && reason !== 'torrent-removed') {
			await this.#resume.save();
		}
	}

	/** Candidates a person named; the host may be a name. */
	async addPeer(host: string, port: number): Promise<void> {
		const addresses = await lookUpHost(host);
		if (this.#isClosed) {
			return;
		}

		if (typeof addresses === 'string') {
			this.log({level: 'warn', name: 'lookup-failed', text: addresses});
			return;
		}

		const now = monotonicNow();
		const candidates = addresses.map(address => ({host: address, port}));
		this.swarm.torrent.handleCandidates(candidates, 'user', now);
		this.#context.touch(now);
	}

	/** Takes the peers and trackers that came with the torrent. */
	extend({peers}: AddTorrent): void {
		for (const {host, port} of peers ?? []) {
			void this.addPeer(host, port);
		}
	}

	/** Does something with a connected peer; nothing when it is gone. */
	withPeer(peerId: number, act: (peer: Peer) => void): void {
		const peer = this.swarm.torrent.peers.get(peerId);
		if (peer !== undefined) {
			act(peer);
		}
	}

	/** Tries the address of a closed connection again. */
	retryPeer(peerId: number, now: number): void {
		const address = this.#context.closedAddress(peerId);
		if (address !== undefined) {
			this.swarm.torrent.handleCandidates([address], 'user', now);
		}
	}

	/** Changes how much files are wanted; `files` as the screen numbers them. */
	async setFilePriority(files: readonly number[], priority: number): Promise<void> {
		this.priorities.set(files, priority);
		this.piecePriorities = this.priorities.toPieces();
		const problem = await this.disk.setWantedFiles(this.priorities.wanted);
		if (problem !== undefined) {
			this.#fail(problem);
			return;
		}

		const now = monotonicNow();
		this.swarm.torrent.handlePriorities(this.piecePriorities, now);
		this.#noticeCompletion(now);
		this.#context.touch(now);
	}

	/** The settings changed. */
	handleSettings(now: number): void {
		Object.assign(this.#settings, swarmSettingsOf(this.#context.settings, this.isSequential));
		this.swarm.torrent.handleSettings(now);
	}

	tick(now: number): void {
		if (now >= this.#retry.retryAt) {
			this.#retry.handleTry();
			this.disk.retryWrites();
			this.#run();
		}

		this.#resume.tick(now);
		if (this.isActive) {
			this.swarm.tick(now);
			this.#lookAtSeedingGoal(now);
		}
	}

	/** The next moment at which `tick` has something to do. */
	nextDeadline(): number {
		const swarm = this.isActive ? this.swarm.torrent.nextDeadline() : Number.POSITIVE_INFINITY;
		return Math.min(swarm, this.#retry.retryAt, this.#resume.dueAt);
	}

	log(line: Omit<LogLine, 'torrentId'>): void {
		this.#context.events.log({...line, torrentId: this.id});
	}

	// What the disk tells.

	handleVerified(index: number): void {
		const now = monotonicNow();
		this.#retry.clear();
		this.#resume.touch(now);
		this.swarm.torrent.handleVerified(index, now);
		this.#noticeCompletion(now);
		this.#context.touch(now);
	}

	handleHashFailed(index: number): void {
		const now = monotonicNow();
		this.swarm.torrent.handleHashFailed(index, now);
		this.#context.touch(now);
	}

	handleWriteFailed(index: number, error: TorrentError): void {
		this.swarm.torrent.handleWriteFailed(index, monotonicNow());
		if (this.isActive) {
			this.#fail(error);
		}
	}

	handleRequestsAllowed(isAllowed: boolean): void {
		const now = monotonicNow();
		this.swarm.torrent.handleRequestsAllowed(isAllowed, now);
		this.#context.touch(now);
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
		if (this.#isPaused) {
			this.#setState('paused');
		} else {
			this.#run();
		}

		void this.#resume.save();
	}

	#run(): void {
		const now = monotonicNow();
		this.startedAt = now;
		this.#setState('downloading');
		this.swarm.torrent.handleStart(now);
		this.#noticeCompletion(now);
		this.#context.touch(now);
	}

	#leaveSwarm(reason: CloseReason): void {
		if (this.isActive) {
			this.swarm.torrent.handleStop(reason, monotonicNow());
		}
	}

	/** All that is wanted is here, or is not any more (a file is wanted after all). */
	#noticeCompletion(now: number): void {
		if (!this.isActive || this.swarm.torrent.isComplete === (this.#state === 'seeding')) {
			return;
		}

		if (this.#state === 'seeding') {
			this.#setState('downloading');
			return;
		}

		this.#seedingSince = now;
		this.completedAt = Number.isNaN(this.completedAt) ? now : this.completedAt;
		this.#setState('seeding');
		this.#context.events.push({type: 'torrentComplete', torrentId: this.id});
		void this.#resume.save();
	}

	#lookAtSeedingGoal(now: number): void {
		if (this.#state === 'seeding') {
			const goal = reachedSeedingGoal(this.#context.settings, {
				ratio: this.ratio,
				seedingMs: now - this.#seedingSince,
			});
			if (goal !== undefined) {
				this.log({level: 'info', name: 'seeding-goal', text: goal});
				this.pause();
			}
		}
	}

	/** What the next run needs to go on from here. */
	#describe(): Omit<ResumeRecord, 'files'> {
		const epochOf = (clock: number): number => Math.round(Date.now() - monotonicNow() + clock);
		return {
			infoHash: this.infoHash,
			dir: this.dir,
			pieces: this.swarm.torrent.haveBits.slice(),
			priorities: this.priorities.list,
			addedAt: this.#record?.addedAt ?? epochOf(this.addedAt),
			completedAt: Number.isNaN(this.completedAt) ? null : epochOf(this.completedAt),
			downBytes: this.downBytes,
			upBytes: this.upBytes,
			isPaused: this.#isPaused,
			isSequential: this.isSequential,
			trackers: [],
			peers: this.swarm.workedPeers,
		};
	}

	/** Ours (BEP 10): who we are, and how many requests we let stand. */
	#extensionHandshake(peer: Peer): Uint8Array {
		return encodeExtensionHandshake({
			messages: {},
			client: `unchoke ${this.#context.version}`,
			reqq: ourReqq,
			isUploadOnly: this.swarm.torrent.isComplete,
			listenPort: this.#context.listenPort ?? undefined,
			yourIp: parseIpAddress(peer.address.host),
		});
	}

	#fail(error: TorrentError): void {
		const isRetried = this.#retry.handleError(error, monotonicNow());
		this.#leaveSwarm('torrent-failed');
		this.#error = isRetried ? `${error.message} It is tried again by itself.` : error.message;
		this.#setState('error');
		this.log({level: 'error', name: 'torrent-failed', text: this.#error});
	}

	#setState(state: TorrentState): void {
		if (state !== 'error') {
			this.#error = null;
		}

		this.#state = state;
		this.#context.events.push({
			type: 'torrentState',
			torrentId: this.id,
			state,
			error: this.#error,
		});
	}
}
