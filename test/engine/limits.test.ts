import test, {type ExecutionContext} from 'ava';
import {torrentColumns} from '../../source/store/columns.js';
import type {Settings} from '../../source/store/settings.js';
import {sampleWithMetainfo, TestEngine, temporaryFolder} from './engine-kit.js';

const oneFile = [{path: ['file'], length: 8_000_000}];
const downBytesAt = torrentColumns.indexOf('downBytes');

/** Bytes a second that arrive between two looks at the leecher, after the first burst. */
async function measuredRate(
	t: ExecutionContext,
	limits: {seeder?: Partial<Settings>; leecher?: Partial<Settings>},
): Promise<number> {
	const {sample, metainfo} = sampleWithMetainfo(oneFile);
	const seedDir = await temporaryFolder(t);
	await sample.write(seedDir);
	const seeder = await TestEngine.start(t, {settings: limits.seeder ?? {}, isThreaded: true});
	await seeder.reached(await seeder.add({metainfo, dir: seedDir}), 'seeding');
	const leecher = await TestEngine.start(t, {settings: limits.leecher ?? {}, isThreaded: true});
	await leecher.add({
		metainfo,
		dir: await temporaryFolder(t),
		peers: [seeder.address],
	});
	await leecher.heard('log', event => event.name === 'piece-verified');
	const begin = await leecher.pull();
	await new Promise(resolve => {
		setTimeout(resolve, 3000);
	});
	const end = await leecher.pull();
	const bytes = end.torrents[downBytesAt]! - begin.torrents[downBytesAt]!;
	return (1000 * bytes) / (end.now - begin.now);
}

const isNear = (t: ExecutionContext, rate: number, limit: number): void => {
	t.true(rate > 0.85 * limit && rate < 1.15 * limit, `${Math.round(rate)} B/s at ${limit}`);
};

test.serial('the download limit holds at 200 KiB/s', async t => {
	const limit = 200 * 1024;
	isNear(t, await measuredRate(t, {leecher: {maxDown: limit}}), limit);
});

test.serial('the upload limit holds at 200 KiB/s', async t => {
	const limit = 200 * 1024;
	isNear(t, await measuredRate(t, {seeder: {maxUp: limit}}), limit);
});
