import {execFileSync} from 'node:child_process';
import {mkdir, readFile, stat, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {type FilePlace, payloadPlace} from '../../../source/engine/disk/file-place.js';
import {openInside} from '../../../source/engine/disk/open-inside.js';
import {TorrentError} from '../../../source/engine/torrent-error.js';
import {temporaryFolder} from './sample-torrent.js';

const placeIn = (dir: string, ...path: string[]): FilePlace =>
	payloadPlace(dir, {path, length: 10});

/** Opens and closes; the error if there was one. */
async function tryOpen(place: FilePlace, isWriting: boolean): Promise<TorrentError | undefined> {
	try {
		await (await openInside(place, isWriting)).close();
		return undefined;
	} catch (error) {
		if (error instanceof TorrentError) return error;
		throw error;
	}
}

test('opening for writing makes the folders on the way', async t => {
	const dir = await temporaryFolder(t);
	t.is(await tryOpen(placeIn(dir, 'a', 'b', 'c'), true), undefined);
	t.is((await stat(join(dir, 'a', 'b', 'c'))).size, 0);
});

test('opening for reading makes nothing and says what is missing', async t => {
	const dir = await temporaryFolder(t);
	const error = await tryOpen(placeIn(dir, 'a', 'b'), false);
	t.is(error?.message, `Cannot read ${join(dir, 'a', 'b')}: it does not exist.`);
	await t.throwsAsync(stat(join(dir, 'a')), {code: 'ENOENT'});
});

test('nothing is written through a link that leads out, at whatever depth it stands', async t => {
	const folder = await temporaryFolder(t);
	const [dir, outside] = [join(folder, 'dir'), join(folder, 'outside')];
	await mkdir(join(dir, 'a'), {recursive: true});
	await mkdir(outside);
	await writeFile(join(outside, 'file'), 'not ours');
	await symlink(outside, join(dir, 'a', 'folder link'));
	await symlink(join(outside, 'file'), join(dir, 'file link'));
	await symlink('../../outside/file', join(dir, 'a', 'relative link'));
	await symlink(join(outside, 'new'), join(dir, 'dangling link'));
	for (const names of [
		['a', 'folder link', 'file'],
		['a', 'folder link', 'new', 'file'],
		['file link'],
		['a', 'relative link'],
		['dangling link'],
	]) {
		const error = await tryOpen(placeIn(dir, ...names), true);
		t.truthy(error, names.join('/'));
		t.true(error!.message.startsWith(`Cannot `) && error!.message.includes(dir), error!.message);
		t.regex(error!.message, /symbolic link/);
	}
	t.is(await readFile(join(outside, 'file'), 'utf8'), 'not ours');
	await t.throwsAsync(stat(join(outside, 'new')), {code: 'ENOENT'});
});

test('a folder whose name only begins like the allowed one is outside', async t => {
	const folder = await temporaryFolder(t);
	await mkdir(join(folder, 'dir'));
	await mkdir(join(folder, 'dir too'));
	await symlink(join(folder, 'dir too'), join(folder, 'dir', 'link'));
	t.regex(
		(await tryOpen(placeIn(join(folder, 'dir'), 'link', 'x'), true))!.message,
		/leads out of/,
	);
});

test('links that stay inside, and one that is the given folder itself, are followed', async t => {
	const folder = await temporaryFolder(t);
	await mkdir(join(folder, 'real', 'a'), {recursive: true});
	await symlink(join(folder, 'real'), join(folder, 'dir'));
	await symlink('a', join(folder, 'real', 'inner'));
	t.is(await tryOpen(placeIn(join(folder, 'dir'), 'inner', 'file'), true), undefined);
	t.is((await stat(join(folder, 'real', 'a', 'file'))).size, 0);
});

test('a device is refused, behind a link or not', async t => {
	const dir = await temporaryFolder(t);
	await symlink('/dev/full', join(dir, 'full'));
	t.regex((await tryOpen(placeIn(dir, 'full'), true))!.message, /leads out of/);
	const error = await tryOpen(placeIn('/dev', 'full'), true);
	t.is(error?.message, 'Cannot write /dev/full: something that is not a regular file is there.');
});

test('a pipe in a file’s place is refused at once, never waited for', async t => {
	const dir = await temporaryFolder(t);
	execFileSync('mkfifo', [join(dir, 'pipe')]);
	for (const isWriting of [false, true]) {
		t.regex((await tryOpen(placeIn(dir, 'pipe'), isWriting))!.message, /not a regular file/);
	}
});

test('a folder in the place of a file, and a file in the place of a folder, are named exactly', async t => {
	const dir = await temporaryFolder(t);
	await mkdir(join(dir, 'folder'));
	await writeFile(join(dir, 'file'), '');
	const folder = await tryOpen(placeIn(dir, 'folder'), true);
	t.is(folder?.message, `Cannot write ${join(dir, 'folder')}: a folder is in its place.`);
	t.is(folder?.code, 'EISDIR');
	const file = await tryOpen(placeIn(dir, 'file', 'below'), true);
	t.is(file?.path, join(dir, 'file'));
	t.is(file?.code, 'ENOTDIR');
});

test('a path too long for the file system is a sentence, not a crash', async t => {
	const dir = await temporaryFolder(t);
	const names = Array.from({length: 20}, () => 'n'.repeat(255));
	t.regex((await tryOpen(placeIn(dir, ...names), true))!.message, /the path is too long/);
});

test('the folder itself is not made again when it is gone: its disk may be unmounted', async t => {
	const dir = join(await temporaryFolder(t), 'gone');
	t.is(
		(await tryOpen(placeIn(dir, 'file'), true))!.message,
		`Cannot use ${dir}: it does not exist.`,
	);
});

test('what a file has beyond its length in the torrent is cut off when we write to it', async t => {
	const dir = await temporaryFolder(t);
	await writeFile(join(dir, 'file'), 'more than ten bytes');
	t.is(await tryOpen(placeIn(dir, 'file'), false), undefined);
	t.is((await stat(join(dir, 'file'))).size, 19);
	t.is(await tryOpen(placeIn(dir, 'file'), true), undefined);
	t.is((await stat(join(dir, 'file'))).size, 10);
});
