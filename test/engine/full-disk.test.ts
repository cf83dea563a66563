import {rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {smallDisk} from './disk/file-system.js';
import {sampleWithMetainfo, TestEngine, temporaryFolder} from './engine-kit.js';

test('a full disk stops the torrent in a sentence, and once there is room it goes on', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const disk = await smallDisk(t, 1_500_000);
	if (disk === undefined) {
		t.log('mounting is forbidden here');
		t.pass();
		return;
	}

	await writeFile(join(disk, 'in the way'), new Uint8Array(1_000_000));
	const seedDir = await temporaryFolder(t);
	await sample.write(seedDir);
	const seeder = await TestEngine.start(t);
	await seeder.reached(await seeder.add({metainfo, dir: seedDir}), 'seeding');
	const leecher = await TestEngine.start(t);
	const dir = join(disk, 'here');
	const id = await leecher.add({metainfo, dir, peers: [seeder.address]});
	const {error} = await leecher.reached(id, 'error');
	t.regex(error!, /^Cannot write .*the disk is full.* It is tried again by itself\.$/);
	const {allPeers} = await leecher.pull({withAllPeers: true});
	t.is(allPeers![0]!.diskFailure?.code, 'ENOSPC');
	await rm(join(disk, 'in the way'));
	// What the timer does after ten seconds, the user may do at once.
	leecher.port.send({type: 'resume', torrentId: id});
	await leecher.heard('torrentComplete');
	const after = await leecher.pull({withAllPeers: true});
	t.is(after.allPeers![0]!.diskFailure, null);
});
