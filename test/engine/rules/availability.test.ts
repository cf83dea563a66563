import test from 'ava';
import {block, RuleSwarm} from './rule-swarm.js';

test('R1: BITFIELD, HAVE_ALL and HAVE_NONE set what a peer has', async t => {
	const swarm = await RuleSwarm.start(t);
	const some = await swarm.join({has: [1, 7]});
	const all = await swarm.join({has: 'all'});
	const none = await swarm.join({has: 'none'});
	await swarm.logged('received-bitfield', some);
	await swarm.logged('received-have-all', all);
	await swarm.logged('received-have-none', none);
	const views = await Promise.all([some, all, none].map(async each => swarm.view(each)));
	t.deepEqual(
		views.map(({availability, piecesKnown}) => [availability, piecesKnown]),
		[
			['some', 2],
			['all', 8],
			['none', 0],
		],
	);
});

test('R1: HAVE of a peer that sent no bitfield counts, and REQUEST means that it has nothing', async t => {
	const swarm = await RuleSwarm.start(t, {have: [0]});
	const telling = await swarm.join();
	telling.send({type: 'have', index: 3});
	await telling.hear('interested');
	const asking = await swarm.join();
	t.is((await swarm.view(asking)).availability, 'unknown');
	asking.send({type: 'request', index: 7, begin: 0, length: block});
	await asking.hear('rejectRequest');
	const {availability, piecesKnown} = await swarm.view(telling);
	t.deepEqual([availability, piecesKnown], ['some', 1]);
	t.is((await swarm.view(asking)).availability, 'none');
});

test('R2: only a peer that says nothing at all is dropped when the availability timer runs out', async t => {
	const swarm = await RuleSwarm.start(t, {have: [0], settings: {availabilityTimeout: 1500}});
	const silent = await swarm.join({isFast: false, hasExtensions: false});
	const alive = await swarm.join({isFast: false});
	alive.send({type: 'keepAlive'});
	const seed = await swarm.join({has: 'all'});
	const leecher = await swarm.join({isFast: false});
	leecher.send({type: 'have', index: 0});
	const empty = await swarm.join({has: 'none'});
	empty.send({type: 'interested'});
	const {reason, detail, lifeMs, epochMs} = await swarm.ended(silent);
	t.is(reason, 'silent-after-handshake');
	t.is(detail, 'no message for 1.5 s: deadline has elapsed');
	t.true(lifeMs >= 1500, `${lifeMs}`);
	t.true(Math.abs(Date.now() - epochMs) < 60_000);
	t.regex((await swarm.logged('assumed-none', alive)).text, /is assumed to have no pieces/);
	await silent.hear('closed');
	for (const peer of [alive, seed, leecher, empty]) {
		t.false(swarm.hasEnded(peer));
	}
	t.is((await swarm.view(alive)).availability, 'none');
});

test('R3: with Fast we begin with exactly one of HAVE_NONE, BITFIELD and HAVE_ALL, then the extension handshake', async t => {
	for (const [have, first] of [
		[[], 'haveNone'],
		[[2, 3], 'bitfield'],
		['all', 'haveAll'],
	] as const) {
		const swarm = await RuleSwarm.start(t, {have});
		const peer = await swarm.join();
		await peer.hear('extended');
		t.deepEqual(peer.types().slice(0, 3), ['handshake', first, 'extended']);
	}
});

test('R3: without Fast we begin with BITFIELD, and say nothing where it would be empty', async t => {
	const empty = await (await RuleSwarm.start(t)).join({isFast: false});
	await empty.hear('extended');
	t.deepEqual(empty.types().slice(0, 2), ['handshake', 'extended']);
	const swarm = await RuleSwarm.start(t, {have: [0, 7]});
	const peer = await swarm.join({isFast: false, hasExtensions: false});
	t.deepEqual((await peer.hear('bitfield')).bits, swarm.bits([0, 7]));
	t.deepEqual(peer.types().slice(0, 2), ['handshake', 'bitfield']);
	t.deepEqual(peer.of('extended'), []);
});

test('R3: pieces that come later go out as HAVE, never as another bitfield', async t => {
	const swarm = await RuleSwarm.start(t, {have: [0]});
	const listener = await swarm.join();
	await swarm.join({has: [5], isUnchoking: true, isServing: true});
	t.is((await listener.hear('have')).index, 5);
	t.is(listener.of('bitfield').length, 1);
});
