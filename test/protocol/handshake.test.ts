import test from 'ava';
import {
	encodeHandshake,
	encodeReserved,
	HandshakeDecoder,
	handshakeLength,
	hasDht,
	hasExtensions,
	isFast,
} from '../../source/protocol/handshake.js';
import {PeerProtocolError} from '../../source/protocol/peer-protocol-error.js';

const infoHash = Uint8Array.from({length: 20}, (_, at) => at);
const peerId = Uint8Array.from({length: 20}, (_, at) => 200 + at);
const reserved = encodeReserved({isFast: true, hasExtensions: true, hasDht: false});
const bytes = encodeHandshake({infoHash, peerId, reserved});

test('a handshake is the 68 bytes of BEP 3', t => {
	t.is(bytes.length, handshakeLength);
	t.is(new TextDecoder().decode(bytes.subarray(0, 20)), '\x13BitTorrent protocol');
	t.deepEqual([...bytes.subarray(20, 28)], [0, 0, 0, 0, 0, 0x10, 0, 0x04]);
	t.deepEqual(bytes.slice(28, 48), infoHash);
	t.deepEqual(bytes.slice(48), peerId);
});

test('every split of a handshake is read, and no byte of what follows', t => {
	const withNext = new Uint8Array([...bytes, 0, 0, 0, 0]);
	for (let split = 0; split <= handshakeLength; split++) {
		const decoder = new HandshakeDecoder();
		t.is(decoder.push(withNext, 0, split), split);
		t.is(decoder.handshake === undefined, split < handshakeLength);
		t.is(decoder.push(withNext, split, withNext.length), handshakeLength - split);
		t.deepEqual(decoder.handshake?.infoHash, infoHash);
		t.deepEqual(decoder.handshake?.peerId, peerId);
		t.deepEqual(decoder.handshake?.reserved, reserved);
	}
});

test('what a decoder read stays when the read buffer is used again', t => {
	const copy = bytes.slice();
	const decoder = new HandshakeDecoder();
	decoder.push(copy, 0, copy.length);
	copy.fill(0);
	t.deepEqual(decoder.handshake?.infoHash, infoHash);
});

test('something else is seen at its first wrong byte', t => {
	const http = new TextEncoder().encode('GET / HTTP/1.1\r\n');
	t.true(new HandshakeDecoder().push(http, 0, 1) instanceof PeerProtocolError);
	for (let at = 0; at < 20; at++) {
		const wrong = bytes.slice();
		wrong[at]! ^= 1;
		t.is(new HandshakeDecoder().push(wrong, 0, at), at);
		t.true(new HandshakeDecoder().push(wrong, 0, at + 1) instanceof PeerProtocolError);
	}
});

test('each reserved bit stands for its own protocol', t => {
	const none = {isFast: false, hasExtensions: false, hasDht: false};
	t.deepEqual(encodeReserved(none), new Uint8Array(8));
	for (const [name, predicate] of [
		['isFast', isFast],
		['hasExtensions', hasExtensions],
		['hasDht', hasDht],
	] as const) {
		const offered = encodeReserved({...none, [name]: true});
		t.true(predicate(offered));
		t.is([isFast, hasExtensions, hasDht].filter(has => has(offered)).length, 1);
	}
});
