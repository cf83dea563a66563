import type {Metainfo} from '../../protocol/metainfo-types.js';
import {normalPriority} from '../../swarm/piece-map.js';

/** First and last piece a range of the torrent's bytes touches; an empty range touches none. */
const piecesOf = (
	{offset, length}: {readonly offset: number; readonly length: number},
	pieceLength: number,
): {first: number; last: number} => ({
	first: Math.floor(offset / pieceLength),
	last: length === 0 ? -1 : Math.floor((offset + length - 1) / pieceLength),
});

/**
 * Which files the user wants and how much: 0 skip, 1 low … 4 normal … 7 high, in the order of the metainfo's files.
 * A piece is as important as the most important file in it. Padding is never wanted for its own sake.
 */
export class FilePriorities {
	readonly #metainfo: Metainfo;
	readonly #priorities: number[];

	/** @param wanted indices of wanted files as the user counts them (padding not counted); all when absent */
	constructor(metainfo: Metainfo, wanted?: readonly number[]) {
		this.#metainfo = metainfo;
		const set = wanted === undefined ? undefined : new Set(wanted);
		let number = -1;
		this.#priorities = metainfo.files.map(file => {
			if (file.isPadding) {
				return 0;
			}

			number += 1;
			return set === undefined || set.has(number) ? normalPriority : 0;
		});
	}

	/** One a file, padding included. */
	get list(): readonly number[] {
		return this.#priorities;
	}

	/** One flag a file, as the disk wants it. */
	get wanted(): readonly boolean[] {
		return this.#priorities.map(priority => priority > 0);
	}

	/** Takes over what a resume record says, where it fits. */
	restore(priorities: readonly number[]): void {
		if (priorities.length === this.#priorities.length) {
			this.#priorities.splice(0, priorities.length, ...priorities);
		}
	}

	/** Changes files by their numbers as the user counts them. */
	set(files: readonly number[], priority: number): void {
		const indices = this.shownFiles();
		for (const file of files) {
			const index = indices[file];
			if (index !== undefined) {
				this.#priorities[index] = priority;
			}
		}
	}

	/** Indices into the metainfo's files of those that are shown: all but padding. */
	shownFiles(): number[] {
		return [...this.#metainfo.files.keys()].filter(
			index => !this.#metainfo.files[index]!.isPadding,
		);
	}

	/** A byte a piece. */
	toPieces(): Uint8Array {
		const {files, pieceCount, pieceLength} = this.#metainfo;
		const pieces = new Uint8Array(pieceCount);
		for (const [at, file] of files.entries()) {
			const priority = this.#priorities[at]!;
			const {first, last} = piecesOf(file, pieceLength);
			for (let index = first; index <= last; index += 1) {
				pieces[index] = Math.max(pieces[index]!, priority);
			}
		}

		return pieces;
	}
}

/**
 * Bytes we have of each shown file with its priority, two numbers a file, as snapshots carry them.
 * @param hasPiece whether the piece is verified and written
 */
export const fileRows = (
	metainfo: Metainfo,
	priorities: FilePriorities,
	hasPiece: (index: number) => boolean,
): Float64Array => {
	const {files, pieceLength} = metainfo;
	const shown = priorities.shownFiles();
	const rows = new Float64Array(2 * shown.length);
	for (const [row, at] of shown.entries()) {
		const file = files[at]!;
		const {first, last} = piecesOf(file, pieceLength);
		let bytes = 0;
		for (let index = first; index <= last; index += 1) {
			if (hasPiece(index)) {
				const begin = Math.max(file.offset, index * pieceLength);
				const end = Math.min(file.offset + file.length, (index + 1) * pieceLength);
				bytes += end - begin;
			}
		}

		rows[2 * row] = bytes;
		rows[2 * row + 1] = priorities.list[at]!;
	}

	return rows;
};
