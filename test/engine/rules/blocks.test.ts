import test from 'ava';
import type {TestClient} from '../../lab/test-client.js';
import {block, pieceLength, RuleSwarm} from './rule-swarm.js';

function keysOf(peer: TestClient): Set<string> {
	return new Set(peer.of('request').map(({index, begin}) => `${index}:${begin}`));
}

test('R15: CHOKE without Fast returns the requests, which another peer gets', async t => {
	const swarm = await RuleSwarm.start(t, {settings: {pipelineDepth: 4}});
	const choking = await swarm.join({has: [0, 1], isFast: false, isUnchoking: true});
	await choking.hear('request', 4);
	choking.send({type: 'choke'});
	const other = await swarm.join({has: [0, 1], isUnchoking: true});
	await other.hear('request', 4);
	t.deepEqual(keysOf(other), keysOf(choking));
	t.is((await swarm.view(choking)).pipeline.outstanding, 0);
});

test('R15: with Fast the requests stand after CHOKE until the REJECTs take them back', async t => {
	const swarm = await RuleSwarm.start(t, {settings: {pipelineDepth: 4}});
	const choking = await swarm.join({has: [0, 1], isUnchoking: true});
	await choking.hear('request', 4);
	choking.send({type: 'choke'});
	await swarm.logged('choked-us', choking);
	t.is((await swarm.view(choking)).pipeline.outstanding, 4);
	for (const {index, begin, length} of choking.of('request')) {
		choking.send({type: 'rejectRequest', index, begin, length});
	}
	const other = await swarm.join({has: [0, 1], isUnchoking: true});
	await other.hear('request', 4);
	t.deepEqual(keysOf(other), keysOf(choking));
	t.is((await swarm.view(choking)).pipeline.outstanding, 0);
});

test('R15: a late block of a request just cancelled is used', async t => {
	const swarm = await RuleSwarm.start(t, {settings: {requestTimeout: 300, pipelineDepth: 2}});
	const late = await swarm.join({has: [4], isUnchoking: true});
	await late.hear('cancel', 2);
	late.answer = () => {};
	for (const begin of [0, block]) {
		late.sendBlock(4, begin, swarm.blockAt(4, begin, block));
	}
	t.regex((await swarm.logged('piece-verified')).text, /^Piece 4 /);
	const {pipeline} = await swarm.view(late);
	t.is(pipeline.unrequestedBlocks, 0);
	t.is(pipeline.blocksReceived, 2);
});

test('R15: a block never asked for is dropped and counted, and with Fast closes the peer', async t => {
	const swarm = await RuleSwarm.start(t);
	const plain = await swarm.join({has: 'all', isFast: false});
	await plain.hear('interested');
	plain.sendBlock(0, 0, swarm.blockAt(0, 0, block));
	plain.send({type: 'have', index: 0}, {type: 'unchoke'});
	await plain.hear('request');
	const {pipeline, wastedBytes} = await swarm.view(plain);
	t.deepEqual([pipeline.unrequestedBlocks, wastedBytes], [1, block]);
	const fast = await swarm.join({has: 'all'});
	await fast.hear('interested');
	fast.sendBlock(0, 0, swarm.blockAt(0, 0, block));
	t.is((await swarm.ended(fast)).reason, 'unrequested-block');
	t.false(swarm.hasEnded(plain));
});

test('R16: what we ask for is 16 KiB, only the last block is shorter', async t => {
	const swarm = await RuleSwarm.start(t);
	const seed = await swarm.join({has: 'all', isUnchoking: true, isServing: true});
	await swarm.engine.heard('torrentComplete');
	const lengths = new Map(
		seed.of('request').map(({index, begin, length}) => [`${index}:${begin}`, length]),
	);
	t.is(lengths.size, 16);
	t.is(lengths.get(`7:${block}`), block - 1000);
	lengths.delete(`7:${block}`);
	t.deepEqual(new Set(lengths.values()), new Set([block]));
});

test('R16: a good request is served, a bad one is rejected and counted', async t => {
	const swarm = await RuleSwarm.start(t, {have: [0, 1], settings: {uploadSlots: 4}});
	const peer = await swarm.join({has: 'none'});
	peer.send({type: 'interested'});
	await peer.hear('unchoke');
	const bad = [
		{index: 0, begin: pieceLength - 1, length: 2},
		{index: 99, begin: 0, length: block},
		{index: 5, begin: 0, length: block},
	];
	for (const each of bad) {
		peer.send({type: 'request', ...each});
	}
	await peer.hear('rejectRequest', bad.length);
	t.deepEqual(
		peer.of('rejectRequest').map(({index, begin, length}) => ({index, begin, length})),
		bad,
	);
	peer.send({type: 'request', index: 1, begin: block, length: block});
	const piece = await peer.hear('piece');
	t.deepEqual(Buffer.from(piece.body), Buffer.from(swarm.blockAt(1, block, block)));
	t.is((await swarm.view(peer)).upload.badRequests, bad.length);
});

test('R16: up to 128 KiB is given at a time, and not a byte more', async t => {
	const swarm = await RuleSwarm.start(t, {have: [0], pieceCount: 2, pieceLength: 16 * block});
	const peer = await swarm.join({has: 'none'});
	peer.send({type: 'interested'});
	await peer.hear('unchoke');
	const most = 8 * block;
	peer.send({type: 'request', index: 0, begin: block, length: most + 1});
	peer.send({type: 'request', index: 0, begin: block, length: most});
	t.is((await peer.hear('rejectRequest')).length, most + 1);
	const {body} = await peer.hear('piece');
	t.deepEqual(Buffer.from(body), Buffer.from(swarm.blockAt(0, block, most)));
});

test('R16: a request while choked is rejected with Fast and passed over in silence without', async t => {
	const swarm = await RuleSwarm.start(t, {have: [0], settings: {uploadSlots: 0}});
	const fast = await swarm.join({has: 'none'});
	const plain = await swarm.join({isFast: false});
	for (const peer of [plain, fast]) {
		peer.send({type: 'request', index: 0, begin: 0, length: block});
	}
	await fast.hear('rejectRequest');
	await swarm.logged('refused-request', plain);
	t.deepEqual(plain.of('rejectRequest'), []);
	t.deepEqual([...fast.of('piece'), ...plain.of('piece')], []);
});

test('R16: a flood of bad requests ends the connection', async t => {
	const swarm = await RuleSwarm.start(t, {have: [0]});
	const flooding = await swarm.join({has: 'none'});
	for (let count = 0; count < 150; count++) {
		flooding.send({type: 'request', index: 7, begin: 0, length: block});
	}
	t.is((await swarm.ended(flooding)).reason, 'request-flood');
});
