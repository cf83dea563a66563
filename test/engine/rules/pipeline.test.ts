import test from 'ava';
import {encodeExtensionHandshake} from '../../../source/protocol/extension-handshake.js';
import {RuleSwarm} from './rule-swarm.js';

test('R12: a fixed depth is honoured literally', async t => {
	const swarm = await RuleSwarm.start(t, {pieceCount: 40, settings: {pipelineDepth: 10}});
	const peer = await swarm.join({has: 'all', isUnchoking: true});
	await peer.hear('request', 10);
	const {pipeline} = await swarm.view(peer);
	t.deepEqual([pipeline.outstanding, pipeline.target], [10, 10]);
	swarm.serve(peer);
	await swarm.engine.heard('torrentComplete');
	t.is((await swarm.view(peer)).pipeline.greatestDepth, 10);
});

test('R12: never more than the peer’s reqq', async t => {
	const swarm = await RuleSwarm.start(t, {pieceCount: 40, settings: {pipelineDepth: 10}});
	const peer = await swarm.join({has: 'all'});
	const payload = encodeExtensionHandshake({messages: {}, client: 'test', reqq: 3});
	peer.send({type: 'extended', id: 0, payload}, {type: 'unchoke'});
	await peer.hear('request', 3);
	const {pipeline} = await swarm.view(peer);
	t.deepEqual([pipeline.outstanding, pipeline.reqq], [3, 3]);
	t.is(peer.of('request').length, 3);
});

test('R12: the depth by itself grows with what a fast peer gives', async t => {
	const swarm = await RuleSwarm.start(t, {pieceCount: 200});
	const peer = await swarm.join({has: 'all', isUnchoking: true});
	await peer.hear('request', 8);
	t.is((await swarm.view(peer)).pipeline.outstanding, 8);
	swarm.serve(peer);
	await swarm.engine.heard('torrentComplete');
	const {pipeline} = await swarm.view(peer);
	t.true(pipeline.greatestDepth > 30, `${pipeline.greatestDepth}`);
	t.is(pipeline.outstanding, 0);
	t.is(pipeline.blocksReceived, pipeline.requestsSent);
});
