import {createHash} from 'node:crypto';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {ExecutionContext} from 'ava';
import type {Metainfo, MetainfoFile} from '../../../source/protocol/metainfo-types.js';

/** A file of a sample torrent, before its offset is known. */
export interface SampleFile {
	readonly path: readonly string[];
	readonly length: number;
	readonly isPadding?: boolean;
}

const seedStep = 2_654_435_761;

/** The byte at `offset` of every sample torrent is the same, never mind which: four of them at a time. */
function fillSample(bytes: Uint8Array, offset: number): void {
	for (let at = 0; at < bytes.length; at++) {
		const position = offset + at;
		bytes[at] =
			Math.imul((position >>> 3) + (position / 2 ** 32) * 77 + 1, seedStep) >>>
			(8 + (position & 7));
	}
}

/** A torrent made by hand, its content a function of the offset alone (zeros in padding files). */
export class SampleTorrent {
	readonly metainfo: Metainfo;

	/** @param hashedPieces the pieces to have right hashes, all when absent: huge torrents need but a few */
	constructor(files: readonly SampleFile[], pieceLength: number, hashedPieces?: readonly number[]) {
		let offset = 0;
		const placed: MetainfoFile[] = [];
		for (const {path, length, isPadding = false} of files) {
			placed.push({path, length, offset, isPadding});
			offset += length;
		}
		const pieceCount = Math.ceil(offset / pieceLength);
		const pieceHashes = new Uint8Array(pieceCount * 20);
		this.metainfo = {
			name: 'sample',
			infoHash: createHash('sha1')
				.update(JSON.stringify([files, pieceLength]))
				.digest(),
			infoHashV2: null,
			infoBytes: new Uint8Array(),
			pieceLength,
			pieceCount,
			length: offset,
			pieceHashes,
			isPrivate: false,
			files: placed,
			trackers: [],
			webSeeds: [],
			nodes: [],
			comment: null,
			createdBy: null,
			createdAt: null,
		};
		for (const index of hashedPieces ?? Array.from({length: pieceCount}, (_, piece) => piece)) {
			pieceHashes.set(createHash('sha1').update(this.piece(index)).digest(), index * 20);
		}
	}

	/** 40 hex digits. */
	get infoHashHex(): string {
		return Buffer.from(this.metainfo.infoHash!).toString('hex');
	}

	/** Bytes of a piece. */
	pieceLength(index: number): number {
		const {pieceLength, length} = this.metainfo;
		return Math.min(pieceLength, length - index * pieceLength);
	}

	/** The content of a piece. */
	piece(index: number): Uint8Array {
		return this.bytes(index * this.metainfo.pieceLength, this.pieceLength(index));
	}

	/** The content of a file. */
	file(fileIndex: number): Uint8Array {
		const {offset, length} = this.metainfo.files[fileIndex]!;
		return this.bytes(offset, length);
	}

	/** Content by the torrent's offsets. */
	bytes(offset: number, length: number): Uint8Array {
		const bytes = new Uint8Array(length);
		fillSample(bytes, offset);
		for (const file of this.metainfo.files) {
			const begin = file.offset - offset;
			if (file.isPadding && begin < length && begin + file.length > 0) {
				bytes.fill(0, Math.max(0, begin), Math.min(length, begin + file.length));
			}
		}
		return bytes;
	}

	/** Writes all files but padding, as a complete download would be. */
	async write(dir: string): Promise<void> {
		for (const [index, file] of this.metainfo.files.entries()) {
			if (file.isPadding) continue;
			const path = join(dir, ...file.path);
			await mkdir(dirname(path), {recursive: true});
			await writeFile(path, this.file(index));
		}
	}
}

/** A folder that is gone after the test. */
export async function temporaryFolder(t: ExecutionContext): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'unchoke-disk-'));
	t.teardown(() => rm(folder, {recursive: true, force: true}));
	return folder;
}
