import {once} from 'node:events';
import {createServer} from 'node:net';
import test from 'ava';
import {BlackHole} from '../../../source/lab/black-hole.js';
import {RuleSwarm} from './rule-swarm.js';

/** Ports of this machine that nobody listens on. */
async function deadAddresses(count: number): Promise<Array<{host: string; port: number}>> {
	const servers = Array.from({length: count}, () => createServer().listen(0, '127.0.0.1'));
	await Promise.all(servers.map(async server => once(server, 'listening')));
	const addresses = servers.map(server => {
		const address = server.address();
		return {host: '127.0.0.1', port: typeof address === 'object' ? address!.port : 0};
	});
	await Promise.all(
		servers.map(async server => {
			server.close();
			return once(server, 'close');
		}),
	);
	return addresses;
}

/** How many connections that were never through there have been at a time, and how many have ended. */
function countOpen({engine}: RuleSwarm): {readonly most: number; readonly ended: number} {
	const open = new Set<number>();
	const through = new Set<number>();
	let most = 0;
	let ended = 0;
	for (const event of engine.events) {
		if (event.type === 'peer' && !through.has(event.peer.peerId)) {
			open.add(event.peer.peerId);
		} else if (event.type === 'log' && event.name === 'connected') {
			open.delete(event.peerId!);
			through.add(event.peerId!);
		} else if (event.type === 'peerClosed' && open.delete(event.peerId)) {
			ended++;
		}
		most = Math.max(most, open.size);
	}
	return {most, ended};
}

test('R21: refusing and black-holed addresses by the hundred do not keep a good peer waiting', async t => {
	const hole = await BlackHole.open('127.0.0.1', 4);
	t.teardown(async () => hole.close());
	const swarm = await RuleSwarm.start(t, {
		settings: {maxHalfOpen: 4, connectTimeout: 60_000},
		peers: hole.ports.map(port => ({host: '127.0.0.1', port})),
	});
	// All places for dials wait for an answer when the others are told.
	await swarm.engine.until(() => countOpen(swarm).most === 4, 'four dials');
	const good = await swarm.listen({has: 'all', isUnchoking: true, isServing: true});
	for (const address of [...(await deadAddresses(200)), good]) {
		swarm.addPeer(address);
	}
	await swarm.engine.heard('torrentComplete');
	t.false(swarm.hasEnded(await good.connection()));
	t.is(countOpen(swarm).most, 4);
});

test('R21: no more connections are being opened at a time than maxHalfOpen', async t => {
	const hole = await BlackHole.open('127.0.0.1', 9);
	t.teardown(async () => hole.close());
	const swarm = await RuleSwarm.start(t, {
		settings: {maxHalfOpen: 3, connectTimeout: 300},
		peers: hole.ports.map(port => ({host: '127.0.0.1', port})),
	});
	await swarm.engine.until(() => countOpen(swarm).ended === 9, 'the ends of nine dials');
	t.is(countOpen(swarm).most, 3);
});

test('R21: at maxPeersPerTorrent a newcomer is refused, and the log says why', async t => {
	const swarm = await RuleSwarm.start(t, {settings: {maxPeersPerTorrent: 3}});
	const peers = await Promise.all([1, 2, 3].map(async () => swarm.join({has: 'all'})));
	const fourth = swarm.knock();
	await fourth.hear('closed');
	t.regex((await swarm.logged('refused-connection')).text, /: too-many-connections$/);
	t.false(peers.some(peer => swarm.hasEnded(peer)));
});

test('R21: idle connections and a flood of silent ones do not keep a good peer from being served', async t => {
	const swarm = await RuleSwarm.start(t, {have: 'all', settings: {maxPeersPerTorrent: 60}});
	await Promise.all(Array.from({length: 40}, async () => swarm.join({has: 'none'})));
	for (let count = 0; count < 100; count++) {
		swarm.openSilently('127.0.3.1');
	}
	const good = await swarm.join({has: 'none'});
	good.send({type: 'interested'});
	await good.hear('unchoke');
	good.send({type: 'request', index: 0, begin: 0, length: 1000});
	t.deepEqual(Buffer.from((await good.hear('piece')).body), Buffer.from(swarm.blockAt(0, 0, 1000)));
});
