import {once} from 'node:events';
import {createServer, type Server, type Socket} from 'node:net';
import test from 'ava';
import {Listener} from '../../../source/engine/net/listener.js';

const closeAtOnce = (socket: Socket): void => {
	socket.destroy();
};

/** A port that another program holds. */
async function occupyPort(t: import('ava').ExecutionContext): Promise<number> {
	const server: Server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.teardown(() => server.close());
	const address = server.address();
	return typeof address === 'object' && address !== null ? address.port : 0;
}

test('a port that is taken is passed over for the next free one, and a sentence says so', async t => {
	const port = await occupyPort(t);
	const listener = new Listener(closeAtOnce);
	t.teardown(() => listener.close());
	const result = await listener.listen({port, host: '127.0.0.1'});
	t.not(result.port, null);
	t.true(result.port! > port);
	t.is(result.message, `Port ${port} is in use; listening on port ${result.port} instead`);
	t.is(result.failureCode, null);
});

test('port 0 is any port, and nothing needs to be said about it', async t => {
	const listener = new Listener(closeAtOnce);
	t.teardown(() => listener.close());
	const result = await listener.listen({port: 0, host: '127.0.0.1'});
	t.true(result.port! > 0);
	t.is(result.message, null);
});

test('an address that is not ours is a state with a sentence, not an exception', async t => {
	const listener = new Listener(closeAtOnce);
	const result = await listener.listen({port: 0, host: '192.0.2.1'});
	t.is(result.port, null);
	t.is(result.failureCode, 'EADDRNOTAVAIL');
	t.regex(
		result.message!,
		/^Not listening on port 0 of 192\.0\.2\.1: Cannot assign requested address/,
	);
});
