import test from 'ava';
import {type ByteRun, lengthOf} from '../../../source/engine/disk/byte-runs.js';
import {FlushQueue} from '../../../source/engine/net/flush-queue.js';
import {RateLimiter} from '../../../source/engine/net/rate-limiter.js';
import type {QueuedBlock} from '../../../source/engine/torrent/block-run.js';
import {BlockSender} from '../../../source/engine/torrent/block-sender.js';
import {RunBuffers} from '../../../source/engine/torrent/run-buffers.js';
import {TorrentError} from '../../../source/engine/torrent-error.js';
import type {MessageHandler} from '../../../source/protocol/messages.js';
import {WireDecoder} from '../../../source/protocol/wire-decoder.js';
import {VirtualTimers} from '../virtual-timers.js';

const blockLength = 16_384;

/** The byte at a place of a piece. */
const byteAt = (index: number, offset: number): number => (index * 31 + offset * 7) & 0xff;

type Read = {
	readonly index: number;
	readonly begin: number;
	readonly length: number;
	readonly targets: ByteRun;
	readonly callback: (error: TorrentError | undefined) => void;
};

/** Counts what comes back. */
class CountingBuffers extends RunBuffers {
	given = 0;

	override give(buffer: Buffer): void {
		this.given += 1;
		super.give(buffer);
	}
}

/** A sender between a disk and a socket that do what the test says. */
class Bench {
	readonly reads: Read[] = [];
	readonly written: Buffer[] = [];
	readonly handleDone: Array<() => void> = [];
	readonly sent: QueuedBlock[] = [];
	readonly failed: QueuedBlock[] = [];
	readonly timers = new VirtualTimers();
	readonly limiter = new RateLimiter({min: 16 * 1024, max: 256 * 1024}, this.timers);
	readonly buffers = new CountingBuffers();
	readonly sender = new BlockSender({
		connection: {
			write: (bytes, handleDone) => {
				this.written.push(Buffer.from(bytes));
				this.handleDone.push(handleDone);
			},
		},
		source: {
			read: (index, begin, targets, callback) => {
				this.reads.push({index, begin, length: lengthOf(targets), targets, callback});
			},
		},
		limiter: this.limiter,
		flushQueue: new FlushQueue(),
		buffers: this.buffers,
		now: () => this.timers.now(),
		handleBlockSent: block => this.sent.push(block),
		handleReadFailed: block => this.failed.push(block),
	});

	/** Asks for blocks of a piece by their numbers, as one read from the socket would. */
	async ask(index: number, ...numbers: readonly number[]): Promise<void> {
		for (const number of numbers) {
			this.sender.add({index, begin: number * blockLength, length: blockLength});
		}

		await this.settle();
	}

	/** The disk answers its oldest question. */
	async answer(): Promise<void> {
		const {index, begin, targets, callback} = this.reads.shift()!;
		let offset = begin;
		for (const target of targets) {
			for (let at = 0; at < target.length; at += 1) {
				target[at] = byteAt(index, offset++);
			}
		}

		callback(undefined);
		await this.settle();
	}

	async settle(): Promise<void> {
		for (let count = 0; count < 5; count += 1) {
			await Promise.resolve();
		}
	}

	/** What the other side would read: `index:number` for each block, after its bytes were compared. */
	read(t: import('ava').ExecutionContext): string[] {
		const blocks: string[] = [];
		let place = new Uint8Array();
		const handler: Partial<MessageHandler> = {
			handleBlockHeader: (_index, _begin, length) => {
				place = new Uint8Array(length);
				return place;
			},
			handleBlockProgress: () => {},
			handleBlock: (index, begin) => {
				t.true(place.every((byte, at) => byte === byteAt(index, begin + at)));
				blocks.push(`${index}:${begin / blockLength}`);
			},
		};
		const decoder = new WireDecoder(handler as MessageHandler);
		for (const bytes of this.written) {
			t.is(decoder.push(bytes, 0, bytes.length), undefined);
		}

		return blocks;
	}
}

test('blocks that follow each other are read once and written once, each with its header', async t => {
	const bench = new Bench();
	await bench.ask(3, 0, 1, 2, 3);
	t.deepEqual(
		bench.reads.map(({begin, length}) => [begin, length]),
		[[0, 4 * blockLength]],
	);
	await bench.answer();
	t.is(bench.written.length, 1);
	t.deepEqual(bench.read(t), ['3:0', '3:1', '3:2', '3:3']);
	t.is(bench.sent.length, 4);
	t.is(bench.buffers.given, 0);
	bench.handleDone.shift()!();
	t.is(bench.buffers.given, 1);
});

test('what is read first waits for what was asked for first', async t => {
	const bench = new Bench();
	await bench.ask(1, 0);
	await bench.ask(2, 5);
	const [first] = bench.reads.splice(0, 1);
	await bench.answer();
	t.is(bench.written.length, 0);
	bench.reads.unshift(first!);
	await bench.answer();
	t.deepEqual(bench.read(t), ['1:0', '2:5']);
});

test('no more than the high water is read before the kernel took what was written', async t => {
	const bench = new Bench();
	await bench.ask(0, ...Array.from({length: 128}, (_, number) => number));
	t.is(
		bench.reads.reduce((sum, {length}) => sum + length, 0),
		512 * 1024,
	);
	await bench.answer();
	await bench.answer();
	t.is(bench.reads.length, 0);
	bench.handleDone.shift()!();
	t.is(bench.reads.length, 1);
});

test('a cancelled block is not sent, wherever it is on its way', async t => {
	const bench = new Bench();
	await bench.ask(0, ...Array.from({length: 40}, (_, number) => number));
	for (const number of [1, 38]) {
		bench.sender.cancel({index: 0, begin: number * blockLength, length: blockLength});
	}

	while (bench.reads.length > 0) {
		await bench.answer();
		bench.handleDone.shift()!();
	}

	const numbers = Array.from({length: 40}, (_, number) => number);
	const expected = numbers.filter(number => number !== 1 && number !== 38);
	t.deepEqual(
		bench.read(t),
		expected.map(number => `0:${number}`),
	);
	t.is(bench.sent.length, 38);
});

test('all cancelled, nothing is written, and the memory is back', async t => {
	const bench = new Bench();
	await bench.ask(0, 0, 1);
	bench.sender.cancel();
	await bench.answer();
	t.is(bench.written.length, 0);
	t.is(bench.buffers.given, 1);
	t.is(bench.sender.length, 0);
});

test('blocks that can not be read are told one by one, the next ones go out', async t => {
	const bench = new Bench();
	await bench.ask(0, 0, 1);
	await bench.ask(0, 7);
	bench.reads.shift()!.callback(new TorrentError('gone'));
	await bench.settle();
	await bench.answer();
	t.deepEqual(
		bench.failed.map(({begin}) => begin / blockLength),
		[0, 1],
	);
	t.deepEqual(bench.read(t), ['0:7']);
});

test('under a limit blocks go out one by one, at its pace', async t => {
	const bench = new Bench();
	bench.limiter.setRate(160 * 1024, 0);
	await bench.ask(0, ...Array.from({length: 64}, (_, number) => number));
	for (let step = 0; step < 200; step += 1) {
		bench.timers.advance(10);
		while (bench.reads.length > 0) {
			t.is(bench.reads[0]!.length, blockLength);
			await bench.answer();
			bench.handleDone.shift()!();
		}
	}

	// Two seconds' worth are 20 blocks; a turn comes every 20 ms, so up to a fifth of a block's 100 ms may be lost.
	t.true(bench.sent.length >= 16 && bench.sent.length <= 20, `${bench.sent.length} blocks`);
});

test('closed, it tells nothing and gives everything back', async t => {
	const bench = new Bench();
	await bench.ask(0, 0);
	await bench.ask(5, 5);
	const [first] = bench.reads.splice(0, 1);
	await bench.answer();
	bench.sender.close();
	t.is(bench.buffers.given, 1);
	first!.callback(undefined);
	await bench.settle();
	t.is(bench.buffers.given, 2);
	t.is(bench.sent.length, 0);
	t.is(bench.written.length, 0);
});
