import {FileLayout} from '../engine/disk/file-layout.js';
import {hasBit} from '../protocol/bitfield.js';
import type {Metainfo} from '../protocol/metainfo-types.js';

/** How much of a file is whole, by the pieces that hold its bytes. */
export interface FileWholeness {
	/** With `/` between folders. */
	readonly path: string;
	/** Bytes. */
	readonly length: number;
	/** Pieces that hold bytes of it; none for an empty file. */
	readonly pieceCount: number;
	readonly wholePieces: number;
	readonly isWhole: boolean;
}

/** The files a user sees, and how whole each is; `hasEmptyFile` says whether an empty file is there. */
export function fileWholeness(
	metainfo: Metainfo,
	bits: Uint8Array,
	hasEmptyFile: (path: readonly string[]) => boolean,
): readonly FileWholeness[] {
	const layout = new FileLayout(metainfo);
	return metainfo.files.flatMap((file, fileIndex) => {
		if (file.isPadding) {
			return [];
		}
		const {first, last} = layout.piecesOfFile(fileIndex) ?? {first: 0, last: -1};
		let wholePieces = 0;
		for (let index = first; index <= last; index++) {
			wholePieces += hasBit(bits, index) ? 1 : 0;
		}
		const pieceCount = last - first + 1;
		const isWhole = pieceCount === 0 ? hasEmptyFile(file.path) : wholePieces === pieceCount;
		const path = file.path.join('/');
		return [{path, length: file.length, pieceCount, wholePieces, isWhole}];
	});
}

/** The pieces that are missing or wrong, as ranges from first to last. */
export function missingRanges(
	bits: Uint8Array,
	pieceCount: number,
): ReadonlyArray<readonly [first: number, last: number]> {
	const ranges: Array<[number, number]> = [];
	for (let index = 0; index < pieceCount; index++) {
		if (!hasBit(bits, index)) {
			const range = ranges.at(-1);
			if (range?.[1] === index - 1) {
				range[1] = index;
			} else {
				ranges.push([index, index]);
			}
		}
	}
	return ranges;
}
