import {once} from 'node:events';
import {createServer, type Socket} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {torrentColumns} from '../../../source/store/columns.js';
import type {Snapshot} from '../../../source/store/engine-port.js';
import {sampleWithMetainfo, TestEngine, temporaryFolder} from '../engine-kit.js';

/** A server that does to each connection what the test says, once it heard something. */
async function listen(t: ExecutionContext, handle: (socket: Socket) => void) {
	const server = createServer(socket => {
		socket.on('error', () => {});
		socket.once('data', () => handle(socket));
		t.teardown(() => socket.destroy());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.teardown(() => server.close());
	const address = server.address();
	return {host: '127.0.0.1', port: typeof address === 'object' ? address!.port : 0};
}

const number = ({torrents}: Snapshot, name: (typeof torrentColumns)[number]): number =>
	torrents[torrentColumns.indexOf(name)]!;

test('of the handshakes sent those are cut that a hang-up or a reset answered, not rubbish or silence', async t => {
	const hangsUp = await listen(t, socket => socket.end());
	const resets = await listen(t, socket => socket.resetAndDestroy());
	const talksHttp = await listen(t, socket => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
	const silent = await listen(t, () => {});
	const {metainfo} = sampleWithMetainfo();
	const engine = await TestEngine.start(t, {settings: {handshakeTimeout: 1000}});
	const peers = [hangsUp, resets, talksHttp, silent];
	await engine.add({metainfo, dir: await temporaryFolder(t), peers});
	for (const {port} of peers) {
		await engine.heard('peerClosed', ({address}) => address === `127.0.0.1:${port}`);
	}

	const snapshot = await engine.pull();
	t.is(number(snapshot, 'handshakesSent'), 4);
	t.is(number(snapshot, 'plainHandshakesSent'), 4);
	t.is(number(snapshot, 'plainHandshakesCut'), 2);
	t.is(number(snapshot, 'handshakeFailures'), 4);
});
