import test from 'ava';
import {BlackHole} from '../../../source/lab/black-hole.js';
import {RuleSwarm} from './rule-swarm.js';

/** A block asked for, as a key. */
function keyOf({index, begin}: {readonly index: number; readonly begin: number}): string {
	return `${index}:${begin}`;
}

test('R11: a request left unanswered is cancelled and asked of another, and its peer has depth 1 until a block arrives', async t => {
	const settings = {requestTimeout: 400, readTimeout: 300, pipelineDepth: 4};
	const swarm = await RuleSwarm.start(t, {settings});
	const stalling = await swarm.join({has: [0, 1], isUnchoking: true});
	await stalling.hear('request', 4);
	const cancelled = await stalling.hear('cancel', 4);
	t.true(stalling.of('request').map(keyOf).includes(keyOf(cancelled)));
	await swarm.logged('snubbed', stalling);
	t.regex((await swarm.logged('request-timeout', stalling)).text, /deadline has elapsed/);
	t.true((await swarm.view(stalling)).isSnubbed);
	const other = await swarm.join({has: [0, 1], isUnchoking: true, isServing: true});
	await other.hear('request', 4);
	t.deepEqual(
		new Set(other.of('request').map(keyOf)),
		new Set(stalling.of('cancel').slice(0, 4).map(keyOf)),
	);
	t.false(swarm.hasEnded(stalling));
});

test('R11: a snubbed peer is asked for one block at a time, and for more once it has given one', async t => {
	const settings = {requestTimeout: 60_000, readTimeout: 200, pipelineDepth: 4};
	const swarm = await RuleSwarm.start(t, {settings});
	const slow = await swarm.join({has: 'all', isUnchoking: true});
	await slow.hear('request', 4);
	await swarm.logged('snubbed', slow);
	t.is((await swarm.view(slow)).pipeline.target, 1);
	t.deepEqual(slow.of('cancel'), [], 'the requests stand');
	swarm.serve(slow);
	await swarm.engine.heard('torrentComplete');
	const {isSnubbed, pipeline} = await swarm.view(slow);
	t.deepEqual([isSnubbed, pipeline.requestsTimedOut], [false, 0]);
});

test('R11: readTimeout counts only while data is expected', async t => {
	const settings = {readTimeout: 200, requestTimeout: 300, keepAliveInterval: 700};
	const swarm = await RuleSwarm.start(t, {settings});
	const choking = await swarm.join({has: 'all'});
	await choking.hear('interested');
	// Far longer than readTimeout passes until our keep-alive.
	await choking.hear('keepAlive');
	t.false((await swarm.view(choking)).isSnubbed);
	t.false(swarm.hasEnded(choking));
});

test('R11: a peer that choked us owes us nothing, though its REJECTs are still to come', async t => {
	const settings = {readTimeout: 200, requestTimeout: 60_000, keepAliveInterval: 700};
	const swarm = await RuleSwarm.start(t, {settings});
	const choking = await swarm.join({has: 'all', isUnchoking: true});
	await choking.hear('request');
	choking.send({type: 'choke'});
	await choking.hear('keepAlive');
	const {isSnubbed, pipeline} = await swarm.view(choking);
	t.false(isSnubbed);
	t.true(pipeline.outstanding > 0);
});

test('R11: we send a keep-alive when we have sent nothing for a while; a peer that sends no byte is dead', async t => {
	const settings = {keepAliveInterval: 300, deadPeerTimeout: 2000};
	const swarm = await RuleSwarm.start(t, {settings});
	const dead = await swarm.join({has: 'all'});
	const alive = await swarm.join({has: 'all'});
	alive.answer = ({type}) => {
		if (type === 'keepAlive') {
			alive.send({type: 'keepAlive'});
		}
	};
	await dead.hear('keepAlive', 2);
	const {reason, lifeMs} = await swarm.ended(dead);
	t.is(reason, 'dead-peer');
	t.true(lifeMs >= 2000, `${lifeMs}`);
	t.false(swarm.hasEnded(alive));
});

test('R11: an address that does not answer is given up after connectTimeout', async t => {
	const hole = await BlackHole.open('127.0.0.1', 1);
	t.teardown(async () => hole.close());
	const swarm = await RuleSwarm.start(t, {settings: {connectTimeout: 300}});
	swarm.addPeer({host: '127.0.0.1', port: hole.ports[0]!});
	const {reason, detail} = await swarm.engine.heard('peerClosed');
	t.deepEqual([reason, detail], ['connect-timeout', 'deadline has elapsed']);
});

test('R11: one peer’s failure neither delays nor ends another’s connection', async t => {
	const swarm = await RuleSwarm.start(t, {settings: {requestTimeout: 300}});
	const failing = await swarm.join({has: 'all', isUnchoking: true});
	const good = await swarm.join({has: 'all', isServing: true, isUnchoking: true});
	await failing.hear('request');
	failing.sendBytes(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 5));
	t.is((await swarm.ended(failing)).reason, 'protocol-violation');
	await swarm.engine.heard('torrentComplete');
	t.false(swarm.hasEnded(good));
});
