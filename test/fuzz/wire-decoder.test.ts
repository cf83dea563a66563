import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import {
	messageLength,
	writeBlockHeader,
	writeMessage,
} from '../../source/protocol/message-encoder.js';
import type {Message} from '../../source/protocol/messages.js';
import {WireDecoder} from '../../source/protocol/wire-decoder.js';
import {type Heard, Recorder} from '../protocol/recorder.js';
import {mutated} from './mutation.js';

const uint32 = fc.nat(2 ** 32 - 1);
const uint8 = fc.nat(255);

/** Bounds small enough that messages reach them. */
const bounds = {maxBitfieldLength: 64, maxExtendedLength: 256};

const message: fc.Arbitrary<Message> = fc.oneof(
	fc.record({
		type: fc.constantFrom(
			'keepAlive',
			'choke',
			'unchoke',
			'interested',
			'notInterested',
			'haveAll',
			'haveNone',
		),
	}),
	fc.record({type: fc.constantFrom('have', 'suggestPiece', 'allowedFast'), index: uint32}),
	fc.record({
		type: fc.constantFrom('request', 'cancel', 'rejectRequest'),
		index: uint32,
		begin: uint32,
		length: uint32,
	}),
	fc.record({type: fc.constant('bitfield'), bits: fc.uint8Array({maxLength: 64})}),
	fc.record({type: fc.constant('port'), port: fc.nat(65_535)}),
	fc.record({
		type: fc.constant('extended'),
		id: uint8,
		payload: fc.uint8Array({maxLength: 254}),
	}),
);

const encodedMessage = message.map(value => {
	const bytes = new Uint8Array(messageLength(value));
	writeMessage(value, bytes, 0);
	return bytes;
});

const encodedPiece = fc
	.tuple(uint32, uint32, fc.uint8Array({maxLength: 300}))
	.map(([index, begin, body]) => {
		const bytes = new Uint8Array(13 + body.length);
		writeBlockHeader(bytes, 0, index, begin, body.length);
		bytes.set(body, 13);
		return bytes;
	});

const stream = fc
	.array(fc.oneof(encodedMessage, encodedPiece), {maxLength: 20})
	.map(parts => Uint8Array.from(parts.flatMap(part => [...part])));

/** How long each read is; the last goes on to the end. */
const reads = fc.array(fc.integer({min: 1, max: 40}), {maxLength: 200});

/** Skips some blocks, so that both ways are taken. */
function listener(): Recorder {
	const recorder = new Recorder();
	recorder.accepts = index => index % 3 !== 0;
	return recorder;
}

/** What is heard when the bytes come in these reads, always by way of the same buffer. */
function hear(bytes: Uint8Array, lengths: readonly number[]): {heard: Heard[]; error: string} {
	const recorder = listener();
	const decoder = new WireDecoder(recorder, bounds);
	const buffer = new Uint8Array(bytes.length + 1);
	let at = 0;
	let error: Error | undefined;
	for (const length of [...lengths, bytes.length]) {
		const part = bytes.subarray(at, at + length);
		buffer.fill(0xee);
		buffer.set(part, 1);
		error = decoder.push(buffer, 1, 1 + part.length);
		at += part.length;
	}
	return {heard: recorder.heard, error: error?.message ?? ''};
}

test('any split of the bytes tells the same messages as the whole', t => {
	t.notThrows(() =>
		fc.assert(
			fc.property(stream, reads, (bytes, lengths) => {
				const whole = hear(bytes, []);
				assert.equal(whole.error, '');
				assert.deepEqual(hear(bytes, lengths), whole);
			}),
			{numRuns: 400},
		),
	);
});

test('whatever comes, every split ends with the same messages and the same error', t => {
	t.notThrows(() =>
		fc.assert(
			fc.property(
				fc.oneof(mutated(stream), fc.uint8Array({maxLength: 500})),
				reads,
				(bytes, lengths) => {
					assert.deepEqual(hear(bytes, lengths), hear(bytes, []));
				},
			),
			{numRuns: 600},
		),
	);
});

test('nothing longer than its bound is ever handed out', t => {
	t.notThrows(() =>
		fc.assert(
			fc.property(mutated(stream), reads, (bytes, lengths) => {
				for (const [name, ...values] of hear(bytes, lengths).heard) {
					if (name === 'bitfield') {
						assert.ok((values[0] as Uint8Array).length <= bounds.maxBitfieldLength);
					} else if (name === 'extended') {
						assert.ok((values[1] as Uint8Array).length <= bounds.maxExtendedLength);
					} else if (name === 'blockHeader') {
						assert.ok((values[2] as number) <= 128 * 1024);
					}
				}
			}),
			{numRuns: 300},
		),
	);
});

test('a decoder that is stopped tells nothing more, wherever in the bytes that is', t => {
	t.notThrows(() =>
		fc.assert(
			fc.property(stream, reads, fc.nat(40), (bytes, lengths, stopAfter) => {
				const recorder = listener();
				const decoder = new WireDecoder(recorder, bounds);
				recorder.afterEach = () => {
					if (recorder.heard.length === stopAfter) {
						decoder.stop();
					}
				};
				let at = 0;
				for (const length of [...lengths, bytes.length]) {
					const end = Math.min(bytes.length, at + length);
					decoder.push(bytes, at, end);
					at = end;
				}
				const all = hear(bytes, []).heard.length;
				assert.equal(recorder.heard.length, stopAfter === 0 ? all : Math.min(stopAfter, all));
			}),
			{numRuns: 300},
		),
	);
});
