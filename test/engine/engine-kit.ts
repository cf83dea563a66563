import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {Engine} from '../../source/engine/engine.js';
import type {EngineOptions} from '../../source/engine/engine-options.js';
import {metainfoTools} from '../../source/engine/metainfo-tools.js';
import {WorkerPort} from '../../source/engine/worker-port.js';
import {parseMetainfo} from '../../source/protocol/metainfo.js';
import {encodeMetainfo} from '../../source/protocol/metainfo-encoder.js';
import type {
	AddTorrent,
	EngineEvent,
	EngineMessage,
	EnginePort,
	Intent,
	Snapshot,
	SnapshotQuery,
} from '../../source/store/engine-port.js';
import {defaultSettings, type Settings} from '../../source/store/settings.js';
import {type SampleFile, SampleTorrent} from './disk/sample-torrent.js';

const kibibyte = 1024;

/** Long enough for a machine that runs everything else at the same time. */
const patienceMs = 30_000;

/** A folder that is gone after the test. */
export async function temporaryFolder(t: ExecutionContext): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'unchoke-engine-'));
	t.teardown(() => rm(folder, {recursive: true, force: true, maxRetries: 3}));
	return folder;
}

/** Several files with what is awkward about files: folders, an empty one, foreign letters, an odd end. */
export const severalFiles: readonly SampleFile[] = [
	{path: ['sample', 'first file'], length: 300 * kibibyte + 1},
	{path: ['sample', 'folder', 'empty'], length: 0},
	{path: ['sample', 'folder', '二番目'], length: 700 * kibibyte},
	{path: ['sample', 'last'], length: 33_333},
];

/** A sample with the bytes of its .torrent. */
export function sampleWithMetainfo(
	files: readonly SampleFile[] = severalFiles,
	{pieceLength = 64 * kibibyte, trackers = [] as string[][]} = {},
): {sample: SampleTorrent; metainfo: Uint8Array; infoHash: Uint8Array} {
	const sample = new SampleTorrent(files, pieceLength);
	const metainfo = encodeMetainfo({
		name: files[0]!.path[0]!,
		pieceLength,
		pieceHashes: sample.metainfo.pieceHashes,
		files,
		trackers,
	});
	const parsed = parseMetainfo(metainfo, metainfoTools);
	if (parsed instanceof Error) {
		throw parsed;
	}

	return {sample, metainfo, infoHash: parsed.infoHash!};
}

/** An engine without a thread, as a port. */
export class LocalPort implements EnginePort {
	readonly engine: Engine;
	readonly #listeners = new Set<(message: EngineMessage) => void>();

	constructor(options: EngineOptions) {
		this.engine = new Engine(options, {
			isCongested: false,
			post: message => {
				for (const listener of this.#listeners) {
					listener(message);
				}
			},
		});
	}

	send(intent: Intent): void {
		void this.engine.handle(intent);
	}

	listen(listener: (message: EngineMessage) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async close(): Promise<void> {
		await this.engine.stop();
	}
}

type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, {type: Type}>;

/** What a test engine may be told. */
export interface TestEngineOptions {
	readonly settings?: Partial<Settings>;
	/** A state folder of before. */
	readonly stateDir?: string;
	/** On a thread of its own, as the program runs it. */
	readonly isThreaded?: boolean;
}

/** An engine on 127.0.0.1 with everything it said, and ways to wait for what it will say. */
export class TestEngine {
	readonly port: EnginePort;
	readonly events: EngineEvent[] = [];
	/** Messages in the order they came, for tests of that order. */
	readonly messages: EngineMessage[] = [];
	readonly stateDir: string;
	readonly #waiting = new Set<() => void>();
	#requestId = 0;

	private constructor(port: EnginePort, stateDir: string) {
		this.port = port;
		this.stateDir = stateDir;
		port.listen(message => {
			this.messages.push(message);
			if (message.type === 'events') {
				this.events.push(...message.events);
			}

			for (const look of [...this.#waiting]) {
				look();
			}
		});
	}

	static async start(t: ExecutionContext, options: TestEngineOptions = {}): Promise<TestEngine> {
		const stateDir = options.stateDir ?? (await temporaryFolder(t));
		const settings = {
			...defaultSettings,
			port: 0,
			bind: '127.0.0.1',
			logLevel: 'debug' as const,
			...options.settings,
		};
		const engineOptions = {settings, stateDir, version: '0.1.0'};
		const local = options.isThreaded ? undefined : new LocalPort(engineOptions);
		const engine = new TestEngine(local ?? new WorkerPort(engineOptions), stateDir);
		t.teardown(() => engine.port.close());
		await local?.engine.start();
		await engine.heard('ready');
		return engine;
	}

	get listenPort(): number {
		const ready = this.events.find(event => event.type === 'ready');
		return ready?.listenPort ?? 0;
	}

	/** Where others reach it. */
	get address(): {host: string; port: number} {
		return {host: '127.0.0.1', port: this.listenPort};
	}

	/** Adds a torrent. @returns its number */
	async add(torrent: AddTorrent): Promise<number> {
		const requestId = ++this.#requestId;
		this.port.send({type: 'addTorrent', requestId, torrent});
		const {torrentId, error} = await this.heard(
			'addResult',
			event => event.requestId === requestId,
		);
		if (torrentId === null) {
			throw new Error(error ?? 'refused');
		}

		return torrentId;
	}

	/** The first event of a kind that fits, past ones included. */
	async heard<Type extends EngineEvent['type']>(
		type: Type,
		fits: (event: EventOf<Type>) => boolean = () => true,
	): Promise<EventOf<Type>> {
		const find = (): EventOf<Type> | undefined =>
			this.events.find(
				(event): event is EventOf<Type> => event.type === type && fits(event as EventOf<Type>),
			);
		await this.until(() => find() !== undefined, type);
		return find()!;
	}

	/** The torrent came into a state, some time. */
	async reached(torrentId: number, state: string): Promise<EventOf<'torrentState'>> {
		return this.heard(
			'torrentState',
			event => event.torrentId === torrentId && event.state === state,
		);
	}

	/** Resolves when the condition holds after some message. */
	async until(holds: () => boolean, what: string): Promise<void> {
		if (holds()) {
			return;
		}

		const {promise, resolve, reject} = Promise.withResolvers<void>();
		const look = (): void => {
			if (holds()) {
				resolve();
			}
		};
		this.#waiting.add(look);
		const giveUp = (): void =>
			reject(new Error(`waited in vain for ${what}; heard last:\n${this.#lastWords()}`));
		const timer = setTimeout(giveUp, patienceMs);
		try {
			await promise;
		} finally {
			clearTimeout(timer);
			this.#waiting.delete(look);
		}
	}

	/** Asks for a snapshot and waits for it. */
	async pull(query: Partial<SnapshotQuery> = {}): Promise<Snapshot> {
		const before = this.messages.length;
		this.port.send({
			type: 'pull',
			query: {torrentId: null, peerId: null, withPieces: false, ...query},
		});
		const find = (): Snapshot | undefined =>
			this.messages.slice(before).find(message => message.type === 'snapshot');
		await this.until(() => find() !== undefined, 'a snapshot');
		return find()!;
	}

	#lastWords(): string {
		const lines = this.events
			.slice(-15)
			.map(event => (event.type === 'log' ? event.text : JSON.stringify(event)));
		return lines.join('\n');
	}
}
