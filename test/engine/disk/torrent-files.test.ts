import {mkdir, readdir, readFile, stat, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {TorrentError} from '../../../source/engine/torrent-error.js';
import {DiskSession} from './disk-session.js';
import {noMountsReason, readOnlyDisk} from './file-system.js';
import {SampleTorrent, temporaryFolder} from './sample-torrent.js';

const pieceLength = 32 * 1024;

/** The middle file shares its first piece with the one before, its last with the one after. */
const sample = new SampleTorrent(
	[
		{path: ['sample', 'before'], length: 50_000},
		{path: ['sample', 'middle', 'skipped'], length: 100_000},
		{path: ['sample', 'after'], length: 50_000},
		{path: ['sample', 'skipped too'], length: 0},
	],
	pieceLength,
);

const [skipsMiddle, wantsAll] = [
	[true, false, true, false],
	[true, true, true, true],
];

/** The pieces that hold bytes of a wanted file while the middle is skipped. */
const wantedPieces = [0, 1, 4, 5, 6];

const names = async (folder: string): Promise<string[]> => {
	const entries = await readdir(folder, {recursive: true});
	return entries.toSorted();
};

async function downloadWanted(session: DiskSession): Promise<void> {
	for (const index of wantedPieces) session.deliverPiece(index);
	for (const index of wantedPieces) await session.heard('verified', index);
}

const partStore = (session: DiskSession) =>
	join(session.stateDir, 'resume', `${sample.infoHashHex}.parts`);

async function assertReadable(
	t: ExecutionContext,
	session: DiskSession,
	pieces: readonly number[],
) {
	for (const index of pieces) {
		const length = sample.pieceLength(index);
		const bytes = await session.read(index, 0, length);
		t.true(
			bytes instanceof Uint8Array && Buffer.from(bytes).equals(sample.piece(index)),
			`${index}`,
		);
	}
}

test('of a skipped file nothing appears in the folder, yet shared pieces are whole and can be uploaded', async t => {
	const session = await DiskSession.open(t, sample, {wanted: skipsMiddle});
	await downloadWanted(session);
	t.deepEqual(await names(session.dir), ['sample', 'sample/after', 'sample/before']);
	t.true((await readFile(join(session.dir, 'sample', 'before'))).equals(sample.file(0)));
	t.true((await readFile(join(session.dir, 'sample', 'after'))).equals(sample.file(2)));
	await assertReadable(t, session, wantedPieces);
	t.true((await stat(partStore(session))).blocks * 512 <= 4 * pieceLength);
});

test('a skipped file that is wanted later gets the bytes we had, and nothing is fetched again', async t => {
	const session = await DiskSession.open(t, sample, {wanted: skipsMiddle});
	await downloadWanted(session);
	t.is(await session.disk.setWantedFiles(wantsAll), undefined);
	await t.throwsAsync(stat(partStore(session)), {code: 'ENOENT'});
	await assertReadable(t, session, wantedPieces);
	for (const index of [2, 3]) session.deliverPiece(index);
	for (const index of [2, 3]) await session.heard('verified', index);
	for (const [index, file] of sample.metainfo.files.entries()) {
		t.true((await readFile(join(session.dir, ...file.path))).equals(sample.file(index)));
	}
});

test('files wanted while blocks of a shared piece are in memory get those too', async t => {
	const session = await DiskSession.open(t, sample, {wanted: skipsMiddle});
	const [first, ...rest] = session.begins(1);
	session.deliver(1, first!);
	const moving = session.disk.setWantedFiles(wantsAll);
	for (const begin of rest) session.deliver(1, begin);
	session.disk.completePiece(1);
	t.is(await moving, undefined);
	await session.heard('verified', 1);
	await assertReadable(t, session, [1]);
	const middle = await readFile(join(session.dir, 'sample', 'middle', 'skipped'));
	const length = 2 * pieceLength - 50_000;
	t.true(middle.equals(sample.file(1).slice(0, length)));
});

test('skipped by the last run and wanted by this one: the bytes move when the torrent is opened', async t => {
	const folder = await temporaryFolder(t);
	const last = await DiskSession.open(t, sample, {wanted: skipsMiddle, folder});
	await downloadWanted(last);
	await last.close();
	const session = await DiskSession.open(t, sample, {folder});
	await assertReadable(t, session, wantedPieces);
	await t.throwsAsync(stat(partStore(session)), {code: 'ENOENT'});
	t.true(session.disk.places.every(place => !place.isInPartStore));
});

test('skipped by both runs: the part store is found again', async t => {
	const folder = await temporaryFolder(t);
	const last = await DiskSession.open(t, sample, {wanted: skipsMiddle, folder});
	await downloadWanted(last);
	await last.close();
	const session = await DiskSession.open(t, sample, {wanted: skipsMiddle, folder});
	await assertReadable(t, session, wantedPieces);
	t.true(session.disk.places[1]!.isInPartStore);
});

test('a skipped file that is there already is used where it is', async t => {
	const folder = await temporaryFolder(t);
	await sample.write(join(folder, 'payload'));
	const session = await DiskSession.open(t, sample, {wanted: skipsMiddle, folder});
	t.false(session.disk.places[1]!.isInPartStore);
	await assertReadable(t, session, [0, 1, 2, 3, 4, 5, 6]);
	await t.throwsAsync(stat(partStore(session)), {code: 'ENOENT'});
});

test('a file that is skipped after it was begun stays where it is', async t => {
	const session = await DiskSession.open(t, sample);
	session.deliverPiece(2);
	await session.heard('verified', 2);
	t.is(await session.disk.setWantedFiles(skipsMiddle), undefined);
	t.false(session.disk.places[1]!.isInPartStore);
	await downloadWanted(session);
	await assertReadable(t, session, [...wantedPieces, 2]);
});

test('a file skipped before anything of it was written does not appear; what was under way is moved when it is wanted again', async t => {
	const session = await DiskSession.open(t, sample);
	const skipping = session.disk.setWantedFiles(skipsMiddle);
	session.deliverPiece(2);
	t.is(await skipping, undefined);
	await session.heard('verified', 2);
	await downloadWanted(session);
	await t.throwsAsync(stat(join(session.dir, 'sample', 'middle', 'skipped')), {code: 'ENOENT'});
	await assertReadable(t, session, [...wantedPieces, 2]);
	t.is(await session.disk.setWantedFiles(wantsAll), undefined);
	const moved = await readFile(join(session.dir, 'sample', 'middle', 'skipped'));
	const [begin, end] = [2 * pieceLength - 50_000, 3 * pieceLength - 50_000];
	t.true(moved.subarray(begin, end).equals(sample.piece(2)));
});

test('wanted empty files are made, skipped ones are not', async t => {
	const session = await DiskSession.open(t, sample, {wanted: skipsMiddle});
	await t.throwsAsync(stat(join(session.dir, 'sample', 'skipped too')), {code: 'ENOENT'});
	await session.disk.setWantedFiles(wantsAll);
	t.is((await stat(join(session.dir, 'sample', 'skipped too'))).size, 0);
	t.deepEqual(await readdir(join(session.dir, 'sample', 'middle')), []);
});

test('what prevents a move is told, and the bytes stay in the part store', async t => {
	const session = await DiskSession.open(t, sample, {wanted: skipsMiddle});
	await downloadWanted(session);
	const {dir} = session;
	await writeFile(join(dir, 'sample', 'middle'), 'in the way');
	const error = await session.disk.setWantedFiles(wantsAll);
	t.is(error?.path, join(dir, 'sample', 'middle'));
	t.is(error?.code, 'ENOTDIR');
	await assertReadable(t, session, wantedPieces);
});

test('a whole torrent on a disk that takes no writes is opened and read all the same', async t => {
	const dir =
		noMountsReason === undefined ? await readOnlyDisk(t, to => sample.write(to)) : undefined;
	if (dir === undefined) {
		t.pass(`Skipped: ${noMountsReason ?? 'the machine forbids mounts'}`);
		return;
	}
	const session = new DiskSession({sample, dir, stateDir: dir});
	t.teardown(() => session.close());
	t.is(await session.disk.open(), undefined);
	await assertReadable(t, session, [0, 6]);
});

test('the part store does not follow a link laid in its place', async t => {
	const folder = await temporaryFolder(t);
	const victim = join(folder, 'victim');
	await writeFile(victim, 'not ours');
	await mkdir(join(folder, 'state', 'resume'), {recursive: true});
	await symlink(victim, join(folder, 'state', 'resume', `${sample.infoHashHex}.parts`));
	const session = await DiskSession.open(t, sample, {wanted: skipsMiddle, folder});
	session.deliverPiece(1);
	await session.heard('writeFailed', 1);
	t.true(session.errors[0] instanceof TorrentError);
	t.is(await readFile(victim, 'utf8'), 'not ours');
});
