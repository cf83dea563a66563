import test from 'ava';
import {RuleSwarm} from './rule-swarm.js';

/** Short, and yet longer than a busy machine keeps a message. */
const short = {uselessGrace: 200, uselessAge: 800, peerEvaluationInterval: 400};

test('R4: we are interested in exactly those who have a wanted piece, wherever it lies', async t => {
	const swarm = await RuleSwarm.start(t, {pieceCount: 100, have: [0, 1]});
	const useful = await swarm.join({has: [0, 1, 99]});
	const useless = await swarm.join({has: [0, 1]});
	await useful.hear('interested');
	await useless.hear('notInterested');
	t.deepEqual(useful.of('notInterested'), []);
	t.deepEqual(useless.of('interested'), []);
	useless.send({type: 'have', index: 60});
	await useless.hear('interested');
	t.is(useless.of('notInterested').length, 1);
});

test('R4: interest is dropped when the last wanted piece of a peer arrives from another', async t => {
	const swarm = await RuleSwarm.start(t);
	const choking = await swarm.join({has: [3]});
	await choking.hear('interested');
	await swarm.join({has: [3], isUnchoking: true, isServing: true});
	await choking.hear('notInterested');
	t.is((await swarm.view(choking)).amInterested, false);
});

test('R4: a change of priorities changes interest', async t => {
	const swarm = await RuleSwarm.start(t);
	const peer = await swarm.join({has: 'all'});
	await peer.hear('interested');
	const {engine, torrentId} = swarm;
	engine.port.send({type: 'filePriority', torrentId, files: [0], priority: 0});
	await peer.hear('notInterested');
	engine.port.send({type: 'filePriority', torrentId, files: [0], priority: 4});
	await peer.hear('interested', 2);
	t.is(peer.of('notInterested').length, 1);
});

test('R6: a useless peer hears NOT_INTERESTED at once and goes once it has been useless for uselessAge', async t => {
	const swarm = await RuleSwarm.start(t, {have: [0, 1], settings: short});
	const useless = await swarm.join({has: [0, 1]});
	await useless.hear('notInterested');
	const {reason, lifeMs} = await swarm.ended(useless);
	t.is(reason, 'no-mutual-interest');
	t.true(lifeMs >= short.uselessAge, `${lifeMs}`);
	await useless.hear('closed');
});

test('R6: a HAVE saves a useless peer, interest in us saves another', async t => {
	const swarm = await RuleSwarm.start(t, {have: [0, 1], settings: short});
	const saved = await swarm.join({has: [0, 1]});
	const interested = await swarm.join({has: [0, 1]});
	interested.send({type: 'interested'});
	await saved.hear('notInterested');
	saved.send({type: 'have', index: 5});
	await saved.hear('interested');
	// Two more come and go: evaluations have passed over those two.
	for (let count = 0; count < 2; count++) {
		await swarm.ended(await swarm.join({has: [0]}));
	}
	t.false(swarm.hasEnded(saved));
	t.false(swarm.hasEnded(interested));
});

test('R6: a peer that can never help goes after the grace, however far the next evaluation is', async t => {
	const settings = {uselessGrace: 200, peerEvaluationInterval: 600_000};
	const swarm = await RuleSwarm.start(t, {have: [0], settings});
	const giving = await swarm.join({has: [0]});
	const partial = await swarm.join({has: [0]});
	const payload = new TextEncoder().encode('d1:md11:upload_onlyi3ee11:upload_onlyi1ee');
	giving.send({type: 'extended', id: 0, payload});
	t.is((await swarm.ended(giving)).reason, 'no-mutual-interest');
	t.false(swarm.hasEnded(partial));
});

test('R6: under policy pressure a useless peer stays while there is room', async t => {
	const limits = {
		uselessPolicy: 'pressure',
		maxPeersPerTorrent: 6,
		keepAliveInterval: 1600,
	} as const;
	const swarm = await RuleSwarm.start(t, {have: [0], settings: {...short, ...limits}});
	const early = await Promise.all([1, 2, 3, 4, 5].map(async () => swarm.join({has: [0]})));
	// The keep-alives come when the age and an evaluation are long over.
	await Promise.all(early.map(async each => each.hear('keepAlive')));
	t.false(early.some(each => swarm.hasEnded(each)));
	// Five of six are room, six of six are not.
	const all = [...early, await swarm.join({has: [0]})];
	await swarm.engine.heard('peerClosed', ({reason}) => reason === 'no-mutual-interest');
	t.is(all.filter(each => swarm.hasEnded(each)).length, 1);
});
