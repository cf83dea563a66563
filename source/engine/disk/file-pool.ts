import type {FileHandle} from 'node:fs/promises';
import {DescriptorFailures} from '../descriptor-failures.js';
import type {TorrentError} from '../torrent-error.js';
import type {FilePlace} from './file-place.js';
import {openInside} from './open-inside.js';

/** A file held open. `fd` is good until the lease is released. */
export interface FileLease {
	readonly fd: number;
	readonly path: string;
}

/** Hears about a file being open, or why it can't be. */
export type LeaseCallback = (lease: FileLease | TorrentError) => void;

interface Request {
	readonly place: FilePlace;
	readonly isWriting: boolean;
	readonly callback: LeaseCallback;
}

class OpenFile implements FileLease {
	readonly path: string;
	readonly handle: FileHandle;
	readonly isWritable: boolean;
	leases = 0;
	/** Replaced or not wanted any more: closed with its last lease. */
	isRetired = false;

	constructor(path: string, handle: FileHandle, isWritable: boolean) {
		this.path = path;
		this.handle = handle;
		this.isWritable = isWritable;
	}

	get fd(): number {
		return this.handle.fd;
	}
}

/**
 * The open files of all torrents: opened when first used, at most `maxOpenFiles` at a time, the one unused for longest closed
 * first. A lease keeps a file open while a read or write runs.
 */
export class FilePool {
	maxOpenFiles: number;
	/** By path; the least recently used first. */
	readonly #files = new Map<string, OpenFile>();
	/** Requests for a path that is being opened. */
	readonly #opening = new Map<string, Request[]>();
	/** Requests for which there is no descriptor until a lease ends. */
	readonly #waiting: Request[] = [];
	readonly #closing = new Set<Promise<void>>();
	readonly #descriptorFailures: DescriptorFailures;
	#retiredCount = 0;

	constructor(maxOpenFiles: number, descriptorFailures = new DescriptorFailures()) {
		this.maxOpenFiles = maxOpenFiles;
		this.#descriptorFailures = descriptorFailures;
	}

	/** Descriptors held, those being opened included. */
	get openCount(): number {
		return this.#files.size + this.#opening.size + this.#retiredCount;
	}

	/** Calls back with a lease, at once when the file is open already. */
	lease(place: FilePlace, isWriting: boolean, callback: LeaseCallback): void {
		const file = this.#files.get(place.path);
		if (file !== undefined && (file.isWritable || !isWriting)) {
			this.#files.delete(place.path);
			this.#files.set(place.path, file);
			file.leases++;
			callback(file);
			return;
		}
		const request = {place, isWriting, callback};
		const opening = this.#opening.get(place.path);
		if (opening !== undefined) opening.push(request);
		else if (this.#makeRoom(file)) void this.#open(request);
		else this.#waiting.push(request);
	}

	/** Ends a lease. */
	release(lease: FileLease): void {
		const file = lease as OpenFile;
		file.leases--;
		if (file.leases > 0) return;
		if (file.isRetired) {
			this.#retiredCount--;
			this.#close(file);
		}
		this.#serveWaiting();
	}

	/** Closes these paths, each as soon as no lease holds it. Resolves when those without a lease are closed. */
	async closePaths(paths: Iterable<string>): Promise<void> {
		for (const path of paths) {
			const file = this.#files.get(path);
			if (file !== undefined) this.#retire(file);
		}
		await Promise.all(this.#closing);
	}

	/** Closes everything that no lease holds. */
	async closeAll(): Promise<void> {
		await this.closePaths([...this.#files.keys()]);
	}

	async #open(first: Request): Promise<void> {
		const {path} = first.place;
		const requests = [first];
		this.#opening.set(path, requests);
		let result: OpenFile | TorrentError;
		try {
			const handle = await this.#openHandle(first);
			result = new OpenFile(path, handle, first.isWriting);
			this.#files.set(path, result);
		} catch (error) {
			result = error as TorrentError;
		}
		this.#opening.delete(path);
		for (const request of requests) {
			if (result instanceof OpenFile && (result.isWritable || !request.isWriting)) {
				result.leases++;
				request.callback(result);
			} else if (result instanceof OpenFile || request.isWriting !== first.isWriting) {
				// It was opened for reading and this one writes, or the other way round: its own try.
				this.lease(request.place, request.isWriting, request.callback);
			} else {
				request.callback(result);
			}
		}
		this.#serveWaiting();
	}

	async #openHandle({place, isWriting}: Request): Promise<FileHandle> {
		try {
			return await openInside(place, isWriting);
		} catch (error) {
			const {code} = error as TorrentError;
			this.#descriptorFailures.note(code);
			const isExhausted = code === 'EMFILE' || code === 'ENFILE';
			if (!isExhausted || !this.#retireOldestIdle()) throw error;
			// Peers took the descriptors we counted on: live with one file less.
			await Promise.all(this.#closing);
			return openInside(place, isWriting);
		}
	}

	/** Frees a descriptor if none is left; `stale` is a read-only one about to be replaced. False when all are leased. */
	#makeRoom(stale: OpenFile | undefined): boolean {
		if (stale !== undefined) this.#retire(stale);
		return this.openCount < this.maxOpenFiles || this.#retireOldestIdle();
	}

	#retireOldestIdle(): boolean {
		const oldest = this.#oldestIdle();
		if (oldest === undefined) return false;
		this.#retire(oldest);
		return true;
	}

	#oldestIdle(): OpenFile | undefined {
		for (const file of this.#files.values()) if (file.leases === 0) return file;
		return undefined;
	}

	#retire(file: OpenFile): void {
		this.#files.delete(file.path);
		file.isRetired = true;
		if (file.leases === 0) this.#close(file);
		else this.#retiredCount++;
	}

	#close(file: OpenFile): void {
		// Nothing can be done about a failing close, and what was written has been reported already.
		const closing = file.handle.close().catch(() => {});
		this.#closing.add(closing);
		void closing.then(() => this.#closing.delete(closing));
	}

	#serveWaiting(): void {
		while (this.#waiting.length > 0 && this.#isRoom()) {
			const {place, isWriting, callback} = this.#waiting.shift()!;
			this.lease(place, isWriting, callback);
		}
	}

	#isRoom(): boolean {
		return this.openCount < this.maxOpenFiles || this.#oldestIdle() !== undefined;
	}
}
