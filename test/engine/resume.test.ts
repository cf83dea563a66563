import {fork} from 'node:child_process';
import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {unfinishedTorrents} from '../../source/engine/unfinished-torrents.js';
import {torrentColumns} from '../../source/store/columns.js';
import {sampleWithMetainfo, TestEngine, temporaryFolder} from './engine-kit.js';

const oneFile = [{path: ['one big file'], length: 3_000_001}];

test('killed at half, the next run fetches nothing again that was verified', async t => {
	const {sample, metainfo} = sampleWithMetainfo(oneFile);
	const seedDir = await temporaryFolder(t);
	const dir = await temporaryFolder(t);
	const stateDir = await temporaryFolder(t);
	await sample.write(seedDir);
	const seeder = await TestEngine.start(t, {settings: {maxUp: 3_000_000}});
	const seedId = await seeder.add({metainfo, dir: seedDir});
	await seeder.reached(seedId, 'seeding');

	const torrent = join(stateDir, 'sample.torrent');
	await writeFile(torrent, metainfo);
	const child = fork(fileURLToPath(new URL('engine-child.js', import.meta.url)), [
		stateDir,
		dir,
		torrent,
		String(seeder.listenPort),
	]);
	t.teardown(() => child.kill('SIGKILL'));
	let verified = 0;
	child.on('message', () => {
		verified += 1;
		if (verified === 20) {
			child.kill('SIGKILL');
		}
	});
	await once(child, 'exit');
	const {pieceCount} = sample.metainfo;
	t.true(verified >= 20 && verified < pieceCount, `${verified} of ${pieceCount}`);

	const second = await TestEngine.start(t, {stateDir});
	const id = await second.add({metainfo, dir, peers: [seeder.address]});
	await second.heard('torrentComplete', event => event.torrentId === id);
	const fetched = second.events.filter(
		event => event.type === 'log' && event.name === 'piece-verified',
	).length;
	t.true(fetched <= pieceCount - verified, `${fetched} fetched, ${verified} were there`);
});

test('a ban of the user’s holds in the next run, until it is lifted', async t => {
	const {sample, metainfo} = sampleWithMetainfo(oneFile);
	const seedDir = await temporaryFolder(t);
	const dir = await temporaryFolder(t);
	await sample.write(seedDir);
	const seeder = await TestEngine.start(t, {settings: {maxUp: 100_000}});
	await seeder.reached(await seeder.add({metainfo, dir: seedDir}), 'seeding');
	const {address} = seeder;
	const name = `${address.host}:${address.port}`;

	const first = await TestEngine.start(t);
	const id = await first.add({metainfo, dir, peers: [address]});
	const {peer} = await first.heard('peer', event => event.peer.client !== '');
	first.port.send({type: 'ban', torrentId: id, peerId: peer.peerId});
	t.is((await first.heard('peerClosed')).reason, 'banned');
	await first.port.close();

	const second = await TestEngine.start(t, {stateDir: first.stateDir});
	const again = await second.add({metainfo, dir, peers: [address]});
	await second.reached(again, 'downloading');
	t.deepEqual((await second.pull({torrentId: again})).detail?.bans, [name]);
	t.false(second.events.some(event => event.type === 'peer'));
	second.port.send({type: 'unban', torrentId: again, address: name});
	await second.heard('peer', event => event.peer.client !== '');
	t.deepEqual((await second.pull({torrentId: again})).detail?.bans, []);
});

test('what is unfinished is listed with all that is needed to go on', async t => {
	const {metainfo} = sampleWithMetainfo(oneFile);
	const dir = await temporaryFolder(t);
	const engine = await TestEngine.start(t);
	const id = await engine.add({metainfo, dir, trackers: ['http://127.0.0.1:9/announce']});
	await engine.reached(id, 'downloading');
	await engine.port.close();
	const {torrents, problems} = await unfinishedTorrents(engine.stateDir);
	t.deepEqual(problems, []);
	t.is(torrents.length, 1);
	t.is(torrents[0]!.dir, dir);
	t.deepEqual(torrents[0]!.trackers, ['http://127.0.0.1:9/announce']);
	t.deepEqual(new Uint8Array(torrents[0]!.metainfo), metainfo);
	t.false(torrents[0]!.isPaused);
});

test('what is complete is not listed', async t => {
	const {sample, metainfo} = sampleWithMetainfo(oneFile);
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	const engine = await TestEngine.start(t);
	const id = await engine.add({metainfo, dir});
	await engine.reached(id, 'seeding');
	await engine.port.close();
	t.deepEqual((await unfinishedTorrents(engine.stateDir)).torrents, []);
});

test('complete and unchanged, it seeds at once; hashing is not needed', async t => {
	const {sample, metainfo} = sampleWithMetainfo(oneFile);
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	const first = await TestEngine.start(t);
	await first.reached(await first.add({metainfo, dir}), 'seeding');
	await first.port.close();
	const second = await TestEngine.start(t, {stateDir: first.stateDir});
	await second.reached(await second.add({metainfo, dir}), 'seeding');
	const {torrents} = await second.pull();
	t.is(torrents[torrentColumns.indexOf('checkedPieces')], 0);
	t.is(torrents[torrentColumns.indexOf('havePieces')], sample.metainfo.pieceCount);
});
