import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import {type BencodeInput, encodeBencode} from '../../source/protocol/bencode.js';
import {parseMetainfo} from '../../source/protocol/metainfo.js';
import {ParseError} from '../../source/protocol/parse-error.js';
import {metainfoTools} from '../protocol/metainfo-tools.js';
import {mutated} from './mutation.js';

/** Names as an attacker writes them. */
const name: fc.Arbitrary<BencodeInput> = fc.oneof(
	fc.constantFrom(
		'',
		'.',
		'..',
		'...',
		'/',
		'\\',
		'../..',
		'a',
		'A',
		'a/b',
		'nul\0',
		'con',
		'\u202e',
	),
	fc.string({unit: 'binary', maxLength: 8}),
	fc.uint8Array({maxLength: 8}),
	fc.constantFrom('x', '日', '👍').map(character => character.repeat(300)),
);

const file = fc.record(
	{
		length: fc.nat(40_000),
		path: fc.array(name, {minLength: 1, maxLength: 4}),
		attr: fc.constantFrom('p', 'l', 'x', 'h', 'pl'),
	},
	{requiredKeys: ['length', 'path']},
);

const torrent = fc
	.record({
		files: fc.array(file, {minLength: 1, maxLength: 12}),
		name,
		announce: name,
		comment: name,
	})
	.map(({files, name: folder, announce, comment}) => {
		const length = files.reduce((sum, {length: bytes}) => sum + bytes, 0);
		const pieces = new Uint8Array(Math.ceil(length / 16_384) * 20);
		return encodeBencode({
			announce,
			'announce-list': [[announce], announce],
			comment,
			info: {files, name: folder, 'piece length': 16_384, pieces},
		});
	});

test('of any torrent that parses, every path is safe and no two are one', t => {
	let parsed = 0;
	t.notThrows(() =>
		fc.assert(
			fc.property(fc.oneof(torrent, mutated(torrent)), bytes => {
				const metainfo = parseMetainfo(bytes, metainfoTools);
				if (metainfo instanceof ParseError) {
					assert.doesNotMatch(metainfo.message, /[\0-\x1f\x7f-\x9f]/);
					return;
				}
				parsed++;
				const written = metainfo.files.filter(({isPadding}) => !isPadding);
				for (const part of written.flatMap(({path}) => path)) {
					assert.ok(part !== '' && part !== '.' && part !== '..');
					assert.doesNotMatch(part, /[/\\\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
					assert.ok(new TextEncoder().encode(part).length <= 255);
				}
				const keys = written.map(({path}) => path.join('/').normalize('NFC').toLowerCase());
				assert.equal(new Set(keys).size, keys.length);
				for (const key of keys) {
					assert.ok(!keys.some(other => other.startsWith(`${key}/`)));
				}
				const last = metainfo.files.at(-1)!;
				assert.equal(last.offset + last.length, metainfo.length);
				assert.equal(metainfo.pieceHashes.length, metainfo.pieceCount * 20);
			}),
			{numRuns: 1500},
		),
	);
	t.true(parsed > 300);
});
