import process from 'node:process';
import test from 'ava';
import {type BehaviourName, behaviours} from './behaviour.js';
import {Simulation} from './simulation.js';

/** Runs of each kind; `SIMULATION_SEEDS=200` meets what happens once in a hundred. */
const runs = Number(process.env['SIMULATION_SEEDS'] ?? 5);

for (const name of Object.keys(behaviours) as BehaviourName[]) {
	test(`a leecher with one seed completes beside peers that are ${name}`, t => {
		for (let seed = 1; seed <= runs; seed++) {
			const simulation = new Simulation(seed, {
				pieceCount: 1 + (seed % 12),
				seeds: 1,
				leechers: 1,
				scripted: {[name]: 1 + (seed % 3)},
				deadAddresses: 0,
				network: {breakShare: 0, slowest: 20_000},
				isRestless: false,
				limitMs: 900_000,
			});
			t.notThrows(() => simulation.run(), `seed ${seed}`);
		}
	});
}
