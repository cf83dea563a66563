import test from 'ava';
import {parseMetainfo} from '../../source/protocol/metainfo.js';
import {encodeMetainfo} from '../../source/protocol/metainfo-encoder.js';
import {ParseError} from '../../source/protocol/parse-error.js';
import {metainfoTools as tools} from './metainfo-tools.js';

function parse(bytes: Uint8Array) {
	const metainfo = parseMetainfo(bytes, tools);
	if (metainfo instanceof ParseError) {
		throw metainfo;
	}
	return metainfo;
}

test('a single-file torrent with nothing more is as small as can be', t => {
	const bytes = encodeMetainfo({
		name: 'a',
		pieceLength: 16_384,
		pieceHashes: new TextEncoder().encode('x'.repeat(20)),
		files: [{path: ['a'], length: 5}],
	});
	t.is(
		new TextDecoder().decode(bytes),
		`d4:infod6:lengthi5e4:name1:a12:piece lengthi16384e6:pieces20:${'x'.repeat(20)}ee`,
	);
});

test('what was encoded is what is parsed', t => {
	const input = {
		name: 'ordner ü',
		pieceLength: 32_768,
		pieceHashes: Uint8Array.from({length: 40}, (_, at) => at * 5),
		files: [
			{path: ['ordner ü', 'b', '日本.txt'], length: 100, isPadding: false},
			{path: ['ordner ü', '.pad', '32668'], length: 32_668, isPadding: true},
			{path: ['ordner ü', 'a'], length: 0, isPadding: false},
			{path: ['ordner ü', 'c'], length: 1, isPadding: false},
		],
		trackers: [['http://a.example/announce', 'udp://b.example:1/'], ['http://c.example/']],
		webSeeds: ['http://w.example/'],
		isPrivate: true,
		comment: 'hello',
		createdBy: 'unchoke',
		createdAt: 1_700_000_000,
	};
	const metainfo = parse(encodeMetainfo(input));
	const {files, ...rest} = input;
	t.like(metainfo, rest);
	t.deepEqual(
		metainfo.files.map(({path, length, isPadding}) => ({path, length, isPadding})),
		files,
	);
});

test('one file in a folder stays in its folder', t => {
	const metainfo = parse(
		encodeMetainfo({
			name: 'd',
			pieceLength: 1,
			pieceHashes: new Uint8Array(20),
			files: [{path: ['d', 'a'], length: 1}],
		}),
	);
	t.deepEqual(metainfo.files[0]!.path, ['d', 'a']);
});

test('a source changes the info hash', t => {
	const input = {
		name: 'a',
		pieceLength: 16_384,
		pieceHashes: new Uint8Array(20),
		files: [{path: ['a'], length: 5}],
	};
	t.notDeepEqual(
		parse(encodeMetainfo(input)).infoHash,
		parse(encodeMetainfo({...input, source: 'tracker'})).infoHash,
	);
});
