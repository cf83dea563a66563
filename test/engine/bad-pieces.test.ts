import {open, rm} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {sampleWithMetainfo, severalFiles, TestEngine, temporaryFolder} from './engine-kit.js';

test('a piece that fails its hash is told with the addresses of those who gave it', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const seedDir = await temporaryFolder(t);
	await sample.write(seedDir);
	const seeder = await TestEngine.start(t);
	await seeder.reached(await seeder.add({metainfo, dir: seedDir}), 'seeding');
	// Behind the seeder's back: it checked the file, and sends now what is in it.
	const file = await open(join(seedDir, ...severalFiles[0]!.path), 'r+');
	await file.write(Buffer.from('not what it was'), 0, 15, 70_000);
	await file.close();

	const leecher = await TestEngine.start(t);
	const dir = await temporaryFolder(t);
	const torrentId = await leecher.add({metainfo, dir, peers: [seeder.address]});
	const failed = await leecher.heard('pieceFailed');
	t.deepEqual(failed, {
		type: 'pieceFailed',
		torrentId,
		index: 1,
		peers: [`127.0.0.1:${seeder.listenPort}`],
	});
	t.is((await leecher.heard('peerClosed')).reason, 'sent-corrupt-data');
});

test('pieces that no connected peer has are listed by their numbers', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const partialDir = await temporaryFolder(t);
	await sample.write(partialDir);
	// The first file ends in piece 4; of the others nothing is there.
	for (const {path} of severalFiles.slice(1)) {
		await rm(join(partialDir, ...path));
	}

	const partial = await TestEngine.start(t);
	await partial.reached(await partial.add({metainfo, dir: partialDir}), 'downloading');
	const leecher = await TestEngine.start(t);
	const dir = await temporaryFolder(t);
	await leecher.add({metainfo, dir, peers: [partial.address]});
	await leecher.heard('log', ({name}) => name === 'piece-verified');
	const {allPeers} = await leecher.pull({withAllPeers: true});
	t.deepEqual([...allPeers![0]!.unavailable], [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
});
