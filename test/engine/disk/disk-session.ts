import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import type {DiskEvents} from '../../../source/engine/disk/disk-events.js';
import {DiskShared} from '../../../source/engine/disk/disk-shared.js';
import {TorrentDisk} from '../../../source/engine/disk/torrent-disk.js';
import type {TorrentError} from '../../../source/engine/torrent-error.js';
import {blockLength} from '../../../source/protocol/messages.js';
import {type SampleTorrent, temporaryFolder} from './sample-torrent.js';

/** Something a disk told, as the tests compare it. */
export type Told =
	| readonly ['verified' | 'hashFailed' | 'writeFailed', number]
	| readonly ['requestsAllowed' | 'readsPaused', boolean];

/** A torrent's disk in a folder of the test's own, fed by hand, with everything it tells written down. */
export class DiskSession {
	readonly sample: SampleTorrent;
	readonly dir: string;
	readonly stateDir: string;
	readonly shared: DiskShared;
	readonly disk: TorrentDisk;
	readonly told: Told[] = [];
	readonly errors: TorrentError[] = [];
	#callbacks: Array<() => void> = [];

	constructor(options: {
		sample: SampleTorrent;
		dir: string;
		stateDir: string;
		shared?: DiskShared | undefined;
	}) {
		this.sample = options.sample;
		this.dir = options.dir;
		this.stateDir = options.stateDir;
		this.shared = options.shared ?? new DiskShared({stateDir: this.stateDir, maxOpenFiles: 128});
		const tell = (told: Told) => {
			this.told.push(told);
			for (const callback of this.#callbacks.splice(0)) callback();
		};
		const events: DiskEvents = {
			handleVerified: index => tell(['verified', index]),
			handleHashFailed: index => tell(['hashFailed', index]),
			handleWriteFailed: (index, error) => {
				this.errors.push(error);
				tell(['writeFailed', index]);
			},
			handleRequestsAllowed: isAllowed => tell(['requestsAllowed', isAllowed]),
			handleReadsPaused: isPaused => tell(['readsPaused', isPaused]),
		};
		this.disk = new TorrentDisk(this.sample.metainfo, this.dir, this.shared, events);
	}

	/** Opens a session in new folders; it closes after the test. */
	static async open(
		t: ExecutionContext,
		sample: SampleTorrent,
		options: {wanted?: readonly boolean[]; shared?: DiskShared; folder?: string} = {},
	): Promise<DiskSession> {
		const folder = options.folder ?? (await temporaryFolder(t));
		const [dir, stateDir] = [join(folder, 'payload'), join(folder, 'state')];
		mkdirSync(dir, {recursive: true});
		const session = new DiskSession({sample, dir, stateDir, shared: options.shared});
		t.teardown(() => session.close());
		if (options.wanted !== undefined) await session.disk.setWantedFiles(options.wanted);
		const error = await session.disk.open();
		if (error !== undefined) throw error;
		return session;
	}

	/** Delivers the block at `begin` with its right content, or with `bytes` instead. */
	deliver(index: number, begin: number, bytes?: Uint8Array): boolean {
		const length = Math.min(blockLength, this.sample.pieceLength(index) - begin);
		const target = this.disk.blockTarget(length);
		if (target === undefined) throw new Error('The arena is at its cap');
		const offset = index * this.sample.metainfo.pieceLength + begin;
		target.set(bytes ?? this.sample.bytes(offset, length));
		return this.disk.handleBlock(index, begin, target);
	}

	/** The begins of a piece's blocks. */
	begins(index: number): number[] {
		const count = Math.ceil(this.sample.pieceLength(index) / blockLength);
		return Array.from({length: count}, (_, block) => block * blockLength);
	}

	/** Delivers all blocks of a piece, in the order given or from first to last, and completes it. */
	deliverPiece(index: number, begins: readonly number[] = this.begins(index)): void {
		for (const begin of begins) this.deliver(index, begin);
		this.disk.completePiece(index);
	}

	/** Waits until something like this was told; every wait is for something told once. */
	async heard(what: Told[0], value: Told[1]): Promise<void> {
		while (!this.hasHeard(what, value)) {
			await new Promise<void>(resolve => this.#callbacks.push(resolve));
		}
	}

	hasHeard(what: Told[0], value: Told[1]): boolean {
		return this.told.some(told => told[0] === what && told[1] === value);
	}

	/** Reads a block as an upload does. */
	async read(index: number, begin: number, length: number): Promise<Uint8Array | TorrentError> {
		return new Promise(resolve => {
			const bytes = new Uint8Array(length);
			this.disk.read(index, begin, [bytes], error => resolve(error ?? bytes));
		});
	}

	/** However busy the machine that runs the tests is. */
	async close(): Promise<void> {
		await this.disk.close(60_000);
		await this.shared.close();
	}
}
