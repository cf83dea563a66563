import test from 'ava';
import {
	type BencodeDictionary,
	decodeBencode,
	decodeDictionaries,
	decodeDictionary,
	encodeBencode,
} from '../../source/protocol/bencode.js';
import {readInteger, readText} from '../../source/protocol/bencode-reader.js';
import {ParseError} from '../../source/protocol/parse-error.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The decoded value with its strings as text, for comparing. */
function decodeText(text: string): unknown {
	const decoded = decodeBencode(bytesOf(text));
	if (decoded instanceof ParseError) {
		throw decoded;
	}
	return toText(decoded.value);
}

function toText(value: unknown): unknown {
	if (value instanceof Uint8Array) {
		return new TextDecoder().decode(value);
	}
	if (Array.isArray(value)) {
		return value.map(toText);
	}
	if (typeof value === 'object') {
		return Object.fromEntries(Object.entries(value!).map(([key, inner]) => [key, toText(inner)]));
	}
	return value;
}

for (const [text, value] of [
	['i0e', 0],
	['i-1e', -1],
	['i9007199254740991e', Number.MAX_SAFE_INTEGER],
	['i-9007199254740991e', Number.MIN_SAFE_INTEGER],
	['0:', ''],
	['4:spam', 'spam'],
	['le', []],
	['de', {}],
	['l4:spami42eld1:alee', undefined],
	['d3:cow3:moo4:spaml1:a1:bee', {cow: 'moo', spam: ['a', 'b']}],
] as const) {
	test(`${text} is ${value === undefined ? 'refused' : 'decoded'}`, t => {
		if (value === undefined) {
			t.throws(() => decodeText(text), {instanceOf: ParseError});
		} else {
			t.deepEqual(decodeText(text), value);
		}
	});
}

for (const text of [
	'',
	'i',
	'ie',
	'i-e',
	'i-0e',
	'i00e',
	'i01e',
	'i-01e',
	'i+1e',
	'i1.5e',
	'i 1e',
	'i1',
	'1:',
	'01:a',
	'-1:a',
	'1',
	'5:spam',
	'99999999999999999999:a',
	'l',
	'li1e',
	'l-3:e',
	'd',
	'd-3:e',
	'd1:a',
	'd1:ae',
	'di1ei2ee',
	'dlei1ee',
	'd1:ai1e1:ai2ee',
	'd1:bi1e1:ai1e1:bi2ee',
	'x',
	'e',
	'i1ei2e',
	'lee',
	'4:spam ',
]) {
	test(`«${text}» is refused by name`, t => {
		const decoded = decodeBencode(bytesOf(text));
		t.true(decoded instanceof ParseError);
		t.regex((decoded as ParseError).message, /^not valid bencode: /);
	});
}

test('keys out of order are accepted, a key twice is not, however far apart', t => {
	t.deepEqual(decodeText('d1:bi1e1:ai2ee'), {a: 2, b: 1});
	t.deepEqual(decodeText('d1:b0:2:ba0:1:a0:e'), {b: '', ba: '', a: ''});
	t.true(decodeBencode(bytesOf('d1:b0:2:ba0:1:a0:2:ba0:e')) instanceof ParseError);
});

test('keys may come again in another dictionary', t => {
	t.deepEqual(decodeText('d1:ad1:ai1e1:bi2ee1:bd1:ai3eee'), {a: {a: 1, b: 2}, b: {a: 3}});
});

test('an integer over 2^53 is kept as its digits, never as a rounded number', t => {
	t.is(decodeText('i9007199254740992e'), '9007199254740992');
	t.is(decodeText('i-9007199254740993e'), '-9007199254740993');
	t.deepEqual(decodeText('d1:ali123456789012345678901234567890ei5ee1:bi6ee'), {
		a: ['123456789012345678901234567890', 5],
		b: 6,
	});
	const decoded = decodeDictionary(bytesOf('d1:ai9007199254740992ee'));
	t.is(readInteger((decoded as {value: BencodeDictionary}).value, 'a'), undefined);
});

test('the key __proto__ is left out and sets no prototype, at any depth', t => {
	for (const text of [
		'd9:__proto__d5:admini1eee',
		'd1:ad9:__proto__d5:admini9007199254740992eee1:bi1ee',
	]) {
		const decoded = decodeDictionary(bytesOf(text));
		if (decoded instanceof ParseError) {
			throw decoded;
		}
		t.is(Object.getPrototypeOf(decoded.value), Object.prototype);
		for (const inner of Object.values(decoded.value)) {
			t.is((inner as {admin?: unknown}).admin, undefined);
		}
	}
	t.deepEqual(decodeText('d1:ad9:__proto__d5:admini9007199254740992eee1:bi1ee'), {a: {}, b: 1});
});

test('a property of every object is not taken for an entry', t => {
	const decoded = decodeDictionary(bytesOf('de'));
	const {value} = decoded as {value: BencodeDictionary};
	t.is(readText(value, 'constructor'), undefined);
	t.is(readInteger(value, '__proto__'), undefined);
});

test('nesting and the number of values are bounded', t => {
	const nested = (depth: number) => bytesOf('l'.repeat(depth) + 'e'.repeat(depth));
	t.false(decodeBencode(nested(11), {maxDepth: 10}) instanceof ParseError);
	t.true(decodeBencode(nested(12), {maxDepth: 10}) instanceof ParseError);
	t.true(decodeBencode(nested(1_000_000)) instanceof ParseError);
	const wide = (count: number) => bytesOf(`l${'le'.repeat(count)}e`);
	t.false(decodeBencode(wide(9), {maxValues: 10}) instanceof ParseError);
	t.true(decodeBencode(wide(10), {maxValues: 10}) instanceof ParseError);
});

test('the raw bytes of each value of the root are known, odd ones too', t => {
	const bytes = bytesOf('d4:infod4:name1:x3:agei99999999999999999999ee1:ai1ee');
	const decoded = decodeDictionary(bytes);
	if (decoded instanceof ParseError) {
		throw decoded;
	}
	const {start, end} = decoded.spans.get('info')!;
	t.is(
		new TextDecoder().decode(bytes.subarray(start, end)),
		'd4:name1:x3:agei99999999999999999999ee',
	);
	t.deepEqual([...decoded.spans.keys()], ['info', 'a']);
});

test('bytes after the value are let by where asked for, and where it ends is told', t => {
	const decoded = decodeDictionary(bytesOf('d1:ai1eeXYZ'), {allowsTrailing: true});
	t.is((decoded as {end: number}).end, 8);
});

test('an entry can be left undecoded, and its place is told all the same', t => {
	const bytes = bytesOf('d1:ai1e4:infod1:bi2ee1:zd4:infoi3eee');
	const decoded = decodeDictionary(bytes, {undecoded: ['info']});
	if (decoded instanceof ParseError) {
		throw decoded;
	}
	t.deepEqual(decoded.value, {a: 1, z: {info: 3}});
	t.deepEqual(decoded.spans.get('info'), {start: 13, end: 21});
});

test('the dictionaries of a list are decoded one by one', t => {
	const all = (text: string) => [...decodeDictionaries(bytesOf(text))];
	t.deepEqual(all('le'), []);
	t.deepEqual(all('ld1:ai1eed1:bi2eedee'), [{a: 1}, {b: 2}, {}]);
	const [first, second, ...others] = all('ld1:ai1eei5ed1:bi2eee');
	t.deepEqual(first, {a: 1});
	t.true(second instanceof ParseError);
	t.deepEqual(others, []);
});

test('only a dictionary will do where one is expected', t => {
	t.true(decodeDictionary(bytesOf('le')) instanceof ParseError);
	t.true(decodeDictionary(bytesOf('i1e')) instanceof ParseError);
	t.true(decodeDictionary(bytesOf('1:a')) instanceof ParseError);
});

test('the decoder does not hold on to the bytes it was given', t => {
	const bytes = bytesOf('d1:a3:abce');
	const decoded = decodeDictionary(bytes);
	bytes.fill(0);
	t.is(readText((decoded as {value: BencodeDictionary}).value, 'a'), 'abc');
});

test('encoding sorts keys, leaves undefined out and keeps bytes', t => {
	const encoded = encodeBencode({b: 1, a: [Uint8Array.of(0x78), 'y'], c: undefined, 'a b': -5});
	t.is(new TextDecoder().decode(encoded), 'd1:al1:x1:ye3:a bi-5e1:bi1ee');
});
