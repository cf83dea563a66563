import test from 'ava';
import {fromHex} from '../../source/protocol/hex.js';
import {isMagnet, type Magnet, parseMagnet} from '../../source/protocol/magnet.js';
import {ParseError} from '../../source/protocol/parse-error.js';

const hex = '0123456789abcdef0123456789abcdef01234567';
const btih = `xt=urn:btih:${hex}`;

function parse(query: string): Magnet {
	const magnet = parseMagnet(`magnet:?${query}`);
	if (magnet instanceof ParseError) {
		throw magnet;
	}
	return magnet;
}

test('a magnet says its hash, name, trackers, web seeds, peers and files', t => {
	const magnet = parse(
		`${btih}&dn=Big+Buck%20Bunny&tr=http%3A%2F%2Ft.example%2Fannounce&tr=udp://u.example:1` +
			'&ws=https%3A%2F%2Fw.example%2F&x.pe=1.2.3.4:6881&x.pe=[::1]:7&x.pe=name.example:8&so=0,2,4-6',
	);
	t.deepEqual(magnet, {
		infoHash: fromHex(hex)!,
		infoHashV2: null,
		name: 'Big Buck Bunny',
		trackers: [['http://t.example/announce'], ['udp://u.example:1']],
		webSeeds: ['https://w.example/'],
		peers: [
			{host: '1.2.3.4', port: 6881},
			{host: '::1', port: 7},
			{host: 'name.example', port: 8},
		],
		files: [
			{first: 0, last: 0},
			{first: 2, last: 2},
			{first: 4, last: 6},
		],
	});
});

test('the least magnet is a hash', t => {
	t.deepEqual(parse(btih), {
		infoHash: fromHex(hex)!,
		infoHashV2: null,
		name: null,
		trackers: [],
		webSeeds: [],
		peers: [],
		files: null,
	});
});

test('the hash may be base32, of version 2, or both', t => {
	const expected = fromHex(hex)!;
	t.deepEqual(parse('xt=urn:btih:AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH').infoHash, expected);
	const multihash = `xt=urn:btmh:1220${hex}${hex.slice(0, 24)}`;
	t.deepEqual(parse(multihash).infoHash, null);
	t.is(parse(multihash).infoHashV2?.length, 32);
	const hybrid = parse(`${btih}&${multihash}`);
	t.is(hybrid.infoHash?.length, 20);
	t.is(hybrid.infoHashV2?.length, 32);
});

test('letters of either case, numbered and encoded parameters are understood', t => {
	const magnet = parseMagnet(
		`MAGNET:?XT.1=URN%3ABTIH%3A${hex.toUpperCase()}&tr.1=udp://a.example:1&tr.2=udp://b.example:2`,
	) as Magnet;
	t.deepEqual(magnet.infoHash, fromHex(hex)!);
	t.deepEqual(magnet.trackers, [['udp://a.example:1'], ['udp://b.example:2']]);
});

test('what is not a magnet with a hash is refused by name', t => {
	for (const text of [
		'',
		'magnet:',
		'magnet:?',
		'magnet:?dn=x',
		`http://example/?${btih}`,
		'magnet:?xt=urn:btih:abc',
		'magnet:?xt=urn:btmh:1114abcd',
		`magnet:?xt=urn:sha1:${hex}`,
		`magnet:?${btih}&dn=${'x'.repeat(70_000)}`,
	]) {
		t.true(parseMagnet(text) instanceof ParseError);
	}
	t.true(isMagnet('Magnet:whatever'));
	t.false(isMagnet('/tmp/magnet:'));
});

test('parameters nobody can read are passed over', t => {
	const magnet = parse(
		`${btih}&&=&x&dn=%1b%E0%A4&tr=ws://x.example&tr=&ws=ftp://x&x.pe=1.2.3.4&x.pe=1.2.3.4:0&so=5-2`,
	);
	t.deepEqual([magnet.trackers, magnet.webSeeds, magnet.peers, magnet.files], [[], [], [], null]);
});

test('a hostile name cannot steer a terminal', t => {
	t.is(parse(`${btih}&dn=a%1b%5b2J%E2%80%AE`).name, 'a\\x1b[2J\\u{202e}');
});
