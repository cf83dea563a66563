import {once} from 'node:events';
import {createServer} from 'node:net';
import test from 'ava';
import {WorkerPort} from '../../source/engine/worker-port.js';
import type {EngineEvent} from '../../source/store/engine-port.js';
import {defaultSettings} from '../../source/store/settings.js';
import {sampleWithMetainfo, TestEngine, temporaryFolder} from './engine-kit.js';

test('quitting takes less than 3 s, whatever a dead tracker does', async t => {
	const announced = Promise.withResolvers<void>();
	// Takes the announce and never answers.
	const server = createServer(socket => {
		socket.on('error', () => {});
		socket.once('data', () => announced.resolve());
		t.teardown(() => socket.destroy());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.teardown(() => server.close());
	const address = server.address();
	const port = typeof address === 'object' ? address!.port : 0;
	const {metainfo} = sampleWithMetainfo();
	const engine = await TestEngine.start(t, {isThreaded: true});
	const trackers = [`http://127.0.0.1:${port}/announce`];
	await engine.add({metainfo, dir: await temporaryFolder(t), trackers});
	await announced.promise;
	const begin = performance.now();
	await engine.port.close();
	t.true(performance.now() - begin < 3000);
	t.true(engine.events.some(({type}) => type === 'stopped'));
});

test('closing twice is closing once', async t => {
	const engine = await TestEngine.start(t, {isThreaded: true});
	await Promise.all([engine.port.close(), engine.port.close()]);
	await engine.port.close();
	t.is(engine.events.filter(({type}) => type === 'stopped').length, 1);
	t.false(engine.events.some(({type}) => type === 'crashed'));
});

test('an engine that dies tells so, with the stack, and can still be closed', async t => {
	const stateDir = await temporaryFolder(t);
	const settings = {...defaultSettings, bind: '127.0.0.1', port: 0};
	const port = new WorkerPort({settings, stateDir, version: '0.1.0'});
	const crashed = Promise.withResolvers<Extract<EngineEvent, {type: 'crashed'}>>();
	port.listen(message => {
		for (const event of message.type === 'events' ? message.events : []) {
			if (event.type === 'crashed') {
				crashed.resolve(event);
			}
		}
	});
	// An intent that no code of ours would send.
	port.send({type: 'addTorrent', requestId: 1} as never);
	const {message, stack} = await crashed.promise;
	t.true(message.length > 0);
	t.true(stack.includes('torrent-list'), stack);
	await port.close();
});

test('what the engine said before anybody listened is not lost', async t => {
	const stateDir = await temporaryFolder(t);
	const settings = {...defaultSettings, bind: '127.0.0.1', port: 0};
	const port = new WorkerPort({settings, stateDir, version: '0.1.0'});
	t.teardown(() => port.close());
	await new Promise(resolve => {
		setTimeout(resolve, 1000);
	});
	const types: string[] = [];
	const isReady = Promise.withResolvers<void>();
	port.listen(message => {
		for (const {type} of message.type === 'events' ? message.events : []) {
			types.push(type);
			if (type === 'ready') {
				isReady.resolve();
			}
		}
	});
	await isReady.promise;
	t.true(types.indexOf('network') <= types.indexOf('ready'));
});

test('a port in use is passed over, and said', async t => {
	const first = await TestEngine.start(t);
	const second = await TestEngine.start(t, {settings: {port: first.listenPort}});
	const {listenPort, message} = await second.heard('ready');
	t.not(listenPort, first.listenPort);
	t.is(message, `Port ${first.listenPort} is in use; listening on port ${listenPort} instead`);
});

test('without incoming connections nothing is listened on, and nothing is wrong', async t => {
	const engine = await TestEngine.start(t, {settings: {incoming: false}});
	const ready = await engine.heard('ready');
	t.deepEqual([ready.listenPort, ready.message], [null, null]);
	engine.port.send({type: 'settings', settings: {incoming: true}});
	const network = await engine.heard('network', event => event.listenPort !== null);
	t.true(network.listenPort! > 0);
});

test('bound to an interface that is not there, the engine says so and sends nothing', async t => {
	const engine = await TestEngine.start(t, {settings: {bind: 'no-such-interface'}});
	const network = await engine.heard('network');
	t.true(network.isBindGone);
	const {metainfo} = sampleWithMetainfo();
	const dir = await temporaryFolder(t);
	await engine.add({metainfo, dir, peers: [{host: '127.0.0.1', port: 9}]});
	const {text} = await engine.heard('log', event => event.name === 'dial-failed');
	t.regex(text, /bound to no-such-interface/);
});
