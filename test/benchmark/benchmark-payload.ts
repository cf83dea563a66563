import {createHash, randomFillSync} from 'node:crypto';
import {
	closeSync,
	fstatSync,
	mkdirSync,
	openSync,
	readSync,
	writeFileSync,
	writeSync,
} from 'node:fs';
import path from 'node:path';
import {metainfoTools} from '../../source/engine/metainfo-tools.js';
import {toHex} from '../../source/protocol/hex.js';
import {parseMetainfo} from '../../source/protocol/metainfo.js';
import {encodeMetainfo} from '../../source/protocol/metainfo-encoder.js';
import {ParseError} from '../../source/protocol/parse-error.js';

/** Piece length of every benchmark, in bytes. */
const pieceLength = 1024 * 1024;

/** The one file that clients exchange. */
export interface BenchmarkPayload {
	readonly folder: string;
	readonly file: string;
	readonly torrentPath: string;
	/** Hex. */
	readonly infoHash: string;
	readonly pieceLength: number;
	readonly length: number;
}

/** Writes `sizeMiB` of random bytes and their .torrent into a new folder of `dir`. */
export function makePayload(dir: string, sizeMiB: number, tracker: string): BenchmarkPayload {
	const folder = path.join(dir, 'payload');
	const file = path.join(folder, 'payload.bin');
	mkdirSync(folder, {recursive: true});
	const descriptor = openSync(file, 'w');
	const piece = Buffer.alloc(pieceLength);
	const hashes: Buffer[] = [];
	for (let index = 0; index < sizeMiB; index++) {
		randomFillSync(piece);
		writeSync(descriptor, piece);
		hashes.push(createHash('sha1').update(piece).digest());
	}

	closeSync(descriptor);
	const length = sizeMiB * pieceLength;
	const metainfo = encodeMetainfo({
		name: 'payload.bin',
		pieceLength,
		pieceHashes: Buffer.concat(hashes),
		files: [{path: ['payload.bin'], length}],
		trackers: [[tracker]],
	});
	const torrentPath = path.join(dir, 'payload.torrent');
	writeFileSync(torrentPath, metainfo);
	const parsed = parseMetainfo(metainfo, metainfoTools);
	if (parsed instanceof ParseError || parsed.infoHash === null) {
		throw new Error('the payload is no valid torrent');
	}

	return {folder, file, torrentPath, infoHash: toHex(parsed.infoHash), pieceLength, length};
}

/** Whether the file's bytes are those of the payload. */
export function isSameAsPayload(payload: BenchmarkPayload, file: string): boolean {
	const [one, other] = [openSync(payload.file, 'r'), openSync(file, 'r')];
	const chunks = [Buffer.alloc(8 * 1024 * 1024), Buffer.alloc(8 * 1024 * 1024)] as const;
	let isSame = fstatSync(other).size === payload.length;
	for (let at = 0; isSame && at < payload.length; at += chunks[0].length) {
		const read = readSync(one, chunks[0], 0, chunks[0].length, at);
		readSync(other, chunks[1], 0, chunks[1].length, at);
		isSame = chunks[0].subarray(0, read).equals(chunks[1].subarray(0, read));
	}

	closeSync(one);
	closeSync(other);
	return isSame;
}
