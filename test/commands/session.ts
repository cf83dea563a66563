import {DownloadSession, type SessionOptions} from '../../source/commands/download-session.js';
import {metainfoTools} from '../../source/engine/metainfo-tools.js';
import {parseMetainfo} from '../../source/protocol/metainfo.js';
import {ParseError} from '../../source/protocol/parse-error.js';
import {torrentStates} from '../../source/store/columns.js';
import type {EngineEvent} from '../../source/store/engine-port.js';
import {defaultSettings} from '../../source/store/settings.js';
import type {Timers} from '../../source/store/snapshot-puller.js';
import {SilentPort} from '../store/silent-port.js';
import {sampleTorrent} from './torrents.js';

/** Timers that move only when a test says so. */
export class ManualTimers implements Timers {
	#now = 0;
	readonly #waiting = new Map<object, {at: number; callback: () => void}>();

	now(): number {
		return this.#now;
	}

	set(callback: () => void, delayMs: number): unknown {
		const handle = {};
		this.#waiting.set(handle, {at: this.#now + delayMs, callback});
		return handle;
	}

	clear(handle: unknown): void {
		this.#waiting.delete(handle as object);
	}

	/** Lets time pass, and everything that is due happen. */
	advance(ms: number): void {
		this.#now += ms;
		for (const [handle, {at, callback}] of [...this.#waiting]) {
			if (at <= this.#now) {
				this.#waiting.delete(handle);
				callback();
			}
		}
	}
}

/** The code of a torrent's state, as a snapshot has it. */
export function stateCode(state: (typeof torrentStates)[number]): number {
	return torrentStates.indexOf(state);
}

/** A session of sample torrents over a port that says only what the test tells it to. */
export function sampleSession(change: Partial<SessionOptions> & {count?: number} = {}) {
	const port = new SilentPort();
	const timers = new ManualTimers();
	const bytes = sampleTorrent();
	const metainfo = parseMetainfo(bytes, metainfoTools);
	if (metainfo instanceof ParseError) {
		throw metainfo;
	}
	const session = new DownloadSession({
		port,
		timers,
		settings: {...defaultSettings, refresh: 1},
		items: Array.from({length: change.count ?? 1}, (_, at) => ({
			origin: `sample ${at}`,
			metainfo,
			torrent: {metainfo: bytes, dir: '/data'},
		})),
		seeding: null,
		timeoutMs: null,
		reports: [],
		withAllPeers: true,
		...change,
	});
	return {port, timers, session, end: session.run(), metainfo};
}

/** The engine took the torrent of a request. */
export function added(requestId: number, torrentId: number): EngineEvent {
	return {type: 'addResult', requestId, torrentId, error: null, isUsage: false};
}
