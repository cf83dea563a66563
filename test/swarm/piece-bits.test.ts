import test from 'ava';
import {hasBit, setBit} from '../../source/protocol/bitfield.js';
import {
	copyPieceBits,
	countCommon,
	countWord,
	createPieceBits,
	findCommon,
	forEachPiece,
} from '../../source/swarm/piece-bits.js';
import {createRandom} from './random.js';

function randomBits(pieceCount: number, random: () => number): Uint8Array {
	const bits = createPieceBits(pieceCount);
	for (let index = 0; index < pieceCount; index++) {
		if (random() < 0.3) {
			setBit(bits, index);
		}
	}
	return bits;
}

test('counts the bits of a word', t => {
	t.is(countWord(0), 0);
	t.is(countWord(0xffffffff), 32);
	t.is(countWord(0x80000001), 2);
});

test('counts and finds common pieces as a loop over the pieces does', t => {
	const random = createRandom(7);
	for (const pieceCount of [1, 7, 8, 31, 32, 33, 1000]) {
		const left = randomBits(pieceCount, random);
		const right = randomBits(pieceCount, random);
		const common = Array.from({length: pieceCount}, (_, index) => index).filter(
			index => hasBit(left, index) && hasBit(right, index),
		);
		t.is(countCommon(left, right), common.length);
		const seen: number[] = [];
		t.is(
			findCommon(left, right, index => {
				seen.push(index);
				return false;
			}),
			-1,
		);
		t.deepEqual(seen, common);
		t.is(
			findCommon(left, right, () => true),
			common[0] ?? -1,
		);
	}
});

test('visits every piece that is set, in order', t => {
	const bits = createPieceBits(20);
	for (const index of [0, 7, 8, 19]) {
		setBit(bits, index);
	}
	const seen: number[] = [];
	forEachPiece(bits, index => seen.push(index));
	t.deepEqual(seen, [0, 7, 8, 19]);
});

test('a copy of a bitfield from the wire can be read by words whatever its offset was', t => {
	const wire = new Uint8Array(7).subarray(1, 4);
	wire[2] = 0xff;
	const copy = copyPieceBits(wire, 24);
	t.is(copy.length, 3);
	t.is(countCommon(copy, copy), 8);
});
