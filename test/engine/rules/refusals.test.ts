import test from 'ava';
import {LabClock} from '../../../source/lab/lab-clock.js';
import {LabTracker} from '../../../source/lab/lab-tracker.js';
import type {Announce} from '../../../source/lab/tracker-registry.js';
import {RuleSwarm} from './rule-swarm.js';

test('R20: a peer that only REJECTs is not asked in a loop', async t => {
	const swarm = await RuleSwarm.start(t, {settings: {keepAliveInterval: 2500}});
	const rejecting = await swarm.join({has: 'all', isUnchoking: true});
	rejecting.answer = heard => {
		if (heard.type === 'request') {
			const {index, begin, length} = heard;
			rejecting.send({type: 'rejectRequest', index, begin, length});
		}
	};
	// The delays after the first refusals are 1 s and 2 s: what was asked in between are a few pipelines, not thousands.
	await rejecting.hear('request', 8);
	const watcher = await swarm.join({has: 'none'});
	await watcher.hear('keepAlive');
	const asked = rejecting.of('request').length;
	t.true(asked >= 8 && asked <= 60, `${asked} requests`);
	t.is((await swarm.view(rejecting)).pipeline.requestsRejected, asked);
	t.false(swarm.hasEnded(rejecting));
});

test('R20: a peer that flaps choke and unchoke is not asked in a loop', async t => {
	const swarm = await RuleSwarm.start(t, {settings: {keepAliveInterval: 2500}});
	const flapping = await swarm.join({has: 'all', isFast: false, isUnchoking: true});
	flapping.answer = ({type}) => {
		if (type === 'request') {
			flapping.send({type: 'choke'}, {type: 'unchoke'});
		}
	};
	await flapping.hear('request');
	const watcher = await swarm.join({has: 'none'});
	await watcher.hear('keepAlive');
	const asked = flapping.of('request').length;
	t.true(asked >= 8 && asked <= 60, `${asked} requests`);
	const good = await swarm.join({has: 'all', isUnchoking: true, isServing: true});
	await swarm.engine.heard('torrentComplete');
	t.false(swarm.hasEnded(good));
});

test('R20: trackers and peers know us by one peer id', async t => {
	const clock = new LabClock(1);
	const {promise: announced, resolve} = Promise.withResolvers<Announce>();
	const tracker = await LabTracker.start({clock, handleAnnounce: resolve});
	t.teardown(() => {
		tracker.stop();
		clock.stop();
	});
	const swarm = await RuleSwarm.start(t, {trackers: [[tracker.url]]});
	const first = await swarm.join();
	const second = await swarm.join();
	const {peerId} = await first.hear('handshake');
	t.deepEqual((await second.hear('handshake')).peerId, peerId);
	t.is((await announced).peerId, Buffer.from(peerId).toString('hex'));
});
