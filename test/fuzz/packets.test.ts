import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import {encodeBencode} from '../../source/protocol/bencode.js';
import {clientName} from '../../source/protocol/client-name.js';
import {
	decodeExtensionHandshake,
	encodeExtensionHandshake,
} from '../../source/protocol/extension-handshake.js';
import {parseFileSelection} from '../../source/protocol/file-selection.js';
import {encodeHandshake, HandshakeDecoder} from '../../source/protocol/handshake.js';
import {decodeAnnounceResponse, decodeScrapeResponse} from '../../source/protocol/http-tracker.js';
import {parseInfoHash} from '../../source/protocol/info-hash.js';
import {formatIpv6, parseIpAddress} from '../../source/protocol/ip-address.js';
import {parseMagnet} from '../../source/protocol/magnet.js';
import {decodeMetadataMessage} from '../../source/protocol/metadata-exchange.js';
import {ParseError} from '../../source/protocol/parse-error.js';
import {decodePeerExchange} from '../../source/protocol/peer-exchange.js';
import {PeerProtocolError} from '../../source/protocol/peer-protocol-error.js';
import {redactUrl} from '../../source/protocol/tracker-url.js';
import {decodeUdpTrackerPacket} from '../../source/protocol/udp-tracker.js';
import {mutated} from './mutation.js';

const noise = fc.uint8Array({maxLength: 200});
const unsafe = /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

/** Every string in a value, however deep. */
function stringsOf(value: unknown): string[] {
	if (typeof value === 'string') {
		return [value];
	}
	if (value instanceof Error) {
		return [value.message];
	}
	if (value instanceof Uint8Array || typeof value !== 'object' || value === null) {
		return [];
	}
	return Object.values(value).flatMap(stringsOf);
}

const handshakes = fc
	.record({v: fc.string({unit: 'binary'}), reqq: fc.integer(), p: fc.nat(70_000)})
	.map(({v, reqq, p}) =>
		encodeExtensionHandshake({messages: {ut_pex: 1}, client: v, reqq, listenPort: p}),
	);

const answers = fc
	.record({
		interval: fc.integer(),
		complete: fc.integer(),
		peers: noise,
		peers6: noise,
		'failure reason': fc.option(fc.string({unit: 'binary'}), {nil: undefined}),
		'warning message': fc.string({unit: 'binary'}),
	})
	.map(encodeBencode);

test('extension handshakes and tracker answers are values or named errors, with nothing unsafe in them', t => {
	t.notThrows(() =>
		fc.assert(
			fc.property(
				fc.oneof(noise, handshakes, mutated(handshakes), answers, mutated(answers)),
				bytes => {
					for (const value of [
						decodeExtensionHandshake(bytes),
						decodeMetadataMessage(bytes),
						decodePeerExchange(bytes),
						decodeAnnounceResponse(bytes),
						decodeScrapeResponse(bytes, new Uint8Array(20)),
						decodeUdpTrackerPacket(bytes, 4),
						decodeUdpTrackerPacket(bytes, 16),
					]) {
						for (const text of stringsOf(value)) {
							assert.doesNotMatch(text, unsafe);
						}
					}
				},
			),
			{numRuns: 1500},
		),
	);
});

test('any UDP packet of the right kind is read, whatever is in it', t => {
	t.notThrows(() =>
		fc.assert(
			fc.property(
				fc.nat(4),
				noise,
				fc.constantFrom(4 as const, 16 as const),
				(action, rest, ipLength) => {
					const packet = decodeUdpTrackerPacket(Uint8Array.of(0, 0, 0, action, ...rest), ipLength);
					if (!(packet instanceof ParseError) && packet.type === 'announce') {
						for (const {port} of packet.response.peers) {
							assert.ok(port > 0 && port < 65_536);
						}
					}
				},
			),
			{numRuns: 1000},
		),
	);
});

test('a handshake is read or refused, and never reads on', t => {
	const valid = fc
		.record({
			infoHash: fc.uint8Array({minLength: 20, maxLength: 20}),
			peerId: fc.uint8Array({minLength: 20, maxLength: 20}),
			reserved: fc.uint8Array({minLength: 8, maxLength: 8}),
		})
		.map(encodeHandshake);
	t.notThrows(() =>
		fc.assert(
			fc.property(fc.oneof(valid, mutated(valid), noise), fc.nat(80), (bytes, split) => {
				const decoder = new HandshakeDecoder();
				const middle = Math.min(split, bytes.length);
				const first = decoder.push(bytes, 0, middle);
				const second = first instanceof Error ? first : decoder.push(bytes, middle, bytes.length);
				if (!(first instanceof PeerProtocolError || second instanceof PeerProtocolError)) {
					assert.equal(first + second, Math.min(68, bytes.length));
					assert.equal(decoder.handshake !== undefined, bytes.length >= 68);
				}
			}),
			{numRuns: 1000},
		),
	);
});

test('what people paste is a value or a named error, with nothing unsafe in it', t => {
	const part = fc.oneof(
		fc.constantFrom(
			'magnet:?',
			'xt=',
			'urn:btih:',
			'a'.repeat(40),
			'&',
			'dn=',
			'tr=',
			'udp://',
			'%',
		),
		fc.constantFrom('http://', 'x:1', '/', 'so=', '1-2', ',', 'x.pe=', '[::1]:1', '1220', '?', '@'),
		fc.string({unit: 'binary', maxLength: 5}),
	);
	t.notThrows(() =>
		fc.assert(
			fc.property(fc.array(part, {maxLength: 12}), parts => {
				const text = parts.join('');
				for (const value of [
					parseMagnet(text),
					parseMagnet(`magnet:?xt=urn:btih:${'a'.repeat(40)}&${text}`),
					parseInfoHash(text),
					parseFileSelection(text),
				]) {
					for (const inner of stringsOf(value)) {
						assert.doesNotMatch(inner, unsafe);
					}
				}
				assert.equal(typeof redactUrl(text), 'string');
			}),
			{numRuns: 1000},
		),
	);
});

test('client names are plain text, whatever the peer id', t => {
	t.notThrows(() =>
		fc.assert(
			fc.property(fc.uint8Array({minLength: 20, maxLength: 20}), peerId => {
				assert.doesNotMatch(clientName(peerId, null), unsafe);
			}),
		),
	);
});

test('an IPv6 address that is written is read to the same bytes', t => {
	const group = fc.oneof(fc.constant(0), fc.nat(65_535));
	t.notThrows(() =>
		fc.assert(
			fc.property(fc.array(group, {minLength: 8, maxLength: 8}), groups => {
				const bytes = Uint8Array.from(groups.flatMap(value => [value >>> 8, value & 0xff]));
				const text = formatIpv6(bytes, 0);
				assert.deepEqual(parseIpAddress(text), text.includes(':') ? bytes : bytes.slice(12));
			}),
			{numRuns: 500},
		),
	);
});
