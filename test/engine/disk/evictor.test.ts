import test from 'ava';
import {Backpressure, backpressureBytes} from '../../../source/engine/disk/backpressure.js';
import {Evictor} from '../../../source/engine/disk/evictor.js';
import {PieceSlot} from '../../../source/engine/disk/piece-slot.js';
import type {PieceWriter} from '../../../source/engine/disk/piece-writer.js';
import {blockLength} from '../../../source/protocol/messages.js';

/** An evictor with a writer that only writes down what it was asked to write, and takes it. */
function evictorOf() {
	const pressure = new Backpressure();
	const evictor = new Evictor(pressure);
	const written: Array<{index: number; blocks: number; hashedOnly: boolean}> = [];
	const writer: Pick<PieceWriter, 'writeRun'> = {
		writeRun(slot, hashedOnly) {
			const run = slot.takeRun(256, hashedOnly);
			if (run === undefined) return false;
			written.push({index: slot.index, blocks: run.end - run.first, hashedOnly});
			pressure.addLeaving(slot.lengthOf(run));
			return true;
		},
	};
	/** A slot with these blocks in memory. */
	const addSlot = (index: number, blockCount: number, blocks: readonly number[]) => {
		const slot = new PieceSlot(index, blockCount * blockLength);
		for (const block of blocks) {
			slot.put(block * blockLength, new Uint8Array(blockLength));
			pressure.add(blockLength);
		}
		evictor.add(slot, writer as PieceWriter);
		return slot;
	};
	return {pressure, evictor, written, addSlot};
}

const range = (count: number, first = 0) => Array.from({length: count}, (_, at) => first + at);
const limitBlocks = backpressureBytes.evictAbove / blockLength;

test('nothing is moved while memory suffices', t => {
	const {evictor, written, addSlot} = evictorOf();
	addSlot(0, 2000, range(limitBlocks));
	evictor.relieve();
	t.deepEqual(written, []);
});

test('hashed blocks go first, from the piece that has most of them', t => {
	const {pressure, evictor, written, addSlot} = evictorOf();
	addSlot(0, 2000, range(limitBlocks, 1));
	addSlot(1, 2000, range(300));
	addSlot(2, 2000, range(200));
	evictor.relieve();
	t.deepEqual(written.slice(0, 2), [
		{index: 1, blocks: 256, hashedOnly: true},
		{index: 2, blocks: 200, hashedOnly: true},
	]);
	t.true(pressure.stayingBytes <= backpressureBytes.evictDownTo);
});

test('without hashed blocks worth a write the fullest piece goes', t => {
	const {evictor, written, addSlot} = evictorOf();
	addSlot(0, 2000, [0, 1, ...range(200, 10)]);
	addSlot(1, 2000, range(limitBlocks, 1));
	evictor.relieve();
	t.is(written[0]?.index, 1);
	t.false(written[0]!.hashedOnly);
});

test('a piece that was taken out is left alone', t => {
	const {evictor, written, addSlot} = evictorOf();
	evictor.remove(addSlot(0, 2000, range(limitBlocks + 1)));
	evictor.relieve();
	t.deepEqual(written, []);
});
