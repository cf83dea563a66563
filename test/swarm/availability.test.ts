import test from 'ava';
import {setBit} from '../../source/protocol/bitfield.js';
import {Availability} from '../../source/swarm/availability.js';
import {createPieceBits} from '../../source/swarm/piece-bits.js';
import {PieceMap} from '../../source/swarm/piece-map.js';
import {createRandom} from './random.js';

const search = {bits: undefined, isRandom: false, random: createRandom(5)};

function bitsOf(pieceCount: number, pieces: readonly number[]): Uint8Array {
	const bits = createPieceBits(pieceCount);
	for (const index of pieces) {
		setBit(bits, index);
	}
	return bits;
}

function createMap(priorities?: Uint8Array): PieceMap {
	return new PieceMap({length: 6 * 32_768, pieceLength: 32_768, pieceCount: 6, priorities});
}

test('R13: counts follow every join, HAVE and leave', t => {
	const availability = new Availability(createMap());
	const left = bitsOf(6, [0, 1, 2]);
	availability.join(left);
	availability.join(bitsOf(6, [2, 3]));
	availability.have(5);
	availability.allCount++;
	t.deepEqual(
		[0, 1, 2, 3, 4, 5].map(index => availability.countOf(index)),
		[2, 2, 3, 2, 1, 2],
	);
	availability.leave(left);
	availability.allCount--;
	t.deepEqual(
		[0, 1, 2, 3, 4, 5].map(index => availability.countOf(index)),
		[0, 0, 1, 1, 0, 1],
	);
});

test('R13: without a seed, a piece that nobody has is never found and never counted as openable', t => {
	const availability = new Availability(createMap());
	t.is(availability.find(search), -1);
	t.is(availability.openableCount, 0);
	availability.have(4);
	t.is(availability.find(search), 4);
	t.is(availability.openableCount, 1);
	availability.allCount++;
	t.is(availability.openableCount, 6);
});

test('a higher priority goes before a rarer piece, and a skipped piece is never found', t => {
	const pieces = createMap(Uint8Array.of(4, 4, 7, 7, 0, 1));
	const availability = new Availability(pieces);
	availability.join(bitsOf(6, [0, 1, 2, 3, 4, 5]));
	availability.join(bitsOf(6, [2, 3]));
	availability.have(3);
	t.is(availability.find(search), 2);
	availability.delete(2);
	t.is(availability.find(search), 3);
	availability.delete(3);
	t.true([0, 1].includes(availability.find(search)));
	availability.delete(0);
	availability.delete(1);
	t.is(availability.find(search), 5);
	availability.delete(5);
	t.is(availability.find(search), -1);
});

test('new priorities make the orders anew with the counts as they are', t => {
	const pieces = createMap();
	const availability = new Availability(pieces);
	availability.join(bitsOf(6, [0, 1]));
	availability.have(0);
	pieces.replacePriorities(Uint8Array.of(7, 7, 4, 4, 4, 4));
	availability.rebuild();
	t.is(availability.find(search), 1);
});

test('distributed copies are the least count and the share of pieces above it', t => {
	const availability = new Availability(createMap());
	t.is(availability.distributedCopies(), 0);
	availability.join(bitsOf(6, [0, 1, 2]));
	t.is(availability.distributedCopies(), 0.5);
	availability.allCount = 2;
	t.is(availability.distributedCopies(), 2.5);
	availability.join(bitsOf(6, [3, 4, 5]));
	t.is(availability.distributedCopies(), 3);
});
