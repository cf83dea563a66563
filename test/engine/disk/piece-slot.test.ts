import {createHash} from 'node:crypto';
import test from 'ava';
import {PieceSlot} from '../../../source/engine/disk/piece-slot.js';
import {blockLength} from '../../../source/protocol/messages.js';

const content = new Uint8Array(4 * blockLength + 1).map((_, at) => at * 7 + (at >> 14));
const right = createHash('sha1').update(content).digest();

/** The block with number `block` of the content. */
const blockOf = (block: number) =>
	content.slice(block * blockLength, Math.min(content.length, (block + 1) * blockLength));

const newSlot = () => new PieceSlot(7, content.length);

const put = (slot: PieceSlot, ...blocks: number[]) =>
	blocks.map(block => slot.put(block * blockLength, blockOf(block)));

test('blocks in order are hashed at once, out of order when the gap closes', t => {
	const slot = newSlot();
	put(slot, 0);
	t.is(slot.heldHashedBlocks, 1);
	put(slot, 2, 3);
	t.is(slot.heldHashedBlocks, 1);
	t.is(slot.heldBlocks, 3);
	put(slot, 1);
	t.is(slot.heldHashedBlocks, 4);
	t.false(slot.isFull);
	put(slot, 4);
	t.true(slot.isFull);
	t.true(slot.isHashed);
	slot.compareHash(right);
	t.true(slot.isHashRight);
});

test('the first body of a block is kept, a second is not', t => {
	const slot = newSlot();
	t.deepEqual(put(slot, 1, 1), [true, false]);
	t.is(slot.memoryBytes, blockLength);
});

test('a block that is none of the piece is an error of ours', t => {
	const slot = newSlot();
	t.throws(() => slot.put(1, blockOf(0)), {instanceOf: RangeError});
	t.throws(() => slot.put(4 * blockLength, blockOf(0)), {instanceOf: RangeError});
	t.throws(() => slot.put(5 * blockLength, new Uint8Array(1)), {instanceOf: RangeError});
});

test('one wrong byte anywhere makes the hash wrong', t => {
	for (const block of [0, 2, 4]) {
		const slot = newSlot();
		for (const other of [0, 1, 2, 3, 4]) {
			const bytes = blockOf(other);
			if (other === block) bytes[0]! ^= 1;
			slot.put(other * blockLength, bytes);
		}
		slot.compareHash(right);
		t.false(slot.isHashRight);
	}
});

test('runs to write are as long as allowed, and hashed only when asked for that', t => {
	const slot = newSlot();
	put(slot, 0, 1, 3);
	t.deepEqual(slot.takeRun(1, true), {first: 0, end: 1});
	t.deepEqual(slot.takeRun(8, true), {first: 1, end: 2});
	t.is(slot.takeRun(8, true), undefined);
	t.is(slot.heldHashedBlocks, 0);
	t.deepEqual(slot.takeRun(8, false), {first: 3, end: 4});
	t.is(slot.heldBlocks, 0);
	t.is(slot.memoryBytes, 3 * blockLength);
});

test('blocks that went to disk before their turn are hashed when they are read back', t => {
	const slot = newSlot();
	put(slot, 1, 2, 3);
	const run = slot.takeRun(2, false)!;
	t.is(slot.storeRun(run).length, 2);
	put(slot, 0, 4);
	t.deepEqual(put(slot, 1), [false]);
	slot.hashHeld();
	t.false(slot.isHashed);
	const [first, second] = [slot.storedRun(1)!, {first: 2, end: 3}];
	t.deepEqual(first, {first: 1, end: 2});
	slot.hashStored(first, blockOf(1));
	t.deepEqual(slot.storedRun(8), second);
	slot.hashStored(second, blockOf(2));
	slot.hashHeld();
	t.true(slot.isHashed);
	slot.compareHash(right);
	t.true(slot.isHashRight);
});

test('a block being written is still hashed from memory', t => {
	const slot = newSlot();
	put(slot, 1);
	slot.takeRun(1, false);
	put(slot, 0, 2, 3, 4);
	t.true(slot.isHashed);
	slot.compareHash(right);
	t.true(slot.isHashRight);
});

test('any stretch of bytes is found in its blocks without a copy', t => {
	const slot = newSlot();
	put(slot, 0, 1, 2);
	const buffers = slot.buffers(blockLength - 2, blockLength + 5);
	t.deepEqual(
		buffers.map(buffer => buffer.length),
		[2, blockLength, 3],
	);
	t.true(Buffer.concat(buffers).equals(content.subarray(blockLength - 2, 2 * blockLength + 3)));
});

test('a dropped slot gives back what it holds, but not what a write is using', t => {
	const slot = newSlot();
	put(slot, 0, 1, 2, 4);
	const leaving = slot.takeRun(1, false)!;
	t.is(slot.dropHeld().length, 3);
	t.is(slot.memoryBytes, blockLength);
	t.is(slot.storeRun(leaving).length, 1);
	t.is(slot.memoryBytes, 0);
});
