import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';
import type {HashFile, HashJob} from './hash-job.js';
import {SparseHash} from './sparse-hash.js';

/** Read and hashed at a time: it stays in the processor's cache between the two. */
const stripBytes = 256 * 1024;

/** A worker keeps this many files open, the least recently opened closed first. */
const maxOpenFiles = 16;

// Absent on Windows. Opening a pipe that somebody put in a file's place must not wait.
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Hashes pieces of files one after the other, with blocking reads: for a thread of its own. */
export class PieceHasher {
	readonly #files: readonly HashFile[];
	readonly #pieceLength: number;
	readonly #length: number;
	readonly #strip = new Uint8Array(stripBytes);
	/** By path; null: there is no such file to read. */
	readonly #descriptors = new Map<string, number | null>();

	constructor({files, pieceLength}: Pick<HashJob, 'files' | 'pieceLength'>) {
		this.#files = files;
		this.#pieceLength = pieceLength;
		const last = files.at(-1);
		this.#length = last === undefined ? 0 : last.offset + last.length;
	}

	/**
	 * @param isStopped asked between strips
	 * @returns the 20 bytes, or undefined when not all bytes of the piece are there, or it was stopped.
	 */
	hash(index: number, isStopped: () => boolean): Uint8Array | undefined {
		const hash = new SparseHash();
		const begin = index * this.#pieceLength;
		const end = Math.min(begin + this.#pieceLength, this.#length);
		if (!this.#isLikelyThere(begin, end)) return undefined;
		let at = begin;
		for (let position = this.#search(at); at < end; position++) {
			const file = this.#files[position]!;
			const to = Math.min(end, file.offset + file.length);
			for (let length = 0; at < to; at += length) {
				if (isStopped()) return undefined;
				length = Math.min(stripBytes, to - at);
				if (!this.#hashStrip(hash, file, at - file.offset, length)) return undefined;
			}
		}
		return hash.digest();
	}

	/** Closes its files. */
	close(): void {
		for (const descriptor of this.#descriptors.values()) {
			if (descriptor !== null) closeSync(descriptor);
		}
		this.#descriptors.clear();
	}

	/** Whether the files of a piece exist and are long enough: saves reading all but the end of a piece that can't be whole. */
	#isLikelyThere(begin: number, end: number): boolean {
		for (let position = this.#search(begin), at = begin; at < end; position++) {
			const file = this.#files[position]!;
			at = Math.min(end, file.offset + file.length);
			if (file.path === null) continue;
			const descriptor = this.#open(file.path);
			if (descriptor === null) return false;
			if (fstatSync(descriptor).size < file.base + at - file.offset) return false;
		}
		return true;
	}

	/** False when the bytes can't be read. */
	#hashStrip(hash: SparseHash, file: HashFile, begin: number, length: number): boolean {
		if (file.path === null) {
			hash.updateZeros(length);
			return true;
		}
		const descriptor = this.#open(file.path);
		if (descriptor === null) return false;
		for (let done = 0; done < length; ) {
			const position = file.base + begin + done;
			const count = readOrNothing(descriptor, this.#strip, {done, length, position});
			if (count === 0) return false;
			done += count;
		}
		hash.update(length === stripBytes ? this.#strip : this.#strip.subarray(0, length));
		return true;
	}

	#open(path: string): number | null {
		const known = this.#descriptors.get(path);
		if (known !== undefined) return known;
		const descriptor = openRegular(path);
		this.#descriptors.set(path, descriptor);
		if (this.#descriptors.size > maxOpenFiles) {
			const [oldestPath, oldest] = this.#descriptors.entries().next().value!;
			this.#descriptors.delete(oldestPath);
			if (oldest !== null) closeSync(oldest);
		}
		return descriptor;
	}

	/** The position of the file with byte `offset`. */
	#search(offset: number): number {
		let low = 0;
		let high = this.#files.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (this.#files[middle]!.offset <= offset) low = middle;
			else high = middle - 1;
		}
		return low;
	}
}

function openRegular(path: string): number | null {
	let descriptor: number;
	try {
		descriptor = openSync(path, openFlags);
	} catch {
		return null;
	}
	if (fstatSync(descriptor).isFile()) return descriptor;
	closeSync(descriptor);
	return null;
}

/** Bytes read; 0 at the file's end and where the disk fails: either way the piece is not there. */
function readOrNothing(
	descriptor: number,
	buffer: Uint8Array,
	{done, length, position}: {done: number; length: number; position: number},
): number {
	try {
		return readSync(descriptor, buffer, done, length - done, position);
	} catch {
		return 0;
	}
}
