import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {metainfoTools} from '../../source/engine/metainfo-tools.js';
import {encodeMetainfo, type MetainfoInput} from '../../source/protocol/metainfo-encoder.js';

const pieceLength = 16_384;

/** The bytes of a .torrent of two pieces with every kind of words in it. */
export function sampleTorrent(change: Partial<MetainfoInput> = {}): Uint8Array {
	return encodeMetainfo({
		name: 'sample',
		pieceLength,
		pieceHashes: new Uint8Array(40).fill(7),
		files: [
			{path: ['sample', 'a', 'one.bin'], length: 20_000},
			{path: ['sample', 'zwei 二.txt'], length: 1},
		],
		trackers: [
			['http://tracker.example/announce', 'udp://tracker.example:6969/announce'],
			['http://private.example/0123456789abcdef0123456789abcdef/announce'],
		],
		webSeeds: ['http://web.example/files/'],
		comment: 'red \u001B[31m alert',
		createdBy: 'a test',
		createdAt: 1_700_000_000,
		...change,
	});
}

/** Files of a test, by path, with bytes that differ everywhere. */
export type Payload = ReadonlyArray<{
	readonly path: readonly [string, ...string[]];
	readonly bytes: Uint8Array;
}>;

/** Bytes that repeat nowhere near the length of a piece. */
export function someBytes(length: number, seed = 1): Uint8Array {
	const bytes = new Uint8Array(length);
	let state = seed;
	for (let at = 0; at < length; at++) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		bytes[at] = state >>> 24;
	}
	return bytes;
}

/** Writes a payload into a folder. */
export function writePayload(folder: string, payload: Payload): void {
	for (const {path, bytes} of payload) {
		const file = join(folder, ...path);
		mkdirSync(dirname(file), {recursive: true});
		writeFileSync(file, bytes);
	}
}

/** The .torrent of a payload. */
export function payloadTorrent(payload: Payload, change: Partial<MetainfoInput> = {}): Uint8Array {
	const all = Buffer.concat(payload.map(({bytes}) => bytes));
	const hashes: Uint8Array[] = [];
	for (let at = 0; at < all.length; at += pieceLength) {
		hashes.push(metainfoTools.sha1(all.subarray(at, at + pieceLength)));
	}
	return encodeMetainfo({
		name: payload[0]?.path[0] ?? 'nothing',
		pieceLength,
		pieceHashes: Buffer.concat(hashes),
		files: payload.map(({path, bytes}) => ({path, length: bytes.length})),
		...change,
	});
}
