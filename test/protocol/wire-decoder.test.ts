import test from 'ava';
import {writeUint32} from '../../source/protocol/big-endian.js';
import {
	messageLength,
	writeBlockHeader,
	writeMessage,
} from '../../source/protocol/message-encoder.js';
import {maxBlockLength} from '../../source/protocol/message-shape.js';
import type {Message} from '../../source/protocol/messages.js';
import {PeerProtocolError} from '../../source/protocol/peer-protocol-error.js';
import {WireDecoder} from '../../source/protocol/wire-decoder.js';
import {Recorder} from './recorder.js';

function encode(message: Message): Uint8Array {
	const bytes = new Uint8Array(messageLength(message));
	writeMessage(message, bytes, 0);
	return bytes;
}

function piece(index: number, begin: number, body: Uint8Array): Uint8Array {
	const bytes = new Uint8Array(13 + body.length);
	writeBlockHeader(bytes, 0, index, begin, body.length);
	bytes.set(body, 13);
	return bytes;
}

/** A length prefix and an id with nothing behind them. */
function head(length: number, id: number): Uint8Array {
	const bytes = new Uint8Array(5);
	writeUint32(bytes, 0, length);
	bytes[4] = id;
	return bytes;
}

function concat(...parts: Uint8Array[]): Uint8Array {
	return new Uint8Array(parts.flatMap(part => [...part]));
}

const body = Uint8Array.from({length: 16_384}, (_, at) => at * 7);

const stream = concat(
	encode({type: 'bitfield', bits: Uint8Array.of(0xa0, 0x80)}),
	encode({type: 'extended', id: 3, payload: Uint8Array.of(1, 2, 3)}),
	encode({type: 'keepAlive'}),
	encode({type: 'unchoke'}),
	encode({type: 'have', index: 0xfffffffe}),
	piece(1, 16_384, body),
	encode({type: 'request', index: 7, begin: 32_768, length: 16_384}),
	concat(head(4, 99), Uint8Array.of(9, 9, 9)),
	encode({type: 'rejectRequest', index: 1, begin: 2, length: 3}),
	encode({type: 'port', port: 6881}),
	piece(2, 0, body.subarray(0, 5)),
	encode({type: 'haveNone'}),
);

const expected = [
	['bitfield', Uint8Array.of(0xa0, 0x80)],
	['extended', 3, Uint8Array.of(1, 2, 3)],
	['keepAlive'],
	['unchoke'],
	['have', 0xfffffffe],
	['blockHeader', 1, 16_384, 16_384],
	['block', 1, 16_384, 16_384, body, 16_384],
	['request', 7, 32_768, 16_384],
	['unknown', 99, 4],
	['rejectRequest', 1, 2, 3],
	['port', 6881],
	['blockHeader', 2, 0, 5],
	['block', 2, 0, 5, body.slice(0, 5), 5],
	['haveNone'],
];

test('a stream of messages in one read is told in order', t => {
	const recorder = new Recorder();
	t.is(new WireDecoder(recorder).push(stream, 0, stream.length), undefined);
	t.deepEqual(recorder.heard, expected);
});

test('the same stream byte by byte gives the same messages', t => {
	const recorder = new Recorder();
	const decoder = new WireDecoder(recorder);
	const one = new Uint8Array(1);
	for (const byte of stream) {
		one[0] = byte;
		decoder.push(one, 0, 1);
	}
	t.deepEqual(recorder.heard, expected);
});

test('a message is told as soon as its last byte is in', t => {
	const recorder = new Recorder();
	const decoder = new WireDecoder(recorder);
	const bytes = encode({type: 'have', index: 5});
	decoder.push(bytes, 0, 6);
	t.deepEqual(recorder.heard, []);
	decoder.push(bytes, 6, 9);
	t.deepEqual(recorder.heard, [['have', 5]]);
});

test('only the bytes between start and end are read', t => {
	const recorder = new Recorder();
	const padded = concat(Uint8Array.of(255, 255), encode({type: 'choke'}), Uint8Array.of(255));
	t.is(new WireDecoder(recorder).push(padded, 2, padded.length - 1), undefined);
	t.deepEqual(recorder.heard, [['choke']]);
});

test('what the handler got stays when the read buffer is used again', t => {
	const recorder = new Recorder();
	const bytes = concat(
		encode({type: 'bitfield', bits: Uint8Array.of(1)}),
		encode({type: 'extended', id: 0, payload: Uint8Array.of(2)}),
		piece(0, 0, Uint8Array.of(3)),
	);
	new WireDecoder(recorder).push(bytes, 0, bytes.length);
	bytes.fill(0xff);
	t.deepEqual(recorder.heard, [
		['bitfield', Uint8Array.of(1)],
		['extended', 0, Uint8Array.of(2)],
		['blockHeader', 0, 0, 1],
		['block', 0, 0, 1, Uint8Array.of(3), 1],
	]);
});

test('a skipped block is read past, without progress, and what follows is told', t => {
	const recorder = new Recorder();
	recorder.accepts = index => index !== 1;
	const bytes = concat(piece(1, 0, body), encode({type: 'choke'}));
	new WireDecoder(recorder).push(bytes, 0, bytes.length);
	t.deepEqual(recorder.heard, [
		['blockHeader', 1, 0, 16_384],
		['block', 1, 0, 16_384, null, 0],
		['choke'],
	]);
});

test('bodies without a byte are whole with their head', t => {
	const recorder = new Recorder();
	const bytes = concat(
		piece(4, 0, new Uint8Array()),
		encode({type: 'bitfield', bits: new Uint8Array()}),
		encode({type: 'extended', id: 1, payload: new Uint8Array()}),
	);
	new WireDecoder(recorder).push(bytes, 0, bytes.length);
	t.deepEqual(recorder.heard, [
		['blockHeader', 4, 0, 0],
		['block', 4, 0, 0, new Uint8Array(), 0],
		['bitfield', new Uint8Array()],
		['extended', 1, new Uint8Array()],
	]);
});

for (const [title, message, options] of [
	['a CHOKE with a payload', head(2, 0), {}],
	['a HAVE that is too short', head(4, 4), {}],
	['a HAVE that is too long', head(6, 4), {}],
	['a REQUEST that is too short', head(12, 6), {}],
	['a CANCEL that is too long', head(14, 8), {}],
	['a PORT of three bytes', head(4, 9), {}],
	['a HAVE_ALL with a payload', head(2, 14), {}],
	['a SUGGEST_PIECE that is too short', head(1, 13), {}],
	['an ALLOWED_FAST that is too long', head(9, 17), {}],
	['a REJECT_REQUEST that is too short', head(5, 16), {}],
	['a PIECE shorter than its header', head(8, 7), {}],
	['a PIECE over 128 KiB', head(10 + maxBlockLength, 7), {}],
	['a BITFIELD over the piece count', head(1 + 4, 5), {maxBitfieldLength: 3}],
	['a BITFIELD of 4 GiB', head(0xffffffff, 5), {}],
	['an extension message without an extended id', head(1, 20), {}],
	['an extension message over the bound', head(101, 20), {maxExtendedLength: 100}],
	['an unknown message over the bound', head(101, 200), {maxExtendedLength: 100}],
] as const) {
	test(`${title} closes the peer on its header (R19)`, t => {
		const recorder = new Recorder();
		const decoder = new WireDecoder(recorder, options);
		t.true(decoder.push(message, 0, message.length) instanceof PeerProtocolError);
		const next = encode({type: 'unchoke'});
		t.true(decoder.push(next, 0, next.length) instanceof PeerProtocolError);
		t.deepEqual(recorder.heard, []);
	});
}

test('a PIECE of exactly 128 KiB is let by', t => {
	const recorder = new Recorder();
	recorder.accepts = () => false;
	const bytes = piece(0, 0, new Uint8Array(maxBlockLength));
	t.is(new WireDecoder(recorder).push(bytes, 0, bytes.length), undefined);
	t.is(recorder.heard.length, 2);
});

test('the bitfield bound follows the piece count learned later', t => {
	const recorder = new Recorder();
	const decoder = new WireDecoder(recorder, {maxBitfieldLength: 1});
	decoder.maxBitfieldLength = 2;
	const bytes = encode({type: 'bitfield', bits: Uint8Array.of(1, 2)});
	t.is(decoder.push(bytes, 0, bytes.length), undefined);
});

test('a long extension message grows its buffer and comes out whole', t => {
	const recorder = new Recorder();
	const payload = Uint8Array.from({length: 100_000}, (_, at) => at * 13);
	const bytes = encode({type: 'extended', id: 2, payload});
	const decoder = new WireDecoder(recorder);
	for (let at = 0; at < bytes.length; at += 7001) {
		decoder.push(bytes, at, Math.min(at + 7001, bytes.length));
	}
	t.deepEqual(recorder.heard, [['extended', 2, payload]]);
});

test('nothing is told after stop, wherever in a read it is called', t => {
	for (let stopAfter = 1; stopAfter <= expected.length; stopAfter++) {
		const recorder = new Recorder();
		const decoder = new WireDecoder(recorder);
		recorder.afterEach = () => {
			if (recorder.heard.length === stopAfter) {
				decoder.stop();
			}
		};
		t.is(decoder.push(stream, 0, stream.length), undefined);
		t.is(recorder.heard.length, stopAfter);
		t.is(decoder.push(stream, 0, stream.length), undefined);
		t.is(recorder.heard.length, stopAfter);
	}
});

test('a place of the wrong size is our own mistake and said at once', t => {
	const recorder = new Recorder();
	recorder.handleBlockHeader = () => new Uint8Array(3);
	const bytes = piece(0, 0, Uint8Array.of(1, 2));
	t.throws(() => new WireDecoder(recorder).push(bytes, 0, bytes.length), {
		instanceOf: RangeError,
	});
});
