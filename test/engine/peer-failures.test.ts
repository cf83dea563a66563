import {once} from 'node:events';
import {connect, createServer, type Server, type Socket} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {encodeHandshake, encodeReserved} from '../../source/protocol/handshake.js';
import {sampleWithMetainfo, TestEngine, temporaryFolder} from './engine-kit.js';

interface Address {
	readonly host: string;
	readonly port: number;
}

/** A server that does to each connection what the test says. @returns where it listens */
async function listen(t: ExecutionContext, handle: (socket: Socket) => void): Promise<Address> {
	const server: Server = createServer(socket => {
		socket.on('error', () => {});
		t.teardown(() => socket.destroy());
		handle(socket);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.teardown(() => server.close());
	const address = server.address();
	return {host: '127.0.0.1', port: typeof address === 'object' ? address!.port : 0};
}

/** A port that nobody listens on. */
async function unusedPort(): Promise<Address> {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	return {host: '127.0.0.1', port: typeof address === 'object' ? address!.port : 0};
}

const handshakeOf = (infoHash: Uint8Array): Uint8Array =>
	encodeHandshake({
		infoHash,
		peerId: new Uint8Array(20).fill(7),
		reserved: encodeReserved({isFast: false, hasExtensions: false, hasDht: false}),
	});

/** An engine that lacks a torrent and is told these peers; how each connection ended. */
async function dial(t: ExecutionContext, peers: readonly Address[], timeoutMs = 10_000) {
	const {sample, metainfo} = sampleWithMetainfo();
	const engine = await TestEngine.start(t, {
		settings: {handshakeTimeout: timeoutMs, connectTimeout: timeoutMs},
	});
	const id = await engine.add({metainfo, dir: await temporaryFolder(t), peers});
	const ended = (peer: Address) =>
		engine.heard('peerClosed', event => event.address === `${peer.host}:${peer.port}`);
	return {engine, sample, id, ended};
}

test('a refused connection is told in the system’s words', async t => {
	const peer = await unusedPort();
	const {ended} = await dial(t, [peer]);
	const {reason, detail, lifeMs, isHandshaken} = await ended(peer);
	t.is(reason, 'connect-refused');
	t.is(detail, 'Connection refused (os error 111)');
	t.is(lifeMs, 0);
	t.false(isHandshaken);
});

test('hanging up before the handshake is a failed handshake, another protocol is a violation', async t => {
	const hangsUp = await listen(t, socket => socket.end());
	const talksHttp = await listen(t, socket => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
	const {ended} = await dial(t, [hangsUp, talksHttp]);
	const eof = await ended(hangsUp);
	t.deepEqual([eof.reason, eof.detail], ['handshake-failed', 'early eof']);
	const rubbish = await ended(talksHttp);
	t.is(rubbish.reason, 'protocol-violation');
	t.regex(rubbish.detail, /not a BitTorrent handshake/);
});

test('a reset is a reset', async t => {
	const resets = await listen(t, socket => socket.once('data', () => socket.resetAndDestroy()));
	const {ended} = await dial(t, [resets]);
	const {reason, detail} = await ended(resets);
	t.deepEqual([reason, detail], ['reset-by-peer', 'Connection reset by peer (os error 104)']);
});

test('a peer that never says its handshake is let go when its time is up', async t => {
	const silent = await listen(t, () => {});
	const {ended} = await dial(t, [silent], 1000);
	t.is((await ended(silent)).reason, 'handshake-timeout');
});

test('another info hash in the answer ends the connection', async t => {
	const stranger = await listen(t, socket => socket.write(handshakeOf(new Uint8Array(20))));
	const {ended} = await dial(t, [stranger]);
	t.is((await ended(stranger)).reason, 'wrong-infohash');
});

test('a peer that breaks the protocol is dropped with what it did', async t => {
	const {metainfo, infoHash} = sampleWithMetainfo();
	const liar = await listen(t, socket => {
		socket.write(handshakeOf(infoHash));
		socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 5]));
	});
	const engine = await TestEngine.start(t);
	await engine.add({metainfo, dir: await temporaryFolder(t), peers: [liar]});
	const {reason, detail, isHandshaken} = await engine.heard('peerClosed');
	t.is(reason, 'protocol-violation');
	t.regex(detail, /4294967295 bytes/);
	t.true(isHandshaken);
});

test('dialling ourselves is noticed, and told once', async t => {
	const {metainfo} = sampleWithMetainfo();
	const engine = await TestEngine.start(t);
	const id = await engine.add({metainfo, dir: await temporaryFolder(t)});
	engine.port.send({type: 'addPeer', torrentId: id, ...engine.address});
	const {reason, peerId} = await engine.heard('peerClosed');
	t.is(reason, 'self-connection');
	// The accepting end says the same, not that a peer hung up.
	const other = await engine.heard('peerClosed', event => event.peerId !== peerId);
	t.is(other.reason, 'self-connection');
	t.is(other.detail, '');
});

test('one failing peer does not touch another', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const seedDir = await temporaryFolder(t);
	await sample.write(seedDir);
	const seeder = await TestEngine.start(t);
	await seeder.reached(await seeder.add({metainfo, dir: seedDir}), 'seeding');
	const bad = [
		await unusedPort(),
		await listen(t, socket => socket.resetAndDestroy()),
		await listen(t, socket => socket.end('rubbish')),
		await listen(t, () => {}),
	];
	const leecher = await TestEngine.start(t);
	const dir = await temporaryFolder(t);
	await leecher.add({metainfo, dir, peers: [...bad, seeder.address]});
	await leecher.heard('torrentComplete');
	t.false(leecher.events.some(event => event.type === 'crashed'));
});

test('a flood of connections that say nothing leaves room for one that speaks', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const seedDir = await temporaryFolder(t);
	await sample.write(seedDir);
	const seeder = await TestEngine.start(t);
	await seeder.reached(await seeder.add({metainfo, dir: seedDir}), 'seeding');
	let isOver = false;
	t.teardown(() => {
		isOver = true;
	});
	let opened = 0;
	const flood = async (): Promise<void> => {
		while (!isOver && opened < 3000) {
			opened += 1;
			const localAddress = `127.0.${1 + (opened % 8)}.1`;
			const socket = connect({port: seeder.listenPort, host: '127.0.0.1', localAddress});
			socket.on('error', () => {});
			t.teardown(() => socket.destroy());
			await Promise.race([once(socket, 'connect').catch(() => {}), once(socket, 'close')]);
		}
	};
	const floods = Array.from({length: 20}, flood);
	const leecher = await TestEngine.start(t);
	await leecher.add({metainfo, dir: await temporaryFolder(t), peers: [seeder.address]});
	await leecher.heard('torrentComplete');
	isOver = true;
	await Promise.all(floods);
	t.true(opened > 100, `${opened} connections`);
	const engine = seeder.events.find(event => event.type === 'crashed');
	t.is(engine, undefined);
});
