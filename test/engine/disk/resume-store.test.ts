import {mkdir, readdir, symlink, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import type {ResumeRecord} from '../../../source/engine/disk/resume-record.js';
import {ResumeStore} from '../../../source/engine/disk/resume-store.js';
import {TorrentError} from '../../../source/engine/torrent-error.js';
import {temporaryFolder} from './sample-torrent.js';

const recordOf = (infoHash: string, downBytes = 0): ResumeRecord => ({
	infoHash,
	dir: '/downloads',
	pieces: new Uint8Array([128]),
	files: [null],
	priorities: [4],
	addedAt: 1,
	completedAt: null,
	downBytes,
	upBytes: 0,
	isPaused: false,
	isSequential: false,
	trackers: [],
	peers: [],
	bans: [],
});

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(digit => digit.repeat(40)) as [
	string,
	string,
	string,
	string,
];

test('what was saved is there for the next run, the latest save counts', async t => {
	const stateDir = join(await temporaryFolder(t), 'not made yet');
	const store = new ResumeStore(stateDir);
	t.deepEqual(await store.loadAll(), {torrents: [], problems: []});
	t.is(await store.load(a), undefined);
	await store.saveMetainfo(a, new Uint8Array([1, 2, 3]));
	await Promise.all(Array.from({length: 20}, (_, index) => store.save(recordOf(a, index + 1))));
	const {torrents, problems} = await new ResumeStore(stateDir).loadAll();
	t.deepEqual(problems, []);
	t.is(torrents.length, 1);
	const {savedAt, ...record} = torrents[0]!.record;
	t.deepEqual(record, recordOf(a, 20));
	t.true(savedAt! <= Date.now() && savedAt! > 1e12);
	t.deepEqual([...torrents[0]!.metainfo], [1, 2, 3]);
	t.deepEqual(await readdir(join(stateDir, 'resume')), [`${a}.json`, `${a}.torrent`]);
});

test('what cannot be used counts as absent, with a sentence each, and does not hide the rest', async t => {
	const stateDir = await temporaryFolder(t);
	const folder = join(stateDir, 'resume');
	const store = new ResumeStore(stateDir);
	for (const infoHash of [a, b, c, d]) {
		await store.save(recordOf(infoHash));
		if (infoHash !== d) await store.saveMetainfo(infoHash, new Uint8Array([7]));
	}
	await writeFile(join(folder, `${a}.json`), '{"version":1,');
	// Somebody renamed it: a record of another torrent.
	await writeFile(join(folder, `${b}.json`), JSON.stringify(recordOf(c)));
	await writeFile(join(folder, 'something else.json'), '{}');
	const {torrents, problems} = await store.loadAll();
	t.deepEqual(
		torrents.map(({record}) => record.infoHash),
		[c],
	);
	t.is(problems.length, 3);
	t.true(problems[0]!.includes(join(folder, `${a}.json`)));
	t.true(problems[1]!.includes(join(folder, `${b}.json`)));
	t.is(problems[2], `Cannot read ${join(folder, `${d}.torrent`)}: it does not exist.`);
	t.is(typeof (await store.load(a)), 'string');
});

test('a huge file, a folder or a device in a record’s place is not read', async t => {
	const stateDir = await temporaryFolder(t);
	const folder = join(stateDir, 'resume');
	await mkdir(join(folder, `${a}.json`), {recursive: true});
	await writeFile(join(folder, `${b}.json`), '');
	await truncate(join(folder, `${b}.json`), 2 ** 40);
	await symlink('/dev/zero', join(folder, `${c}.json`));
	const {torrents, problems} = await new ResumeStore(stateDir).loadAll();
	t.deepEqual(torrents, []);
	t.is(problems.length, 3);
	for (const problem of problems) t.regex(problem, /it is none of ours/);
});

test('a forgotten torrent leaves nothing, its part store included', async t => {
	const stateDir = await temporaryFolder(t);
	const store = new ResumeStore(stateDir);
	await store.saveMetainfo(a, new Uint8Array([1]));
	await store.save(recordOf(b));
	await writeFile(join(stateDir, 'resume', `${a}.parts`), 'x');
	// A save under way does not come after the removal.
	const saving = store.save(recordOf(a));
	await store.remove(a);
	await saving;
	t.deepEqual(await readdir(join(stateDir, 'resume')), [`${b}.json`]);
	await t.notThrowsAsync(store.remove(a));
});

test('a state folder that cannot be written is told with its path', async t => {
	const stateDir = join(await temporaryFolder(t), 'file');
	await writeFile(stateDir, '');
	const error = await t.throwsAsync(new ResumeStore(stateDir).save(recordOf(a)), {
		instanceOf: TorrentError,
	});
	t.is(error?.code, 'ENOTDIR');
	t.true(error?.message.includes(stateDir));
});
