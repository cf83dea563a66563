import {statfs} from 'node:fs/promises';
import test from 'ava';
import {FreeSpaceWatch} from '../../../source/engine/torrent/free-space-watch.js';
import {temporaryFolder} from '../engine-kit.js';

test('what is missing is what is to come less what is free, looked up at most every ten seconds', async t => {
	const folder = await temporaryFolder(t);
	const {bavail, bsize, blocks} = await statfs(folder);
	const watch = new FreeSpaceWatch(folder);
	const toCome = blocks * bsize + 10 ** 12;
	t.is(watch.missing(toCome, 0), 0, 'nobody knows yet');
	const deadline = Date.now() + 20_000;
	while (watch.missing(toCome, 1) === 0 && Date.now() < deadline) {
		await new Promise(resolve => {
			setImmediate(resolve);
		});
	}

	// Others write to the same disk meanwhile.
	const missing = watch.missing(toCome, 1);
	t.true(Math.abs(missing - (toCome - bavail * bsize)) < 10 ** 11, String(missing));
	t.is(watch.missing(1, 1), 0, 'one byte fits');
	t.is(watch.missing(0, 1), 0);
});
