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
