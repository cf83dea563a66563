import type {Metainfo, MetainfoFile} from '../../protocol/metainfo-types.js';

/** A stretch of a torrent's bytes that lies in one file. */
export interface FileSpan {
	readonly fileIndex: number;
	/** First byte inside the file. */
	readonly begin: number;
	/** Bytes, at least 1. */
	readonly length: number;
	/** Zeros that are on no disk (BEP 47). */
	readonly isPadding: boolean;
}

/** Which bytes of which files make up a torrent's pieces. Empty files are in no piece. */
export class FileLayout {
	readonly #metainfo: Metainfo;
	/** Indices of the files that have bytes, in the torrent's order. */
	readonly #filled: readonly number[];

	constructor(metainfo: Metainfo) {
		this.#metainfo = metainfo;
		this.#filled = metainfo.files.flatMap((file, index) => (file.length > 0 ? [index] : []));
	}

	/** Bytes of a piece: the last may be shorter. */
	pieceLength(index: number): number {
		const {pieceLength, length} = this.#metainfo;
		return Math.min(pieceLength, length - index * pieceLength);
	}

	/** The spans of `length` bytes from `begin` in a piece, in order. */
	spans(index: number, begin: number, length: number): FileSpan[] {
		const spans: FileSpan[] = [];
		let at = index * this.#metainfo.pieceLength + begin;
		const end = at + length;
		for (let position = this.#search(at); at < end; position++) {
			const fileIndex = this.#filled[position];
			if (fileIndex === undefined) throw new RangeError(`Byte ${at} is behind the torrent's end`);
			const file = this.#file(fileIndex);
			const spanLength = Math.min(end, file.offset + file.length) - at;
			spans.push({
				fileIndex,
				begin: at - file.offset,
				length: spanLength,
				isPadding: file.isPadding,
			});
			at += spanLength;
		}
		return spans;
	}

	/** The first and the last piece that hold bytes of a file; undefined for an empty file. */
	piecesOfFile(fileIndex: number): {first: number; last: number} | undefined {
		const {offset, length} = this.#file(fileIndex);
		if (length === 0) return undefined;
		const {pieceLength} = this.#metainfo;
		return {
			first: Math.floor(offset / pieceLength),
			last: Math.floor((offset + length - 1) / pieceLength),
		};
	}

	/** Where in `#filled` the file with byte `offset` of the torrent stands. */
	#search(offset: number): number {
		let low = 0;
		let high = this.#filled.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (this.#file(this.#filled[middle]!).offset <= offset) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	#file(index: number): MetainfoFile {
		return this.#metainfo.files[index]!;
	}
}
