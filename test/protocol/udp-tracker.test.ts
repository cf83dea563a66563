import test from 'ava';
import type {AnnounceRequest} from '../../source/protocol/announce.js';
import {fromHex, toHex} from '../../source/protocol/hex.js';
import {ParseError} from '../../source/protocol/parse-error.js';
import {
	decodeUdpTrackerPacket,
	encodeAnnounce,
	encodeConnect,
	encodeScrape,
} from '../../source/protocol/udp-tracker.js';

const connectionId = fromHex('0102030405060708')!;
const request: AnnounceRequest = {
	infoHash: new Uint8Array(20).fill(0xaa),
	peerId: new Uint8Array(20).fill(0xbb),
	port: 6881,
	uploaded: 3,
	downloaded: 2 ** 32 + 1,
	left: 2 ** 53 - 1,
	event: 'started',
	numwant: 80,
	key: 0xdeadbeef,
};

const announceWithoutOptions =
	`${toHex(connectionId)}00000001000000ff${'aa'.repeat(20)}${'bb'.repeat(20)}` +
	'0000000100000001001fffffffffffff00000000000000030000000200000000deadbeef000000501ae1';

test('a connect packet is the 16 bytes of BEP 15', t => {
	t.is(toHex(encodeConnect(0xfffefdfc)), '000004172710198000000000fffefdfc');
});

test('an announce packet is the 98 bytes of BEP 15', t => {
	const bytes = encodeAnnounce({connectionId, transactionId: 255}, request, 'udp://t.example:80');
	t.is(bytes.length, 98);
	t.is(toHex(bytes), announceWithoutOptions);
});

test('each event has its number', t => {
	for (const [event, number] of [
		['none', 0],
		['completed', 1],
		['started', 2],
		['stopped', 3],
	] as const) {
		const bytes = encodeAnnounce(
			{connectionId, transactionId: 1},
			{...request, event},
			'udp://t.example:80',
		);
		t.is(bytes[83], number);
	}
});

test('path and query go behind the announce (BEP 41), in parts of 255 bytes', t => {
	const options = (url: string) =>
		encodeAnnounce({connectionId, transactionId: 1}, request, url).subarray(98);
	const plain = '/announce?key=1';
	t.deepEqual(
		options(`udp://t.example:80${plain}`),
		Uint8Array.of(2, plain.length, ...new TextEncoder().encode(plain), 0),
	);
	t.is(options('udp://t.example:80/').length, 0);
	const long = options(`udp://t.example:80/${'x'.repeat(299)}`);
	t.is(long.length, 2 + 255 + 2 + 45 + 1);
	t.deepEqual([long[0], long[1], long[257], long[258], long.at(-1)], [2, 255, 2, 45, 0]);
});

test('a scrape packet names one torrent', t => {
	t.is(
		toHex(encodeScrape({connectionId, transactionId: 7}, request.infoHash)),
		`010203040506070800000002${'00000007'}${'aa'.repeat(20)}`,
	);
});

test('a connect answer brings the connection id', t => {
	t.deepEqual(decodeUdpTrackerPacket(fromHex('00000000deadbeef0102030405060708')!, 4), {
		type: 'connect',
		transactionId: 0xdeadbeef,
		connectionId,
	});
});

test('an announce answer brings peers of the family it came by', t => {
	const header = '000000010000000900000708000000020000000a';
	const response = {
		intervalMs: 1_800_000,
		minIntervalMs: null,
		seeds: 10,
		leechers: 2,
		warning: null,
		trackerId: null,
		externalIp: null,
	};
	t.deepEqual(decodeUdpTrackerPacket(fromHex(`${header}010203041ae1`)!, 4), {
		type: 'announce',
		transactionId: 9,
		response: {...response, peers: [{host: '1.2.3.4', port: 6881}]},
	});
	t.deepEqual(
		decodeUdpTrackerPacket(fromHex(`${header}20010db80000000000000000000000010050`)!, 16),
		{
			type: 'announce',
			transactionId: 9,
			response: {...response, peers: [{host: '2001:db8::1', port: 80}]},
		},
	);
	t.like(decodeUdpTrackerPacket(fromHex(header)!, 4), {type: 'announce'});
});

test('a scrape answer brings the counts', t => {
	t.deepEqual(decodeUdpTrackerPacket(fromHex('0000000200000001000000050000000600000007')!, 4), {
		type: 'scrape',
		transactionId: 1,
		response: {seeds: 5, completed: 6, leechers: 7},
	});
});

test('an error brings the tracker’s words, escaped', t => {
	t.deepEqual(decodeUdpTrackerPacket(fromHex('00000003000000016e6f1b')!, 4), {
		type: 'error',
		transactionId: 1,
		words: 'no\\x1b',
	});
	t.like(decodeUdpTrackerPacket(fromHex('0000000300000001')!, 4), {words: ''});
});

test('a bare header in answer to an announce is a refusal, as opentracker sends it', t => {
	t.deepEqual(decodeUdpTrackerPacket(fromHex('0000000100000009')!, 4), {
		type: 'error',
		transactionId: 9,
		words: 'refused without a reason',
	});
});

test('packets that are cut short or of no known kind are refused by name', t => {
	for (const hex of [
		'',
		'00000000000000',
		'000000000000000101020304050607',
		'0000000100000001000007080000000200000a',
		'000000020000000100000708000000020000',
		'0000000400000001',
		'ffffffff00000001',
	]) {
		t.true(decodeUdpTrackerPacket(fromHex(hex)!, 4) instanceof ParseError);
	}
});
