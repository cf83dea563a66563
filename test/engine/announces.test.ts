import {once} from 'node:events';
import {createServer} from 'node:http';
import test, {type ExecutionContext} from 'ava';
import {sampleWithMetainfo, TestEngine, temporaryFolder} from './engine-kit.js';

/** A tracker that remembers what it was told and gives these peers. */
async function startTracker(t: ExecutionContext, peers: ReadonlyArray<{port: number}> = []) {
	const announces: Array<Record<string, string>> = [];
	const listeners = new Set<() => void>();
	const compact = Buffer.concat(
		peers.map(({port}) => Buffer.from([127, 0, 0, 1, port >> 8, port & 0xff])),
	);
	const server = createServer((request, response) => {
		const query = new URL(request.url!, 'http://tracker').search.slice(1);
		const pairs = query.split('&').map(pair => pair.split('=') as [string, string]);
		announces.push(Object.fromEntries(pairs));
		const head = Buffer.from(`d8:intervali1800e5:peers${compact.length}:`);
		response.end(Buffer.concat([head, compact, Buffer.from('e')]));
		for (const listener of listeners) {
			listener();
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.teardown(() => server.close());
	const address = server.address();
	const port = typeof address === 'object' ? address!.port : 0;
	const heard = (fits: (announce: Record<string, string>) => boolean) =>
		new Promise<Record<string, string>>(resolve => {
			const look = (): void => {
				const found = announces.find(fits);
				if (found !== undefined) {
					listeners.delete(look);
					resolve(found);
				}
			};
			listeners.add(look);
			look();
		});
	return {url: `http://127.0.0.1:${port}/announce`, announces, heard};
}

test('a tracker hears started, completed and stopped, each with what is left, and its peers are dialled', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const seedDir = await temporaryFolder(t);
	await sample.write(seedDir);
	const seeder = await TestEngine.start(t);
	await seeder.reached(await seeder.add({metainfo, dir: seedDir}), 'seeding');
	const tracker = await startTracker(t, [{port: seeder.listenPort}]);
	const leecher = await TestEngine.start(t);
	const dir = await temporaryFolder(t);
	const id = await leecher.add({metainfo, dir, trackers: [tracker.url]});
	const started = await tracker.heard(({event}) => event === 'started');
	t.is(Number(started['left']), sample.metainfo.length);
	t.is(Number(started['port']), leecher.listenPort);
	await leecher.heard('torrentComplete');
	const completed = await tracker.heard(({event}) => event === 'completed');
	t.is(completed['left'], '0');
	t.is(Number(completed['downloaded']), sample.metainfo.length);
	t.is(completed['peer_id'], started['peer_id']);
	const {detail} = await leecher.pull({torrentId: id});
	t.deepEqual(
		detail!.trackers.map(({peers, failures}) => [peers, failures]),
		[[1, 0]],
	);
	await leecher.port.close();
	const stopped = await tracker.heard(({event}) => event === 'stopped');
	t.is(stopped['left'], '0');
});

test('who is complete from the start announces nothing left, and completes nothing', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	const tracker = await startTracker(t);
	const engine = await TestEngine.start(t);
	await engine.add({metainfo, dir, trackers: [tracker.url]});
	t.is((await tracker.heard(() => true))['left'], '0');
	await engine.port.close();
	await tracker.heard(({event}) => event === 'stopped');
	t.false(tracker.announces.some(({event}) => event === 'completed'));
});

test('trackers can be switched off and on while it runs', async t => {
	const {metainfo} = sampleWithMetainfo();
	const tracker = await startTracker(t);
	const engine = await TestEngine.start(t, {settings: {trackers: false}});
	const dir = await temporaryFolder(t);
	const id = await engine.add({metainfo, dir, trackers: [tracker.url]});
	await engine.reached(id, 'downloading');
	t.is(tracker.announces.length, 0);
	engine.port.send({type: 'settings', settings: {trackers: true}});
	await tracker.heard(({event}) => event === 'started');
	engine.port.send({type: 'settings', settings: {trackers: false}});
	await tracker.heard(({event}) => event === 'stopped');
});

test('seeding ends by itself at its goal', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	const tracker = await startTracker(t);
	const engine = await TestEngine.start(t, {settings: {seedTime: 300}});
	const id = await engine.add({metainfo, dir, trackers: [tracker.url]});
	await engine.reached(id, 'paused');
	const {text} = await engine.heard('log', event => event.name === 'seeding-goal');
	t.regex(text, /^Seeding ends: /);
	await tracker.heard(({event}) => event === 'stopped');
});
