import {existsSync, statSync, writeFileSync} from 'node:fs';
import {createConnection} from 'node:net';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {PortClient} from '../../../source/engine/port/port-client.js';
import {PortServer} from '../../../source/engine/port/port-server.js';
import type {EngineEvent, EngineMessage, Snapshot} from '../../../source/store/engine-port.js';
import {temporaryFolder} from '../../commands/cli.js';
import {peerAppeared, snapshot, torrentAdded} from '../../diagnosis/snapshot-fixture.js';

async function opened(t: ExecutionContext) {
	const path = join(temporaryFolder(t), 's');
	const state: {snapshot: Snapshot | null} = {snapshot: null};
	const server = await PortServer.open({
		path,
		greeting: () => [torrentAdded()],
		snapshot: () => state.snapshot,
	});
	t.teardown(() => server.close());
	return {
		path,
		server,
		tell: (message: EngineMessage) => {
			if (message.type === 'snapshot') {
				state.snapshot = message;
			}
			server.handleMessage(message);
		},
	};
}

/** A client, and what it hears, message by message. */
function looking(t: ExecutionContext, path: string) {
	const client = new PortClient(path);
	t.teardown(() => client.close());
	const heard: EngineMessage[] = [];
	let wake = () => {};
	client.listen(message => {
		heard.push(message);
		wake();
	});
	const next = async (): Promise<EngineMessage> => {
		while (heard.length === 0) {
			await new Promise<void>(resolve => {
				wake = resolve;
			});
		}
		return heard.shift()!;
	};
	return {client, next, heard};
}

const pull = {
	type: 'pull',
	query: {torrentId: null, peerId: null, withPieces: false},
} as const;

function told(sequence: number): Snapshot {
	return {...snapshot(sequence * 1000, [{}]), sequence};
}

test('who comes is greeted, then hears every event', async t => {
	const {path, tell} = await opened(t);
	const {next} = looking(t, path);
	t.deepEqual(await next(), {type: 'events', events: [torrentAdded()]});
	const events: readonly EngineEvent[] = [peerAppeared(1)];
	tell({type: 'events', events});
	t.deepEqual(await next(), {type: 'events', events});
});

test('a snapshot comes when it is asked for, each once', async t => {
	const {path, tell} = await opened(t);
	const {client, next, heard} = looking(t, path);
	await next();
	tell(told(1));
	tell(told(2));
	client.send(pull);
	t.like(await next(), {sequence: 2});
	client.send(pull);
	tell({type: 'events', events: [peerAppeared(1)]});
	t.like(await next(), {type: 'events'});
	t.deepEqual(heard, []);
	tell({...told(3), allPeers: null});
	tell(told(4));
	t.like(await next(), {sequence: 4});
});

test('the socket is the user’s own, takes the place of a dead one, and goes with the server', async t => {
	const path = join(temporaryFolder(t), 's');
	writeFileSync(path, '');
	const server = await PortServer.open({path, greeting: () => [], snapshot: () => null});
	t.is(statSync(path).mode & 0o777, 0o600);
	await server.close();
	t.false(existsSync(path));
});

test('when the other side goes the client says so, once', async t => {
	const {path, server} = await opened(t);
	const {next, heard} = looking(t, path);
	await next();
	await server.close();
	t.deepEqual(await next(), {type: 'events', events: [{type: 'stopped'}]});
	t.deepEqual(heard, []);
});

test('a socket that leads nowhere is one whose other side is gone', async t => {
	const {next} = looking(t, join(temporaryFolder(t), 'nobody'));
	t.deepEqual(await next(), {type: 'events', events: [{type: 'stopped'}]});
});

test('who looks changes nothing: other words are not even read', async t => {
	const {path, tell} = await opened(t);
	const {client, next} = looking(t, path);
	await next();
	client.send({type: 'stop'});
	client.send({type: 'removeTorrent', torrentId: 1, withData: true});
	const raw = createConnection(path);
	t.teardown(() => raw.destroy());
	raw.write('rubbish\n{"type":"stop"}\n[]\nnull\n');
	tell(told(1));
	client.send(pull);
	t.like(await next(), {sequence: 1});
});

test('a line without an end closes the connection that sends it', async t => {
	const {path} = await opened(t);
	const raw = createConnection(path);
	const closed = new Promise(resolve => raw.on('close', resolve));
	raw.on('error', () => {});
	raw.resume();
	raw.write('x'.repeat(100_000));
	await closed;
	t.pass();
});

test('more than a few may not look at the same time', async t => {
	const {path} = await opened(t);
	const clients = Array.from({length: 4}, () => looking(t, path));
	await Promise.all(clients.map(async ({next}) => next()));
	const {next} = looking(t, path);
	t.deepEqual(await next(), {type: 'events', events: [{type: 'stopped'}]});
});
