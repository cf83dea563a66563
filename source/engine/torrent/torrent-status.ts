import {foreignText} from '../../protocol/foreign-text.js';
import type {torrentStates} from '../../store/columns.js';
import type {DiskFailure} from '../../store/engine-port.js';
import {monotonicNow} from '../clock.js';
import type {EngineContext} from '../engine-context.js';
import type {TorrentError} from '../torrent-error.js';
import {retriedSentence} from './write-retry.js';

/** What a torrent does now. */
export type TorrentState = (typeof torrentStates)[number];

/** A torrent's state, and why it can't go on when it can't. Every change is told at once: somebody waits for it. */
export class TorrentStatus {
	readonly #torrentId: number;
	readonly #context: EngineContext;
	#state: TorrentState = 'queued';
	#error: string | null = null;
	#diskFailure: DiskFailure | null = null;

	constructor(torrentId: number, context: EngineContext) {
		this.#torrentId = torrentId;
		this.#context = context;
	}

	get state(): TorrentState {
		return this.#state;
	}

	/** A whole sentence while the state is `error`. */
	get error(): string | null {
		return this.#error;
	}

	/** What the disk would not do, until it does. */
	get diskFailure(): DiskFailure | null {
		return this.#diskFailure;
	}

	/** In the swarm: dialling, taking connections, moving bytes. */
	get isActive(): boolean {
		return this.#state === 'downloading' || this.#state === 'seeding';
	}

	/** Any state but `error`. */
	set(state: Exclude<TorrentState, 'error'>): void {
		this.#error = null;
		this.#change(state);
	}

	/** The disk works. */
	clearDiskFailure(): void {
		this.#diskFailure = null;
	}

	/** @param isRetried it is tried again without anybody's doing */
	fail(error: TorrentError, operation: DiskFailure['operation'], isRetried: boolean): void {
		const path = foreignText(error.path ?? '', 4096);
		this.#diskFailure = {operation, code: error.code ?? 'EIO', path};
		const text = isRetried ? `${error.message} ${retriedSentence}` : error.message;
		this.#error = text;
		this.#change('error');
		const {events} = this.#context;
		events.log({level: 'error', name: 'torrent-failed', text, torrentId: this.#torrentId});
	}

	#change(state: TorrentState): void {
		this.#state = state;
		this.#context.events.push({
			type: 'torrentState',
			torrentId: this.#torrentId,
			state,
			error: this.#error,
		});
		this.#context.hurry(monotonicNow());
	}
}
