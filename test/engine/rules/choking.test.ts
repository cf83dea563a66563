import test from 'ava';
import type {EngineEvent} from '../../../source/store/engine-port.js';
import type {TestClient} from '../../lab/test-client.js';
import {block, RuleSwarm} from './rule-swarm.js';

/** Whether our engine lets the peer ask, by what it told the peer last. */
function isUnchoked(peer: TestClient): boolean {
	return peer.types().findLast(type => type === 'choke' || type === 'unchoke') === 'unchoke';
}

test('R8: while slots are free a newcomer is unchoked to encourage it; one that is interested takes its slot', async t => {
	const swarm = await RuleSwarm.start(t, {have: 'all', settings: {uploadSlots: 1}});
	const idle = await swarm.join({has: 'none'});
	await idle.hear('unchoke');
	const interested = await swarm.join({has: 'none'});
	await interested.hear('extended');
	t.false(isUnchoked(interested));
	interested.send({type: 'interested'});
	await interested.hear('unchoke');
	await idle.hear('choke');
	t.false(isUnchoked(idle));
});

test('R8: the slots and one optimistic peer are unchoked, and nobody else', async t => {
	const swarm = await RuleSwarm.start(t, {have: 'all', settings: {uploadSlots: 1}});
	const peers = await Promise.all([1, 2, 3, 4].map(async () => swarm.join({has: 'none'})));
	for (const peer of peers) {
		peer.send({type: 'interested'});
	}
	await swarm.engine.until(
		() => swarm.engine.events.filter(isInterest).length === 4,
		'the interest of four',
	);
	t.is(peers.filter(isUnchoked).length, 1);
	// A change of the settings gives the slots out anew at once.
	swarm.engine.port.send({type: 'settings', settings: {uploadSlots: 2}});
	const told = (): number => swarm.engine.events.filter(isUnchoke).length;
	await swarm.engine.until(() => told() >= 3, 'three to be unchoked');
	// A snapshot later all of a round is told and sent.
	await swarm.view(peers[0]!);
	await Promise.all(peers.map(async peer => swarm.echo(peer)));
	t.is(peers.filter(isUnchoked).length, 3);
	const [choked] = peers.filter(peer => !isUnchoked(peer));
	t.is((await swarm.view(choked!)).amChoking, true);
});

test('R8: a seed gives the slot to whoever takes the most from it', async t => {
	const swarm = await RuleSwarm.start(t, {
		have: 'all',
		settings: {uploadSlots: 3, keepAliveInterval: 1200},
	});
	// The one that has waited longest will be the optimistic one.
	const eldest = await swarm.join({has: 'none'});
	const lazy = await swarm.join({has: 'none'});
	const taking = await swarm.join({has: 'none'});
	for (const peer of [eldest, lazy, taking]) {
		peer.send({type: 'interested'});
		await peer.hear('unchoke');
	}
	for (let index = 0; index < 6; index++) {
		taking.send({type: 'request', index, begin: 0, length: block});
	}
	await taking.hear('piece', 6);
	// Rates are measured once a second, and the keep-alive comes later.
	await lazy.hear('keepAlive');
	swarm.engine.port.send({type: 'settings', settings: {uploadSlots: 1}});
	await lazy.hear('choke');
	await swarm.echo(taking);
	t.true(isUnchoked(taking));
	t.true((await swarm.view(eldest)).isOptimistic);
});

test('R8: without slots nobody is unchoked', async t => {
	const swarm = await RuleSwarm.start(t, {have: 'all', settings: {uploadSlots: 0}});
	const peer = await swarm.join({has: 'none'});
	peer.send({type: 'interested'}, {type: 'request', index: 0, begin: 0, length: block});
	await peer.hear('rejectRequest');
	t.deepEqual(peer.of('unchoke'), []);
	t.is((await swarm.view(peer)).peerInterested, true);
});

function isInterest(event: EngineEvent): boolean {
	return event.type === 'log' && event.name === 'peer-interested';
}

function isUnchoke(event: EngineEvent): boolean {
	return event.type === 'log' && event.name === 'sent-unchoke';
}
