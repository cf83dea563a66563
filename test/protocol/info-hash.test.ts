import test from 'ava';
import {fromBase32} from '../../source/protocol/base32.js';
import {fromHex, toHex} from '../../source/protocol/hex.js';
import {type InfoHashes, parseInfoHash} from '../../source/protocol/info-hash.js';
import {ParseError} from '../../source/protocol/parse-error.js';

const hex = '0123456789abcdef0123456789abcdef01234567';

test('hex goes both ways, in either case', t => {
	t.is(toHex(Uint8Array.of(0, 9, 16, 255)), '000910ff');
	t.deepEqual(fromHex('000910fF'), Uint8Array.of(0, 9, 16, 255));
	t.deepEqual(fromHex(''), new Uint8Array());
	for (const text of ['0', 'zz', '0x', ' 00', '00\n', '１２']) {
		t.is(fromHex(text), undefined);
	}
});

test('base32 is read as RFC 4648 says', t => {
	t.deepEqual(fromBase32('MZXW6YTBOI'), new TextEncoder().encode('foobar'));
	t.deepEqual(fromBase32('mzxw6ytb'), new TextEncoder().encode('fooba'));
	t.is(fromBase32('MZXW6Y0B'), undefined);
	t.is(fromBase32('MZXW6Y=='), undefined);
});

test('a bare info hash is 40 hex, 32 base32 or 64 hex characters', t => {
	const v1 = fromHex(hex)!;
	t.deepEqual(parseInfoHash(hex.toUpperCase()), {infoHash: v1, infoHashV2: null});
	const base32 = parseInfoHash('AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH') as InfoHashes;
	t.is(toHex(base32.infoHash!), hex);
	const long = hex + hex.slice(0, 24);
	t.deepEqual(parseInfoHash(long), {infoHash: null, infoHashV2: fromHex(long)!});
});

test('anything else is refused by name', t => {
	for (const text of [
		'',
		hex.slice(1),
		`${hex}0`,
		'g'.repeat(40),
		'0'.repeat(32),
		'z'.repeat(64),
	]) {
		t.true(parseInfoHash(text) instanceof ParseError);
	}
});
