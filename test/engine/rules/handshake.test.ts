import test from 'ava';
import {closeReasons} from '../../../source/store/close-reason.js';
import {RuleSwarm} from './rule-swarm.js';

test('R18: a peer we dial that answers with another info hash is closed with that reason', async t => {
	const swarm = await RuleSwarm.start(t);
	const stranger = await swarm.listen({infoHash: new Uint8Array(20)});
	swarm.addPeer(stranger);
	const client = await stranger.connection();
	t.is((await swarm.ended(client)).reason, 'wrong-infohash');
	await client.hear('closed');
});

test('R18: who asks for a torrent we do not have is let go, and the log says why', async t => {
	const swarm = await RuleSwarm.start(t);
	const stranger = swarm.knock({infoHash: new Uint8Array(20)});
	await stranger.hear('closed');
	t.is(
		(await swarm.logged('refused-connection')).text,
		`Refused a connection from 127.0.0.1:${stranger.localPort}: unknown-torrent`,
	);
	t.deepEqual(stranger.of('handshake'), []);
});

test('R18: our own peer id is a connection to ourselves', async t => {
	const swarm = await RuleSwarm.start(t);
	const peer = await swarm.join();
	const {peerId} = await peer.hear('handshake');
	const mirror = await swarm.listen({peerId});
	swarm.addPeer(mirror);
	t.is((await swarm.ended(await mirror.connection())).reason, 'self-connection');
});

test('R18: of two connections of one peer the older one stays', async t => {
	const swarm = await RuleSwarm.start(t);
	const peerId = swarm.newPeerId();
	const older = await swarm.join({peerId, has: 'all'});
	await swarm.logged('handshake', older);
	const newer = swarm.knock({peerId});
	t.is((await swarm.ended(newer)).reason, 'duplicate-connection');
	t.false(swarm.hasEnded(older));
});

test('a peer that shall be tried again is let go and dialled at once', async t => {
	const swarm = await RuleSwarm.start(t);
	const {engine, torrentId} = swarm;
	const listening = await swarm.listen({has: 'all'});
	swarm.addPeer(listening);
	const first = await listening.connection();
	await first.hear('interested');
	const {peerId} = await swarm.view(first);
	engine.port.send({type: 'retry', torrentId, peerId});
	await first.hear('closed');
	const second = await listening.connection(2);
	await second.hear('interested');
	const again = (await swarm.view(second)).peerId;
	engine.port.send({type: 'kick', torrentId, peerId: again});
	engine.port.send({type: 'retry', torrentId, peerId: again});
	await listening.connection(3);
	t.is(listening.clients.length, 3);
});

test('R18: a banned peer stays banned in both directions', async t => {
	const swarm = await RuleSwarm.start(t);
	const {engine, torrentId} = swarm;
	const peerId = swarm.newPeerId();
	const client = await swarm.join({peerId, has: 'all'});
	await client.hear('interested');
	engine.port.send({type: 'ban', torrentId, peerId: (await swarm.view(client)).peerId});
	t.is((await swarm.ended(client)).reason, 'banned');
	await client.hear('closed');
	t.is((await swarm.ended(swarm.knock({peerId}))).reason, 'banned');
	// Where it came from it is not dialled either, though another address that was told later is.
	const same = await swarm.listen({port: client.localPort});
	const other = await swarm.listen();
	swarm.addPeer(same);
	swarm.addPeer(other);
	await other.connection();
	t.deepEqual(same.clients, []);
});

test('R18: every close has its reason of the closed list in the log, the same as in the event', async t => {
	const swarm = await RuleSwarm.start(t);
	const leaving = await swarm.join({has: 'all'});
	await leaving.hear('interested');
	leaving.close();
	const violating = await swarm.join({has: 'all'});
	violating.send({type: 'have', index: 1000});
	for (const client of [leaving, violating]) {
		const {reason, address} = await swarm.ended(client);
		t.true(closeReasons.includes(reason));
		const {text} = await swarm.logged('closed', client);
		t.true(text.startsWith(`Peer ${address} disconnected: ${reason}`), text);
	}
});
