import test from 'ava';
import {Arena} from '../../../source/engine/disk/arena.js';
import {blockLength} from '../../../source/protocol/messages.js';

const slabBytes = 256 * 1024;

test('the cap holds, and everything given back can be taken again', t => {
	const arena = new Arena(2 * slabBytes + 1);
	const taken: Uint8Array[] = [];
	for (let block = arena.take(blockLength); block; block = arena.take(blockLength))
		taken.push(block);
	t.is(taken.length, 32);
	t.is(arena.bytesInUse, 2 * slabBytes);
	t.is(arena.allocatedBytes, 2 * slabBytes);
	for (const block of taken) arena.give(block);
	t.is(arena.bytesInUse, 0);
	for (let count = 0; count < 32; count++) t.truthy(arena.take(blockLength));
	t.is(arena.take(1), undefined);
});

test('no two takers share a byte', t => {
	const arena = new Arena(slabBytes);
	const taken = Array.from({length: 16}, () => arena.take(blockLength)!);
	for (const [index, block] of taken.entries()) block.fill(index);
	for (const [index, block] of taken.entries()) t.true(block.every(byte => byte === index));
});

test('a short buffer comes back as a whole block', t => {
	const arena = new Arena(slabBytes);
	const short = arena.take(1)!;
	t.is(short.length, 1);
	arena.give(short);
	t.is(arena.take(blockLength)!.length, blockLength);
	t.is(arena.bytesInUse, blockLength);
});

test('the buffer given back last is taken first, while it is in the cache', t => {
	const arena = new Arena(slabBytes);
	const [first, second] = [arena.take(blockLength)!, arena.take(blockLength)!];
	arena.give(second);
	arena.give(first);
	t.is(arena.take(blockLength), first);
});
