import test from 'ava';
import type {TestClient} from '../../lab/test-client.js';
import {RuleSwarm} from './rule-swarm.js';

/** Answers every request, with a wrong byte where `isLie` says so. */
function lie(
	swarm: RuleSwarm,
	liar: TestClient,
	isLie: (index: number, begin: number) => boolean = () => true,
): void {
	liar.answer = heard => {
		if (heard.type === 'request') {
			const body = swarm.blockAt(heard.index, heard.begin, heard.length);
			body[0]! ^= isLie(heard.index, heard.begin) ? 0xff : 0;
			liar.sendBlock(heard.index, heard.begin, body);
		}
	};
}

test('R17: who alone gave a wrong piece is banned, and the piece is fetched from another', async t => {
	const swarm = await RuleSwarm.start(t);
	const peerId = swarm.newPeerId();
	const liar = await swarm.join({peerId, has: 'all', isUnchoking: true});
	lie(swarm, liar);
	const {reason, detail} = await swarm.ended(liar);
	t.is(reason, 'sent-corrupt-data');
	t.is((await swarm.ended(swarm.knock({peerId}))).reason, 'banned', 'when it comes again');
	t.regex(detail, /^it alone gave piece \d, which failed its hash check$/);
	const honest = await swarm.join({has: 'all', isUnchoking: true, isServing: true});
	await swarm.engine.heard('torrentComplete');
	t.false(swarm.hasEnded(honest));
	const failed = await swarm.engine.heard('pieceFailed');
	t.true(honest.of('request').some(({index}) => index === failed.index));
});

test('R17: of several givers none is banned before the liar is proved', async t => {
	// One request each at a time, so that both have a part in the same piece.
	const swarm = await RuleSwarm.start(t, {settings: {pipelineDepth: 1}});
	const liar = await swarm.join({has: 'all'});
	const honest = await swarm.join({has: 'all', isServing: true});
	lie(swarm, liar);
	for (const peer of [liar, honest]) {
		await peer.hear('interested');
		peer.send({type: 'unchoke'});
	}
	await swarm.logged('put-on-parole', honest);
	await swarm.logged('put-on-parole', liar);
	t.is((await swarm.ended(liar)).reason, 'sent-corrupt-data');
	await swarm.engine.heard('torrentComplete');
	t.false(swarm.hasEnded(honest));
	const lines = swarm.engine.events.flatMap(event => (event.type === 'log' ? [event.name] : []));
	t.true(lines.indexOf('put-on-parole') < lines.indexOf('banned'));
	t.is(lines.filter(name => name === 'banned').length, 1);
});

test('R17: nobody is banned for what a recheck finds on the disk', async t => {
	const swarm = await RuleSwarm.start(t);
	const seed = await swarm.join({has: 'all', isUnchoking: true, isServing: true});
	await swarm.engine.heard('torrentComplete');
	await swarm.spoil(3);
	const {engine, torrentId} = swarm;
	engine.port.send({type: 'verify', torrentId});
	await engine.heard('peerClosed');
	const again = await swarm.join({has: 'all', isUnchoking: true, isServing: true});
	await engine.until(
		() => engine.events.filter(({type}) => type === 'torrentComplete').length === 2,
		'the second completion',
	);
	t.deepEqual(new Set(again.of('request').map(({index}) => index)), new Set([3]));
	t.false(engine.events.some(event => event.type === 'log' && event.name === 'banned'));
	t.not((await swarm.ended(seed)).reason, 'sent-corrupt-data');
});
