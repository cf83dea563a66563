import test from 'ava';
import fc from 'fast-check';
import {
	type FramedMessage,
	keptBlockBytes,
	MessageFramer,
} from '../../../source/engine/trace/message-framer.js';
import {conversation, handshake, message, piece} from './conversation.js';

type Emitted = Omit<FramedMessage, 'head'> & {readonly head: string};

/** What comes out of a stream that arrives in these chunks, one a millisecond. */
function frame(...chunks: readonly Uint8Array[]) {
	const emitted: Emitted[] = [];
	const framer = new MessageFramer(({head, ...rest}) =>
		emitted.push({...rest, head: Buffer.from(head).toString('hex')}),
	);
	for (const [now, chunk] of chunks.entries()) {
		framer.push(chunk, now);
	}
	return {emitted, framer};
}

/** The same bytes cut at these places. */
function split(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
	const cuts = [0, ...places.map(place => place % bytes.length).toSorted((a, b) => a - b)];
	return cuts.map((from, at) => bytes.subarray(from, cuts[at + 1] ?? bytes.length));
}

test('every message comes as one, of a block only its beginning', t => {
	const {emitted} = frame(conversation);
	t.deepEqual(
		emitted.map(({length, head}) => [length, head.length / 2]),
		[
			[68, 68],
			[5, 5],
			[4, 4],
			[17, 17],
			[13 + 16_384, 13 + keptBlockBytes],
			[9, 9],
		],
	);
	t.is(emitted[4]?.head.slice(0, 26), Buffer.from(piece).toString('hex').slice(0, 26));
});

test('however the stream is cut, the same messages come out', t => {
	const whole = frame(conversation).emitted.map(({head, length}) => ({head, length}));
	fc.assert(
		fc.property(fc.array(fc.nat(), {maxLength: 40}), places => {
			const {emitted} = frame(...split(conversation, places));
			t.deepEqual(
				emitted.map(({head, length}) => ({head, length})),
				whole,
			);
		}),
	);
});

test('a message knows when it began and when it ended', t => {
	const {emitted} = frame(handshake, piece.subarray(0, 100), piece.subarray(100));
	t.like(emitted[1], {firstAt: 1, lastAt: 2});
});

test('what is not whole at the end is known as far as it came', t => {
	const {framer} = frame(handshake, piece.subarray(0, 5000));
	t.like(framer.cut, {seen: 5000, length: 13 + 16_384});
	t.is(framer.cut?.head.length, 13 + keptBlockBytes);
	t.like(frame(handshake, piece.subarray(0, 3)).framer.cut, {seen: 3, length: 0});
	t.is(frame(handshake).framer.cut, undefined);
});

test('what is no BitTorrent is passed on as it came', t => {
	const text = new TextEncoder().encode('GET / HTTP/1.0\r\n');
	const {emitted} = frame(text, handshake);
	t.deepEqual(
		emitted.map(({length}) => length),
		[16, 68],
	);
});

test('a length that nobody can mean costs no memory', t => {
	const monster = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 20);
	const {emitted, framer} = frame(handshake, monster, new Uint8Array(1_000_000));
	t.is(emitted.length, 1);
	t.is(framer.cut?.seen, 1_000_005);
	t.true(framer.cut!.head.length <= 128 * 1024);
});

test('a long message is kept whole up to its limit', t => {
	const bitfield = message(5, new Uint8Array(100_000).fill(0xaa));
	const {emitted} = frame(handshake, bitfield, message(0));
	t.is(emitted[1]?.head, Buffer.from(bitfield).toString('hex'));
	t.is(emitted[2]?.head, '0000000100');
});
