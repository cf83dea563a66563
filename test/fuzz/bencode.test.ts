import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import {type BencodeInput, decodeBencode, encodeBencode} from '../../source/protocol/bencode.js';
import {ParseError} from '../../source/protocol/parse-error.js';
import {mutated} from './mutation.js';

/** Keys that JavaScript objects have a mind of their own about are among them. */
const key = fc.oneof(
	fc.string({maxLength: 6}),
	fc.constantFrom('constructor', 'toString', 'hasOwnProperty', '1', '10', 'length'),
);

const {value} = fc.letrec<{value: BencodeInput}>(tie => ({
	value: fc.oneof(
		{maxDepth: 4, withCrossShrink: true},
		fc.maxSafeInteger(),
		fc.uint8Array({maxLength: 12}),
		fc.array(tie('value'), {maxLength: 4}),
		fc
			.dictionary(key, tie('value'), {maxKeys: 4, noNullPrototype: true})
			.filter(dictionary => !Object.hasOwn(dictionary, '__proto__')),
	),
}));

const encoded = value.map(encodeBencode);

test('what is encoded is decoded to the same', t => {
	t.notThrows(() =>
		fc.assert(
			fc.property(value, input => {
				const decoded = decodeBencode(encodeBencode(input));
				assert.ok(!(decoded instanceof ParseError));
				assert.deepEqual((decoded as {value: unknown}).value, input);
			}),
			{numRuns: 500},
		),
	);
});

test('whatever comes is a value or a named error, soon, and a value encodes to bytes no longer', t => {
	t.notThrows(() =>
		fc.assert(
			fc.property(
				fc.oneof(
					mutated(encoded),
					fc.uint8Array({maxLength: 200}),
					fc
						.array(
							fc.constantFrom('d', 'l', 'i', 'e', '0', '1', '9', '-', ':', '__proto__', '9:'),
							{
								maxLength: 60,
							},
						)
						.map(parts => new TextEncoder().encode(parts.join(''))),
				),
				bytes => {
					const decoded = decodeBencode(bytes);
					if (decoded instanceof ParseError) {
						assert.match(decoded.message, /^not valid bencode: [\x20-\x7e]*$/);
					} else {
						assert.equal(decoded.end, bytes.length);
						assert.ok(encodeBencode(decoded.value as BencodeInput).length <= bytes.length * 2);
					}
				},
			),
			{numRuns: 3000},
		),
	);
});

test('the bytes of each root value decode to that value', t => {
	t.notThrows(() =>
		fc.assert(
			fc.property(
				fc.dictionary(fc.string({unit: 'grapheme-ascii', maxLength: 5}), value, {maxKeys: 5}),
				input => {
					const bytes = encodeBencode(input);
					const decoded = decodeBencode(bytes);
					if (decoded instanceof ParseError) {
						throw decoded;
					}
					for (const [name, {start, end}] of decoded.spans) {
						if (name !== '__proto__') {
							const inner = decodeBencode(bytes.subarray(start, end));
							assert.deepEqual((inner as {value: unknown}).value, input[name]);
						}
					}
					assert.equal(decoded.spans.size, Object.keys(input).length);
				},
			),
			{numRuns: 300},
		),
	);
});
