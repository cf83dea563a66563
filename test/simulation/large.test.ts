import test from 'ava';
import {type BehaviourName, behaviours} from './behaviour.js';
import {Simulation} from './simulation.js';

test('R21: a swarm of 200, most of them bad, completes on its few good peers', t => {
	t.timeout(120_000);
	const bad: readonly BehaviourName[] = [
		'choking',
		'silent',
		'useless',
		'rejecting',
		'flapping',
		'flappingPlain',
		'blackHole',
		'stalling',
		'repeating',
		'lying',
		'lyingAtTimes',
		'flooding',
		'dialling',
	];
	t.true(bad.every(name => name in behaviours));
	const simulation = new Simulation(21, {
		pieceCount: 50,
		seeds: 2,
		leechers: 10,
		scripted: Object.fromEntries(bad.map(name => [name, 6])),
		deadAddresses: 100,
		network: {breakShare: 0.2, slowest: 20_000},
		settings: {maxPeersPerTorrent: 40},
		isRestless: false,
		limitMs: 3_600_000,
	});
	t.notThrows(() => simulation.run());
	t.log(
		`complete after ${Math.round(simulation.scheduler.now / 1000)} s of virtual time`,
		`wasted ${simulation.leechers.map(({torrent}) => Math.round((100 * torrent.counters.wastedBytes) / simulation.content.length)).join(', ')} %`,
	);
});
