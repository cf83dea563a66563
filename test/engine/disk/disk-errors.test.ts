/** What the disk does when the disk does not do what it should. */
import {execFileSync} from 'node:child_process';
import {chmod, mkdir, readFile, rename, rm, symlink, unlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {DiskShared} from '../../../source/engine/disk/disk-shared.js';
import {TorrentError} from '../../../source/engine/torrent-error.js';
import {DiskSession} from './disk-session.js';
import {noMountsReason, readOnlyDisk, smallDisk} from './file-system.js';
import {SampleTorrent, temporaryFolder} from './sample-torrent.js';

const kibibyte = 1024;

const sample = new SampleTorrent(
	[{path: ['sample', 'file'], length: 512 * kibibyte}],
	128 * kibibyte,
);

/** A session in a given folder that is not opened yet. */
async function sessionIn(t: import('ava').ExecutionContext, dir: string): Promise<DiskSession> {
	const stateDir = await temporaryFolder(t);
	const session = new DiskSession({sample, dir, stateDir});
	t.teardown(() => session.close());
	return session;
}

test('a full disk loses one piece, keeps what is there, and goes on when told to try again', async t => {
	const dir = noMountsReason === undefined ? await smallDisk(t, 400 * kibibyte) : undefined;
	if (dir === undefined) {
		t.pass(`Skipped: ${noMountsReason ?? 'the machine forbids mounts'}`);
		return;
	}
	await writeFile(join(dir, 'ballast'), new Uint8Array(200 * kibibyte));
	const session = await sessionIn(t, dir);
	t.is(await session.disk.open(), undefined);
	session.deliverPiece(0);
	await session.heard('verified', 0);
	session.deliverPiece(1);
	await session.heard('writeFailed', 1);
	await session.heard('requestsAllowed', false);
	const [error] = session.errors;
	t.is(error?.code, 'ENOSPC');
	t.is(error?.path, join(dir, 'sample', 'file'));
	t.regex(
		error!.message,
		/^Cannot write .*sample\/file: the disk is full \(.* free, .* needed next\)\.$/,
	);
	t.is(session.shared.arena.bytesInUse, 0);

	await unlink(join(dir, 'ballast'));
	session.disk.retryWrites();
	await session.heard('requestsAllowed', true);
	session.deliverPiece(1);
	await session.heard('verified', 1);
	const bytes = await readFile(join(dir, 'sample', 'file'));
	t.true(bytes.equals(sample.bytes(0, 256 * kibibyte)));
});

test('a disk that takes no writes is told before anything is fetched', async t => {
	const dir = noMountsReason === undefined ? await readOnlyDisk(t) : undefined;
	if (dir === undefined) {
		t.pass(`Skipped: ${noMountsReason ?? 'the machine forbids mounts'}`);
		return;
	}
	const session = await sessionIn(t, dir);
	const error = await session.disk.open();
	t.is(error?.code, 'EROFS');
	t.is(
		error?.message,
		`Cannot create the folder ${join(dir, 'sample')}: the file system is read-only.`,
	);
	const below = await sessionIn(t, join(dir, 'below'));
	t.is(
		(await below.disk.open())?.message,
		`Cannot create the folder ${join(dir, 'below')}: the file system is read-only.`,
	);
});

test('a file where the folder should be, and a folder where the file should be', async t => {
	const dir = await temporaryFolder(t);
	await writeFile(join(dir, 'sample'), '');
	const session = await sessionIn(t, dir);
	const notFolder = await session.disk.open();
	t.is(notFolder?.path, join(dir, 'sample'));
	t.is(notFolder?.code, 'ENOTDIR');

	await rm(join(dir, 'sample'));
	await mkdir(join(dir, 'sample', 'file'), {recursive: true});
	const notFile = await session.disk.open();
	t.is(notFile?.message, `Cannot write ${join(dir, 'sample', 'file')}: a folder is in its place.`);

	await rm(join(dir, 'sample', 'file'), {recursive: true});
	t.is(await session.disk.open(), undefined);
});

test('the folder of the user itself may be a file: said so', async t => {
	const dir = join(await temporaryFolder(t), 'not a folder');
	await writeFile(dir, '');
	const error = await (await sessionIn(t, dir)).disk.open();
	t.true(error instanceof TorrentError);
	t.is(error?.path, dir);
});

test('a link that leads out is refused when the torrent is opened', async t => {
	const folder = await temporaryFolder(t);
	const [dir, outside] = [join(folder, 'dir'), join(folder, 'outside')];
	await mkdir(dir);
	await mkdir(outside);
	await symlink(outside, join(dir, 'sample'));
	const error = await (await sessionIn(t, dir)).disk.open();
	t.regex(error!.message, /dir\/sample: it is a symbolic link that leads out of/);
});

test('a folder put in the file’s place behind our back fails the piece, with the path', async t => {
	const dir = await temporaryFolder(t);
	const session = await sessionIn(t, dir);
	t.is(await session.disk.open(), undefined);
	await mkdir(join(dir, 'sample', 'file'));
	session.deliverPiece(2);
	await session.heard('writeFailed', 2);
	t.is(session.errors[0]?.code, 'EISDIR');
	t.is(session.errors[0]?.path, join(dir, 'sample', 'file'));
	t.is(session.shared.arena.bytesInUse, 0);
	t.is(session.shared.backpressure.unwrittenBytes, 0);
});

test('the folder taken away behind our back is not made again', async t => {
	const dir = join(await temporaryFolder(t), 'dir');
	const session = await sessionIn(t, dir);
	t.is(await session.disk.open(), undefined);
	await rename(dir, `${dir} moved`);
	session.deliverPiece(0);
	await session.heard('writeFailed', 0);
	t.is(session.errors[0]?.message, `Cannot use ${dir}: it does not exist.`);
});

test('a long piece whose early write fails is told as missing, once, complete or not', async t => {
	const dir = await temporaryFolder(t);
	const long = new SampleTorrent(
		[{path: ['file'], length: 8 * 1024 * kibibyte}],
		8 * 1024 * kibibyte,
	);
	const shared = new DiskShared({stateDir: join(dir, 'state'), maxOpenFiles: 4});
	const session = new DiskSession({sample: long, dir, stateDir: dir, shared});
	t.teardown(() => session.close());
	t.is(await session.disk.open(), undefined);
	await mkdir(join(dir, 'file'));
	for (const begin of session.begins(0).slice(0, 400)) session.deliver(0, begin);
	await session.heard('writeFailed', 0);
	await session.heard('requestsAllowed', false);
	t.deepEqual(session.told, [
		['writeFailed', 0],
		['requestsAllowed', false],
	]);
	t.is(shared.arena.bytesInUse, 0);
	await rm(join(dir, 'file'), {recursive: true});
	session.disk.retryWrites();
	session.deliverPiece(0);
	await session.heard('verified', 0);
});

test('what the user may not write is told with its path, folder or file', async t => {
	const dir = await temporaryFolder(t);
	await chmod(dir, 0o755);
	const script = new URL('open-child.js', import.meta.url).pathname;
	// Root may write anything: then somebody else tries.
	const identity = process.getuid?.() === 0 ? {uid: 65_534, gid: 65_534} : {};
	const openAs = (folder: string) =>
		execFileSync(process.execPath, [script, folder], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
			...identity,
		}).trim();
	try {
		openAs('/dev/null');
	} catch {
		t.pass('Skipped: another user may not read this checkout');
		return;
	}

	await mkdir(join(dir, 'locked'), {mode: 0o555});
	t.is(
		openAs(join(dir, 'locked')),
		`Cannot create the folder ${join(dir, 'locked', 'sample')}: permission denied.`,
	);
	await mkdir(join(dir, 'half', 'sample'), {recursive: true});
	await chmod(join(dir, 'half', 'sample'), 0o555);
	const file = join(dir, 'half', 'sample', 'file');
	t.is(openAs(join(dir, 'half')), `Cannot write ${file}: permission denied.`);
	await writeFile(file, '', {mode: 0o444});
	t.is(openAs(join(dir, 'half')), `Cannot write ${file}: permission denied.`);
});
