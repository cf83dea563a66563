import test from 'ava';
import {AdaptiveWriter} from '../../../source/engine/disk/adaptive-writer.js';

/** A disk whose blocking writes take as long as the test says. */
class SlowDisk {
	now = 0;
	writeMs = 0.3;
	blocking = 0;
	pooled = 0;
	readonly writer = new AdaptiveWriter({
		now: () => this.now,
		blocking: (_fd, buffers) => {
			this.blocking += 1;
			this.now += this.writeMs;
			return buffers.reduce((sum, {length}) => sum + length, 0);
		},
		pooled: (_fd, buffers, _position, callback) => {
			this.pooled += 1;
			queueMicrotask(() => callback(null, buffers[0]!.length));
		},
	});

	write(bytes = 1024 * 1024): Promise<number> {
		return new Promise((resolve, reject) => {
			this.writer.writev(3, [new Uint8Array(bytes)], 0, (error, written) => {
				if (error) {
					reject(error);
				} else {
					resolve(written);
				}
			});
		});
	}
}

test('writes that the page cache takes at once stay on this thread', async t => {
	const disk = new SlowDisk();
	for (let count = 0; count < 10; count += 1) {
		t.is(await disk.write(), 1024 * 1024);
	}

	t.is(disk.blocking, 10);
	t.is(disk.pooled, 0);
});

test('after one slow write the pool writes for half a second, then the thread tries again', async t => {
	const disk = new SlowDisk();
	disk.writeMs = 200;
	await disk.write();
	await disk.write();
	t.deepEqual([disk.blocking, disk.pooled], [1, 1]);
	disk.now += 501;
	disk.writeMs = 0.3;
	await disk.write();
	await disk.write();
	t.deepEqual([disk.blocking, disk.pooled], [3, 1]);
});

test('a disk that stays slow blocks the thread ever more rarely, at most every half minute', async t => {
	const disk = new SlowDisk();
	disk.writeMs = 100;
	const hour = 3_600_000;
	while (disk.now < hour) {
		await disk.write(1024);
		disk.now += 100;
	}

	t.true(disk.blocking <= 10 + hour / 30_000, `${disk.blocking}`);
	t.true(disk.blocking > 100);
});

test('a long write may take its time', async t => {
	const disk = new SlowDisk();
	disk.writeMs = 10;
	await disk.write(4 * 1024 * 1024);
	await disk.write(4 * 1024 * 1024);
	t.is(disk.blocking, 2);
});

test('the callback never comes before the call returned, and errors come the same way', async t => {
	const failure = Object.assign(new Error('full'), {code: 'ENOSPC'});
	const writer = new AdaptiveWriter({
		now: () => 0,
		blocking: () => {
			throw failure;
		},
		pooled: () => t.fail(),
	});
	let hasReturned = false;
	await new Promise<void>(resolve => {
		writer.writev(3, [new Uint8Array(1)], 0, error => {
			t.is(error, failure);
			t.true(hasReturned);
			resolve();
		});
		hasReturned = true;
	});
});
