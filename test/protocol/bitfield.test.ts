import test from 'ava';
import {
	bitfieldLength,
	clearBit,
	countBits,
	fullBitfield,
	hasBit,
	hasSpareBits,
	setBit,
	takeBit,
} from '../../source/protocol/bitfield.js';

test('the first piece is the highest bit of the first byte', t => {
	const bits = new Uint8Array(bitfieldLength(10));
	t.is(bits.length, 2);
	setBit(bits, 0);
	setBit(bits, 9);
	t.deepEqual([...bits], [0x80, 0x40]);
	t.true(hasBit(bits, 0));
	t.false(hasBit(bits, 1));
	t.true(hasBit(bits, 9));
	clearBit(bits, 0);
	t.deepEqual([...bits], [0, 0x40]);
});

test('a bit is taken once', t => {
	const bits = Uint8Array.of(0x80);
	t.false(takeBit(bits, 0));
	t.true(takeBit(bits, 7));
	t.false(takeBit(bits, 7));
	t.deepEqual([...bits], [0x81]);
});

test('a piece outside of the bitfield is not there', t => {
	t.false(hasBit(Uint8Array.of(0xff), 8));
	t.false(hasBit(new Uint8Array(), 0));
});

test('the count is the number of set bits, for every byte value', t => {
	for (let byte = 0; byte < 256; byte++) {
		t.is(countBits(Uint8Array.of(byte)), byte.toString(2).replaceAll('0', '').length);
	}
	t.is(countBits(Uint8Array.of(0xff, 0x01, 0x80)), 10);
});

test('a full bitfield has every piece and no spare bit', t => {
	for (let pieceCount = 0; pieceCount <= 40; pieceCount++) {
		const bits = fullBitfield(pieceCount);
		t.is(bits.length, bitfieldLength(pieceCount));
		t.is(countBits(bits), pieceCount);
		t.false(hasSpareBits(bits, pieceCount));
	}
});

test('each set bit after the last piece is seen', t => {
	for (let pieceCount = 1; pieceCount <= 16; pieceCount++) {
		for (let index = pieceCount; index < bitfieldLength(pieceCount) * 8; index++) {
			const bits = new Uint8Array(bitfieldLength(pieceCount));
			setBit(bits, index);
			t.true(hasSpareBits(bits, pieceCount));
		}
	}
});
