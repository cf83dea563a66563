import {execFileSync} from 'node:child_process';
import {fstatSync, statSync} from 'node:fs';
import {readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {payloadPlace} from '../../../source/engine/disk/file-place.js';
import {type FileLease, FilePool} from '../../../source/engine/disk/file-pool.js';
import {TorrentError} from '../../../source/engine/torrent-error.js';
import {temporaryFolder} from './sample-torrent.js';

/** A pool and a folder with files named by numbers. */
async function poolOf(t: ExecutionContext, maxOpenFiles: number, fileCount: number) {
	const dir = await temporaryFolder(t);
	const pool = new FilePool(maxOpenFiles);
	t.teardown(() => pool.closeAll());
	for (let index = 0; index < fileCount; index++) await writeFile(join(dir, String(index)), 'x');
	const lease = (name: number | string, isWriting = false): Promise<FileLease> =>
		new Promise((resolve, reject) => {
			pool.lease(payloadPlace(dir, {path: [String(name)], length: 1}), isWriting, result => {
				if (result instanceof TorrentError) reject(result);
				else resolve(result);
			});
		});
	return {pool, lease, dir};
}

/** Whether the descriptor is this file's: tests run side by side, and a closed one's number is soon another file's. */
const isOpen = (fd: number, path: string): boolean => {
	try {
		return fstatSync(fd).ino === statSync(path).ino;
	} catch {
		return false;
	}
};

test('a file is opened once for all who ask at the same time, and stays open', async t => {
	const {pool, lease} = await poolOf(t, 4, 1);
	const [first, second] = await Promise.all([lease(0), lease(0)]);
	t.is(first.fd, second.fd);
	pool.release(first);
	pool.release(second);
	t.is((await lease(0)).fd, first.fd);
	t.is(pool.openCount, 1);
});

test('never more than the cap are open, and the one unused for longest goes first', async t => {
	const {pool, lease} = await poolOf(t, 3, 5);
	const fds: number[] = [];
	for (const name of [0, 1, 2]) {
		const file = await lease(name);
		fds.push(file.fd);
		pool.release(file);
	}
	pool.release(await lease(0));
	const fourth = await lease(3);
	t.is(pool.openCount, 3);
	pool.release(fourth);
	t.is((await lease(0)).fd, fds[0]!);
	t.is((await lease(2)).fd, fds[2]!);
});

test('when all are in use the next one waits for a release', async t => {
	const {pool, lease} = await poolOf(t, 2, 4);
	const [first] = await Promise.all([lease(0), lease(1)]);
	let opened = 0;
	const waiting = [lease(2), lease(3)].map(async promise => {
		const file = await promise;
		opened++;
		t.true(pool.openCount <= 2);
		pool.release(file);
	});
	await lease(1);
	t.is(opened, 0);
	pool.release(first);
	await Promise.all(waiting);
	t.is(opened, 2);
});

test('a file open for reading is opened anew for writing, and readers keep theirs till they are done', async t => {
	const {pool, lease, dir} = await poolOf(t, 4, 1);
	const reader = await lease(0);
	const writer = await lease(0, true);
	t.not(reader.fd, writer.fd);
	t.true(isOpen(reader.fd, join(dir, '0')));
	t.is(pool.openCount, 2);
	pool.release(reader);
	t.is(pool.openCount, 1);
	t.is((await lease(0)).fd, writer.fd);
});

test('of those who ask at the same time each gets its own answer', async t => {
	const {pool, lease} = await poolOf(t, 4, 0);
	const [reading, writing] = await Promise.allSettled([lease('new'), lease('new', true)]);
	t.is(writing.status, 'fulfilled');
	// Whether the file is made before or after the reader looks is a matter of order; it must not hang.
	t.truthy(reading.status);
	t.is(pool.openCount, 1);
});

test('a file that cannot be opened costs no place', async t => {
	const {pool, lease} = await poolOf(t, 1, 1);
	const error = await t.throwsAsync(lease('missing'), {instanceOf: TorrentError});
	t.is(error?.code, 'ENOENT');
	t.truthy(await lease(0));
	t.is(pool.openCount, 1);
});

test('closing a path waits for its last lease', async t => {
	const {pool, lease, dir} = await poolOf(t, 4, 1);
	const file = await lease(0);
	const {fd} = file;
	await pool.closePaths([join(dir, '0')]);
	t.true(isOpen(fd, join(dir, '0')));
	pool.release(file);
	await pool.closeAll();
	t.false(isOpen(fd, join(dir, '0')));
	t.is(pool.openCount, 0);
});

test('when peers took the descriptors it lives with fewer files', async t => {
	const {dir} = await poolOf(t, 1, 0);
	const script = new URL('file-pool-child.js', import.meta.url).pathname;
	const command = `ulimit -n 64 && exec "$0" "$1" "$2" 200`;
	const output = execFileSync('sh', ['-c', command, process.execPath, script, dir], {
		encoding: 'utf8',
	});
	const mostOpen = Number(output);
	t.true(mostOpen > 1 && mostOpen < 64, output);
	t.is((await readdir(dir)).length, 200);
});
