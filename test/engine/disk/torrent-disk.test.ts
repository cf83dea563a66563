import {readdir, readFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {DiskSession} from './disk-session.js';
import {type SampleFile, SampleTorrent} from './sample-torrent.js';

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

const mixedFiles: readonly SampleFile[] = [
	{path: ['sample', 'a b.txt'], length: 40_000},
	{path: ['sample', '.pad', '0'], length: 65_536 - 40_000, isPadding: true},
	{path: ['sample', 'empty'], length: 0},
	{path: ['sample', '映画', '第 1 話.mkv'], length: 100_000},
	{path: ['sample', '映画', 'also empty'], length: 0},
	{path: ['sample', 'tail'], length: 32_769},
];

async function assertComplete(
	t: import('ava').ExecutionContext,
	{sample, dir}: DiskSession,
): Promise<void> {
	for (const [index, file] of sample.metainfo.files.entries()) {
		const path = join(dir, ...file.path);
		if (file.isPadding) {
			await t.throwsAsync(stat(path), {code: 'ENOENT'});
		} else {
			t.true((await readFile(path)).equals(sample.file(index)), file.path.join('/'));
		}
	}
}

test('a torrent of several files, with padding, empty files and foreign names, is written byte for byte', async t => {
	const session = await DiskSession.open(t, new SampleTorrent(mixedFiles, 32 * kibibyte));
	const {pieceCount} = session.sample.metainfo;
	for (let index = 0; index < pieceCount; index++) session.deliverPiece(index);
	for (let index = 0; index < pieceCount; index++) await session.heard('verified', index);
	t.is(session.told.length, pieceCount);
	await assertComplete(t, session);
	t.deepEqual(await readdir(session.dir), ['sample']);
	t.is(session.disk.facts.unwrittenBytes, 0);
	t.is(session.shared.arena.bytesInUse, 0);
});

for (const pieceLength of [16 * kibibyte, 256 * kibibyte, 1 * mebibyte, 16 * mebibyte]) {
	test(`blocks in any order make pieces of ${pieceLength / kibibyte} KiB, the last of a single byte`, async t => {
		const sample = new SampleTorrent([{path: ['one file'], length: pieceLength + 1}], pieceLength);
		const session = await DiskSession.open(t, sample);
		session.deliverPiece(1);
		session.deliverPiece(0, session.begins(0).toReversed());
		await session.heard('verified', 0);
		await session.heard('verified', 1);
		await assertComplete(t, session);
	});
}
