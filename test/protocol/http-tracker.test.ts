import test from 'ava';
import type {AnnounceRequest} from '../../source/protocol/announce.js';
import {type BencodeInput, encodeBencode} from '../../source/protocol/bencode.js';
import {
	announceUrl,
	decodeAnnounceResponse,
	decodeScrapeResponse,
	scrapeUrl,
} from '../../source/protocol/http-tracker.js';
import {ParseError} from '../../source/protocol/parse-error.js';

const request: AnnounceRequest = {
	infoHash: Uint8Array.from({length: 20}, (_, at) => at * 13),
	peerId: new TextEncoder().encode('-UC0100-abcdefgh~._-'),
	port: 6881,
	uploaded: 1,
	downloaded: 2,
	left: 2 ** 40,
	event: 'none',
	numwant: 80,
	key: 0xbeef,
};

const decode = (answer: Record<string, BencodeInput>) =>
	decodeAnnounceResponse(encodeBencode(answer));

const nothing = {
	intervalMs: null,
	minIntervalMs: null,
	seeds: null,
	leechers: null,
	peers: [],
	warning: null,
	trackerId: null,
	externalIp: null,
};

test('an announce URL carries all we tell, its bytes percent-encoded', t => {
	t.is(
		announceUrl('http://t.example/announce', request),
		'http://t.example/announce?info_hash=%00%0D%1A%274AN%5Bhu%82%8F%9C%A9%B6%C3%D0%DD%EA%F7' +
			'&peer_id=-UC0100-abcdefgh~._-&port=6881&uploaded=1&downloaded=2&left=1099511627776' +
			'&compact=1&no_peer_id=1&numwant=80&key=0000beef',
	);
});

test('every byte of a hash survives the URL', t => {
	for (let first = 0; first < 256; first += 20) {
		const infoHash = Uint8Array.from({length: 20}, (_, at) => first + at);
		const [, encoded = ''] = /info_hash=([^&]*)/.exec(
			announceUrl('http://t.example/', {...request, infoHash}),
		)!;
		t.regex(encoded, /^(?:%[0-9A-F]{2}|[\w.~-])+$/);
		const bytes = encoded
			.match(/%..|./g)!
			.map(part => (part.length === 3 ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0)));
		t.deepEqual(Uint8Array.from(bytes), infoHash);
	}
});

test('a query that the tracker’s URL already has is kept', t => {
	const start = (url: string) => announceUrl(url, request).split('info_hash')[0];
	t.is(start('http://t.example/a?passkey=A%2f'), 'http://t.example/a?passkey=A%2f&');
	t.is(start('http://t.example/a?'), 'http://t.example/a?');
	t.is(start('http://t.example/a?x=1&'), 'http://t.example/a?x=1&');
	t.is(start('http://t.example/a#part'), 'http://t.example/a?');
});

test('event, IPv6 address and tracker id are told where there are any', t => {
	const url = new URL(
		announceUrl('http://t.example/a', {
			...request,
			event: 'completed',
			ipv6: '2001:db8::1',
			trackerId: new TextEncoder().encode('a&b'),
		}),
	);
	t.is(url.searchParams.get('event'), 'completed');
	t.is(url.searchParams.get('ipv6'), '2001:db8::1');
	t.is(url.searchParams.get('trackerid'), 'a&b');
});

test('a full answer is read', t => {
	t.deepEqual(
		decode({
			interval: 1800,
			'min interval': 60,
			complete: 5,
			incomplete: 7,
			peers: Uint8Array.of(1, 2, 3, 4, 0x1a, 0xe1),
			peers6: Uint8Array.of(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 80),
			'warning message': 'soon \x1b closed',
			'tracker id': 'abc',
			'external ip': Uint8Array.of(9, 8, 7, 6),
		}),
		{
			intervalMs: 1_800_000,
			minIntervalMs: 60_000,
			seeds: 5,
			leechers: 7,
			peers: [
				{host: '1.2.3.4', port: 6881},
				{host: '2001:db8::1', port: 80},
			],
			warning: 'soon \\x1b closed',
			trackerId: new TextEncoder().encode('abc'),
			externalIp: Uint8Array.of(9, 8, 7, 6),
		},
	);
});

test('peers may be a list of dictionaries', t => {
	const answer = decode({peers: [{ip: '1.2.3.4', port: 1, 'peer id': 'x'}]});
	t.deepEqual(answer, {...nothing, peers: [{host: '1.2.3.4', port: 1}]});
});

test('values out of their bounds and of the wrong kind count as not said', t => {
	t.deepEqual(decode({}), nothing);
	t.deepEqual(
		decode({
			interval: -5,
			'min interval': 'x',
			complete: -1,
			incomplete: 2 ** 40,
			peers: 5,
			peers6: [],
			'external ip': 'abc',
			refusal: 'not a key of ours',
		}),
		nothing,
	);
	const answer = decode({interval: 10 ** 12});
	t.like(answer, {intervalMs: 7 * 24 * 3600 * 1000});
});

test('a refusal carries the tracker’s words and when to come back (BEP 31)', t => {
	t.deepEqual(decode({'failure reason': 'unregistered torrent\n'}), {
		refusal: 'unregistered torrent\\x0a',
		retryInMs: null,
	});
	for (const [said, retryInMs] of [
		['never', 'never'],
		['5', 300_000],
		[5, 300_000],
		['soon', null],
		[-5, null],
		['99999999', 7 * 24 * 3600 * 1000],
	] as const) {
		t.deepEqual(decode({'failure reason': 'no', 'retry in': said}), {refusal: 'no', retryInMs});
	}
});

test('rubbish is refused by name', t => {
	for (const text of ['', '<html>', 'le', 'd8:intervali60e', 'd5:peers9:abce']) {
		t.true(decodeAnnounceResponse(new TextEncoder().encode(text)) instanceof ParseError);
	}
});

test('a scrape URL is made of an announce URL by the last part of its path', t => {
	const {infoHash} = request;
	const base = (url: string) => scrapeUrl(url, infoHash)?.split('info_hash')[0];
	t.is(base('http://t.example/announce'), 'http://t.example/scrape?');
	t.is(base('http://t.example/x/announce'), 'http://t.example/x/scrape?');
	t.is(base('http://t.example/announce.php'), 'http://t.example/scrape.php?');
	t.is(base('http://t.example/announce?x=2/y'), 'http://t.example/scrape?x=2/y&');
	t.is(base('http://t.example/a'), undefined);
	t.is(base('http://t.example/announce/x'), undefined);
});

test('a scrape is read for our torrent, whether or not its hash is UTF-8', t => {
	const counts = {complete: 1, incomplete: 2, downloaded: 3};
	const told = {seeds: 1, leechers: 2, completed: 3};
	const inBencode = (infoHash: Uint8Array) => {
		const text = new TextEncoder();
		const parts = [
			text.encode('d5:filesd20:'),
			infoHash,
			text.encode('d8:completei1e10:downloadedi3e10:incompletei2eeee'),
		];
		return new Uint8Array(parts.flatMap(part => [...part]));
	};
	const plain = new TextEncoder().encode('abcdefghijklmnopqrst');
	t.deepEqual(
		decodeScrapeResponse(encodeBencode({files: {[String.fromCharCode(...plain)]: counts}}), plain),
		told,
	);
	t.deepEqual(decodeScrapeResponse(inBencode(plain), plain), told);
	t.deepEqual(decodeScrapeResponse(inBencode(request.infoHash), request.infoHash), told);
	t.like(decodeScrapeResponse(inBencode(plain), request.infoHash), {
		refusal: 'the tracker does not know this torrent',
	});
	t.like(decodeScrapeResponse(encodeBencode({'failure reason': 'no'}), plain), {refusal: 'no'});
});
