import {readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import type {SampleTorrent} from './disk/sample-torrent.js';
import {sampleWithMetainfo, TestEngine, temporaryFolder} from './engine-kit.js';

async function assertWhole(t: ExecutionContext, sample: SampleTorrent, dir: string): Promise<void> {
	for (const [index, {path}] of sample.metainfo.files.entries()) {
		const bytes = await readFile(join(dir, ...path));
		t.true(bytes.equals(sample.file(index)), path.join('/'));
	}
}

for (const isThreaded of [false, true]) {
	const how = isThreaded ? 'through worker ports' : 'in one thread';
	test(`an engine downloads several files from another, ${how}`, async t => {
		const {sample, metainfo} = sampleWithMetainfo();
		const seedDir = await temporaryFolder(t);
		const leechDir = await temporaryFolder(t);
		await sample.write(seedDir);
		const seeder = await TestEngine.start(t, {isThreaded});
		const leecher = await TestEngine.start(t, {isThreaded});
		const seedId = await seeder.add({metainfo, dir: seedDir});
		await seeder.heard('torrentComplete', event => event.torrentId === seedId);
		const leechId = await leecher.add({metainfo, dir: leechDir, peers: [seeder.address]});
		await leecher.heard('torrentComplete', event => event.torrentId === leechId);
		await assertWhole(t, sample, leechDir);
		await leecher.reached(leechId, 'seeding');
	});
}

test('engines that have different halves complete each other', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const dirs = [await temporaryFolder(t), await temporaryFolder(t)];
	const {pieceLength, pieceCount} = sample.metainfo;
	for (const [half, dir] of dirs.entries()) {
		await sample.write(dir);
		// Every other piece is wrong in each.
		for (let index = half; index < pieceCount; index += 2) {
			await spoil(sample, dir, index * pieceLength);
		}
	}

	const first = await TestEngine.start(t);
	const second = await TestEngine.start(t);
	const firstId = await first.add({metainfo, dir: dirs[0]!});
	await first.reached(firstId, 'downloading');
	const secondId = await second.add({metainfo, dir: dirs[1]!, peers: [first.address]});
	await Promise.all([
		first.heard('torrentComplete', event => event.torrentId === firstId),
		second.heard('torrentComplete', event => event.torrentId === secondId),
	]);
	await assertWhole(t, sample, dirs[0]!);
	await assertWhole(t, sample, dirs[1]!);
});

/** Changes a byte of the torrent on disk. */
async function spoil(sample: SampleTorrent, dir: string, offset: number): Promise<void> {
	const file = sample.metainfo.files.find(
		each => each.offset <= offset && offset < each.offset + each.length,
	)!;
	const path = join(dir, ...file.path);
	const bytes = await readFile(path);
	bytes[offset - file.offset]! ^= 0xff;
	await writeFile(path, bytes);
}

test('paused, nothing moves; resumed, it goes on to the end', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const seedDir = await temporaryFolder(t);
	const leechDir = await temporaryFolder(t);
	await sample.write(seedDir);
	const seeder = await TestEngine.start(t, {settings: {maxUp: 200_000}});
	const leecher = await TestEngine.start(t);
	await seeder.reached(await seeder.add({metainfo, dir: seedDir}), 'seeding');
	const id = await leecher.add({metainfo, dir: leechDir, peers: [seeder.address]});
	await leecher.heard('log', event => event.name === 'piece-verified');
	leecher.port.send({type: 'pause', torrentId: id});
	await leecher.reached(id, 'paused');
	const closed = await leecher.heard('peerClosed');
	t.is(closed.reason, 'torrent-paused');
	t.false(leecher.events.some(event => event.type === 'torrentComplete'));
	seeder.port.send({type: 'settings', settings: {maxUp: 0}});
	leecher.port.send({type: 'resume', torrentId: id});
	await leecher.heard('torrentComplete');
	await assertWhole(t, sample, leechDir);
});

test('only the wanted files appear; the others come once they are wanted', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const seedDir = await temporaryFolder(t);
	const leechDir = await temporaryFolder(t);
	await sample.write(seedDir);
	const seeder = await TestEngine.start(t);
	const leecher = await TestEngine.start(t);
	await seeder.reached(await seeder.add({metainfo, dir: seedDir}), 'seeding');
	const id = await leecher.add({metainfo, dir: leechDir, files: [0], peers: [seeder.address]});
	await leecher.heard('torrentComplete');
	t.is((await stat(join(leechDir, 'sample', 'first file'))).size, 300 * 1024 + 1);
	await t.throwsAsync(stat(join(leechDir, 'sample', 'last')), {code: 'ENOENT'});
	leecher.port.send({type: 'filePriority', torrentId: id, files: [1, 2, 3], priority: 4});
	await leecher.until(
		() => leecher.events.filter(event => event.type === 'torrentComplete').length === 2,
		'the second completion',
	);
	await assertWhole(t, sample, leechDir);
});

test('verifying finds what was changed behind its back, and fetches it again', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const seedDir = await temporaryFolder(t);
	const leechDir = await temporaryFolder(t);
	await sample.write(seedDir);
	await sample.write(leechDir);
	const seeder = await TestEngine.start(t);
	const leecher = await TestEngine.start(t);
	await seeder.reached(await seeder.add({metainfo, dir: seedDir}), 'seeding');
	const id = await leecher.add({metainfo, dir: leechDir, peers: [seeder.address]});
	await leecher.heard('torrentComplete');
	await spoil(sample, leechDir, 500_000);
	leecher.port.send({type: 'verify', torrentId: id});
	await leecher.until(
		() => leecher.events.filter(event => event.type === 'torrentComplete').length === 2,
		'the second completion',
	);
	await assertWhole(t, sample, leechDir);
});

test('removed with its data, a torrent leaves only what is not its own', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	await writeFile(join(dir, 'sample', 'folder', 'not ours'), 'x');
	const engine = await TestEngine.start(t);
	const id = await engine.add({metainfo, dir});
	await engine.reached(id, 'seeding');
	engine.port.send({type: 'removeTorrent', torrentId: id, withData: true});
	await engine.heard('torrentRemoved');
	await t.throwsAsync(stat(join(dir, 'sample', 'first file')), {code: 'ENOENT'});
	t.true((await stat(join(dir, 'sample', 'folder', 'not ours'))).isFile());
});

test('rubbish is refused in a sentence, as the user’s mistake', async t => {
	const engine = await TestEngine.start(t);
	const dir = await temporaryFolder(t);
	await t.throwsAsync(engine.add({metainfo: new TextEncoder().encode('hello'), dir}), {
		message: /^this is not a torrent file/,
	});
	const result = await engine.heard('addResult');
	t.true(result.isUsage);
});

test('a folder that cannot be used is an error of the torrent, with the path, and does not end the engine', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const dir = await temporaryFolder(t);
	await writeFile(join(dir, 'file'), 'x');
	const engine = await TestEngine.start(t);
	const id = await engine.add({metainfo, dir: join(dir, 'file', 'below')});
	const {error} = await engine.reached(id, 'error');
	t.true(error?.includes(join(dir, 'file')), error ?? '');
	t.is((await engine.pull()).torrents.length > 0, true);
	t.truthy(sample);
});
