import {createHash} from 'node:crypto';
import test from 'ava';
import {type BencodeInput, encodeBencode} from '../../source/protocol/bencode.js';
import {toHex} from '../../source/protocol/hex.js';
import {parseMetainfo} from '../../source/protocol/metainfo.js';
import type {Metainfo} from '../../source/protocol/metainfo-types.js';
import {ParseError} from '../../source/protocol/parse-error.js';
import {metainfoTools as tools} from './metainfo-tools.js';

type Info = Record<string, BencodeInput | undefined>;

const singleInfo: Info = {
	name: 'a.bin',
	length: 40_000,
	'piece length': 16_384,
	pieces: new Uint8Array(60),
};

function parseBytes(bytes: Uint8Array): Metainfo {
	const metainfo = parseMetainfo(bytes, tools);
	if (metainfo instanceof ParseError) {
		throw metainfo;
	}
	return metainfo;
}

const parse = (info: Info, root: Info = {}) => parseBytes(encodeBencode({...root, info}));

/** The reason for which a torrent is refused. */
function refusal(info: Info): string {
	const result = parseMetainfo(encodeBencode({info}), tools);
	return result instanceof ParseError ? result.message : 'accepted';
}

/** A multi-file info dictionary whose files have a byte each unless told. */
function multi(...files: Array<Info>): Info {
	const listed = files.map(file => ({length: 1, ...file}));
	const length = listed.reduce((sum, file) => sum + Number(file.length), 0);
	return {
		name: 'folder',
		'piece length': 16_384,
		pieces: new Uint8Array(Math.ceil(length / 16_384) * 20),
		files: listed,
	};
}

const pathsOf = (metainfo: Metainfo) => metainfo.files.map(file => file.path.join('/'));

test('a single-file torrent is read', t => {
	const metainfo = parse(singleInfo);
	t.is(metainfo.name, 'a.bin');
	t.is(metainfo.length, 40_000);
	t.is(metainfo.pieceLength, 16_384);
	t.is(metainfo.pieceCount, 3);
	t.is(metainfo.pieceHashes.length, 60);
	t.deepEqual(metainfo.files, [{path: ['a.bin'], length: 40_000, offset: 0, isPadding: false}]);
	t.false(metainfo.isPrivate);
	t.is(metainfo.infoHashV2, null);
	t.deepEqual([metainfo.comment, metainfo.createdBy, metainfo.createdAt], [null, null, null]);
});

test('a multi-file torrent has its files one behind the other, empty ones and padding too', t => {
	const metainfo = parse(
		multi(
			{length: 10, path: ['a', 'b.txt']},
			{length: 0, path: ['empty']},
			{length: 16_374, path: ['.pad', '16374'], attr: 'p'},
			{length: 7, path: ['c'], attr: 'x'},
		),
	);
	t.deepEqual(metainfo.files, [
		{path: ['folder', 'a', 'b.txt'], length: 10, offset: 0, isPadding: false},
		{path: ['folder', 'empty'], length: 0, offset: 10, isPadding: false},
		{path: ['folder', '.pad', '16374'], length: 16_374, offset: 10, isPadding: true},
		{path: ['folder', 'c'], length: 7, offset: 16_384, isPadding: false},
	]);
	t.is(metainfo.length, 16_391);
});

test('the hash is of the raw info dictionary, however odd it is', t => {
	// Keys out of order, an unknown key, an integer over 2^53: encoding the decoded value again would change the hash.
	const info =
		'd4:name1:a6:lengthi1e12:piece lengthi16384e3:agei99999999999999999999e6:pieces20:aaaaaaaaaaaaaaaaaaaae';
	const metainfo = parseBytes(new TextEncoder().encode(`d4:info${info}8:url-list0:e`));
	t.is(toHex(metainfo.infoHash!), createHash('sha1').update(info).digest('hex'));
	t.is(new TextDecoder().decode(metainfo.infoBytes), info);
});

test('a hybrid torrent is read as version 1 and has both hashes', t => {
	const metainfo = parse({...singleInfo, 'meta version': 2, 'file tree': {}});
	t.deepEqual(metainfo.infoHash, tools.sha1(metainfo.infoBytes));
	t.deepEqual(metainfo.infoHashV2, tools.sha256(metainfo.infoBytes));
});

test('a version 2 torrent is refused as not supported yet', t => {
	t.regex(
		refusal({name: 'x', 'meta version': 2, 'piece length': 16_384, 'file tree': {}}),
		/version 2 .*not supported yet/,
	);
});

for (const [title, change, reason] of [
	['no piece length', {'piece length': undefined}, /piece length/],
	['a piece length of 0', {'piece length': 0}, /piece length/],
	['a negative piece length', {'piece length': -16_384}, /piece length/],
	['a piece length over 512 MiB', {'piece length': 2 ** 29 + 1}, /piece length/],
	['a piece length that is text', {'piece length': '16384'}, /piece length/],
	['no pieces', {pieces: undefined}, /no piece hashes/],
	['a piece too few', {pieces: new Uint8Array(40)}, /3 pieces, but 40 bytes/],
	['a piece too many', {pieces: new Uint8Array(80)}, /3 pieces, but 80 bytes/],
	['half a hash', {pieces: new Uint8Array(50)}, /3 pieces, but 50 bytes/],
	['no length', {length: undefined}, /neither its length nor its files/],
	['a negative length', {length: -1}, /negative length/],
	['no bytes', {length: 0, pieces: ''}, /no bytes at all/],
	['files that are no list of dictionaries', {files: ['a']}, /file 1 /],
	['a file without a path', {files: [{length: 1}]}, /file 1 /],
	['a file with an empty path', {files: [{length: 1, path: []}]}, /file 1 /],
	['a file with a number in its path', {files: [{length: 1, path: ['a', 1]}]}, /file 1 /],
	['a file without a length', {files: [{path: ['a']}]}, /file 1 /],
	['a file of negative length', {files: [{length: -5, path: ['a']}]}, /negative length/],
	['a path that is too deep', {files: [{length: 1, path: Array(100).fill('d')}]}, /file 1 /],
	[
		'more bytes than can be counted',
		{files: Array.from({length: 3}, () => ({length: 2 ** 52, path: ['a']}))},
		/larger than can be counted/,
	],
] as const) {
	test(`a torrent with ${title} is refused in a sentence that says so`, t => {
		t.regex(refusal({...singleInfo, ...(change as Info)}), reason);
	});
}

test('what is no torrent at all is refused in a sentence that says so', t => {
	for (const bytes of [
		new Uint8Array(),
		new TextEncoder().encode('<!DOCTYPE html><html>'),
		new TextEncoder().encode('le'),
		new TextEncoder().encode('de'),
		new TextEncoder().encode('d4:info3:abce'),
		encodeBencode({info: singleInfo}).subarray(0, -1),
	]) {
		const result = parseMetainfo(bytes, tools);
		t.true(result instanceof ParseError);
		t.regex((result as ParseError).message, /^this is not a torrent file: /);
	}
});

test('paths that would lead out of the folder lead nowhere', t => {
	const metainfo = parse({
		...multi(
			{path: ['..', '..', 'etc', 'passwd']},
			{path: ['/etc/passwd']},
			{path: ['a\0b', '', '.']},
			{path: ['..\\x']},
		),
		name: '../up',
	});
	t.deepEqual(pathsOf(metainfo), [
		'.._up/__/__/etc/passwd',
		'.._up/_etc_passwd',
		'.._up/a_b/_/_',
		'.._up/.._x',
	]);
});

test('files whose paths are or become the same are told apart', t => {
	t.deepEqual(
		pathsOf(parse(multi({path: ['a/b']}, {path: ['a_b']}, {path: ['A_B']}, {path: ['a_b', 'c']}))),
		['folder/a_b (1)', 'folder/a_b (2)', 'folder/A_B (3)', 'folder/a_b/c'],
	);
});

test('padding files neither need a path of their own nor take one from others', t => {
	const metainfo = parse(
		multi(
			{path: ['.pad', '5'], attr: 'p'},
			{path: ['.pad', '5'], attr: 'p'},
			{path: ['.pad', '5']},
		),
	);
	t.deepEqual(pathsOf(metainfo), ['folder/.pad/5', 'folder/.pad/5', 'folder/.pad/5']);
	t.deepEqual(
		metainfo.files.map(file => file.isPadding),
		[true, true, false],
	);
});

test('a symlink is no file', t => {
	const metainfo = parse(
		multi(
			{path: ['a']},
			{path: ['link'], length: 0, attr: 'l', 'symlink path': ['..', '..', 'etc']},
			{path: ['b']},
		),
	);
	t.deepEqual(pathsOf(metainfo), ['folder/a', 'folder/b']);
	t.is(metainfo.files[1]!.offset, 1);
});

test('names and paths marked as UTF-8 win over those in some other encoding', t => {
	const metainfo = parse({
		...multi({path: [Uint8Array.of(0xe9)], 'path.utf-8': ['é']}, {path: [Uint8Array.of(0xe9)]}),
		name: Uint8Array.of(0xff),
		'name.utf-8': 'naïve',
	});
	t.deepEqual(pathsOf(metainfo), ['naïve/é', 'naïve/_']);
});

test('a torrent without a name is called by its info hash', t => {
	for (const name of [undefined, '', 5]) {
		const metainfo = parse({...singleInfo, name});
		t.is(metainfo.name, toHex(metainfo.infoHash!));
	}
});

test('trackers come in their tiers, each once, and only those we can ask', t => {
	const root = {
		announce: 'http://first.example/announce',
		'announce-list': [
			['http://a.example/announce', 'udp://b.example:80', 'wss://c.example'],
			['wss://d.example/'],
			['http://a.example/announce', 'https://e.example/announce'],
		],
	};
	t.deepEqual(parse(singleInfo, root).trackers, [
		['http://a.example/announce', 'udp://b.example:80'],
		['https://e.example/announce'],
	]);
});

test('announce lists of odd shapes are taken for what they mean', t => {
	const announce = 'http://first.example/announce';
	const other = 'http://other.example/announce';
	for (const [list, tiers] of [
		[undefined, [[announce]]],
		[[], [[announce]]],
		[[[]], [[announce]]],
		['text', [[announce]]],
		[5, [[announce]]],
		[
			[other, [announce]],
			[[other], [announce]],
		],
		[[[5, other, [announce], {a: 1}]], [[other]]],
	] as const) {
		t.deepEqual(parse(singleInfo, {announce, 'announce-list': list}).trackers, tiers);
	}
	t.deepEqual(parse(singleInfo).trackers, []);
});

test('web seeds may be one or a list', t => {
	t.deepEqual(parse(singleInfo, {'url-list': 'http://w.example/'}).webSeeds, ['http://w.example/']);
	t.deepEqual(
		parse(singleInfo, {'url-list': ['http://w.example/', 'http://w.example/', '', 7]}).webSeeds,
		['http://w.example/'],
	);
	t.deepEqual(parse(singleInfo, {'url-list': ''}).webSeeds, []);
});

test('of the DHT nodes those with a host and a port are kept', t => {
	const nodes = [['router.example', 6881], ['1.2.3.4', 0], ['x', 70_000], ['y'], 'z', [5, 5]];
	t.deepEqual(parse(singleInfo, {nodes}).nodes, [{host: 'router.example', port: 6881}]);
});

test('private is an integer in the info dictionary', t => {
	t.true(parse({...singleInfo, private: 1}).isPrivate);
	t.false(parse({...singleInfo, private: 0}).isPrivate);
	t.false(parse(singleInfo, {private: 1}).isPrivate);
});

test('words for people are kept, and cannot steer a terminal', t => {
	const metainfo = parse(singleInfo, {
		comment: 'hello \x1b[31m',
		'created by': 'mktorrent 1.1',
		'creation date': 1_700_000_000,
	});
	t.is(metainfo.comment, 'hello \\x1b[31m');
	t.is(metainfo.createdBy, 'mktorrent 1.1');
	t.is(metainfo.createdAt, 1_700_000_000);
});

test('a date that is none counts as not there', t => {
	for (const date of [-1, 10 ** 15, 'yesterday']) {
		t.is(parse(singleInfo, {'creation date': date}).createdAt, null);
	}
});

test('a file keeps nothing of the bytes it was read from', t => {
	const bytes = encodeBencode({info: singleInfo});
	const metainfo = parseBytes(bytes);
	const before = metainfo.infoBytes.slice();
	bytes.fill(0);
	t.deepEqual(metainfo.infoBytes, before);
});
