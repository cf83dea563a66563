import {write, type writev} from 'node:fs';
import {mkdir, readFile, stat, unlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {payloadPlace} from '../../../source/engine/disk/file-place.js';
import {FilePool} from '../../../source/engine/disk/file-pool.js';
import {WriteQueue} from '../../../source/engine/disk/write-queue.js';
import type {TorrentError} from '../../../source/engine/torrent-error.js';
import {noMountsReason, smallDisk} from './file-system.js';
import {temporaryFolder} from './sample-torrent.js';

function queueIn(t: ExecutionContext, dir: string, systemWritev?: typeof writev) {
	const pool = new FilePool(4);
	t.teardown(() => pool.closeAll());
	const queue = new WriteQueue(pool, systemWritev);
	const push = (name: string, position: number, ...buffers: Uint8Array[]) =>
		new Promise<TorrentError | undefined>(resolve => {
			queue.push({
				place: payloadPlace(dir, {path: [name], length: Number.MAX_SAFE_INTEGER}),
				position,
				buffers,
				length: buffers.reduce((sum, buffer) => sum + buffer.length, 0),
				callback: resolve,
			});
		});
	return {queue, push};
}

test('many writes end up where they belong', async t => {
	const dir = await temporaryFolder(t);
	const {queue, push} = queueIn(t, dir);
	t.is(queue.p95Ms, 0);
	const writes = Array.from({length: 50}, (_, index) =>
		push(
			`file ${index % 7}`,
			index * 10,
			new Uint8Array(4).fill(index),
			new Uint8Array(6).fill(index),
		),
	);
	for (const error of await Promise.all(writes)) t.is(error, undefined);
	for (let index = 0; index < 50; index++) {
		const bytes = await readFile(join(dir, `file ${index % 7}`));
		t.true(bytes.subarray(index * 10, index * 10 + 10).every(byte => byte === index));
	}
	t.true(queue.p95Ms > 0);
});

test('a file is written by one call at a time, and another file meanwhile', async t => {
	const dir = await temporaryFolder(t);
	const underWay = new Set<number>();
	let together = 0;
	const slow = ((
		fd: number,
		buffers: readonly Uint8Array[],
		_position: number,
		callback: (error: Error | null, written: number) => void,
	) => {
		t.false(underWay.has(fd));
		underWay.add(fd);
		together = Math.max(together, underWay.size);
		setTimeout(() => {
			underWay.delete(fd);
			callback(null, buffers[0]!.length);
		}, 5);
	}) as typeof writev;
	const {push} = queueIn(t, dir, slow);
	const writes = ['a', 'a', 'a', 'b', 'b'].map((name, number) =>
		push(name, number, new Uint8Array(1)),
	);
	t.deepEqual(await Promise.all(writes), Array(5).fill(undefined));
	t.is(together, 2);
});

test('a write behind 4 GiB leaves a hole', async t => {
	const dir = await temporaryFolder(t);
	const {push} = queueIn(t, dir);
	const position = 5 * 2 ** 30 + 3;
	t.is(await push('sparse', position, new Uint8Array([1, 2, 3])), undefined);
	const stats = await stat(join(dir, 'sparse'));
	t.is(stats.size, position + 3);
	t.true(stats.blocks * 512 < 2 ** 20);
});

test('one that fails does not hold up the others', async t => {
	const dir = await temporaryFolder(t);
	const {push} = queueIn(t, dir);
	await mkdir(join(dir, 'taken'));
	const [first, second] = await Promise.all([
		push('taken', 0, new Uint8Array(1)),
		push('fine', 0, new Uint8Array(1)),
	]);
	t.is(first?.code, 'EISDIR');
	t.is(second, undefined);
});

test('a system that takes a few bytes at a time gets the rest until all are written', async t => {
	const dir = await temporaryFolder(t);
	const meagre = ((
		fd: number,
		buffers: readonly Uint8Array[],
		position: number,
		callback: (error: Error | null, written: number) => void,
	) => {
		write(fd, Buffer.concat(buffers).subarray(0, 3), 0, 3, position, callback);
	}) as typeof writev;
	const {push} = queueIn(t, dir, meagre);
	t.is(
		await push('file', 2, new Uint8Array([1, 2, 3, 4]), new Uint8Array([5, 6, 7, 8, 9])),
		undefined,
	);
	t.deepEqual([...(await readFile(join(dir, 'file')))], [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a full disk is told with the path, what is free and what is needed, and space makes it go on', async t => {
	const dir = noMountsReason === undefined ? await smallDisk(t, 2 ** 20) : undefined;
	if (dir === undefined) {
		t.pass(`Skipped: ${noMountsReason ?? 'the machine forbids mounts'}`);
		return;
	}
	const {push} = queueIn(t, dir);
	await writeFile(join(dir, 'ballast'), new Uint8Array(512 * 1024));
	const error = await push('big', 0, new Uint8Array(300 * 1024), new Uint8Array(300 * 1024));
	t.is(error?.code, 'ENOSPC');
	t.is(error?.path, join(dir, 'big'));
	t.is(
		error?.message,
		`Cannot write ${join(dir, 'big')}: the disk is full (0 B free, 600 KiB needed next).`,
	);
	await unlink(join(dir, 'ballast'));
	t.is(await push('big', 0, new Uint8Array(600 * 1024).fill(1)), undefined);
	t.true((await readFile(join(dir, 'big'))).every(byte => byte === 1));
});
