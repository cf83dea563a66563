import process from 'node:process';
import {setImmediate} from 'node:timers/promises';
import test from 'ava';
import {planFrom, Simulation} from './simulation.js';

/** `SIMULATION_SEEDS=1000` runs as many, `SIMULATION_SEED=7` replays one. */
const {SIMULATION_SEEDS: count = '25', SIMULATION_SEED: only} = process.env;

/** Seeds of one test: enough to share the load between a few tests, and to see progress. */
const batch = 25;

function runSeed(seed: number): void {
	try {
		new Simulation(seed, planFrom(seed)).run();
	} catch (error) {
		const replay = `SIMULATION_SEED=${seed} npx ava dist/test/simulation/swarm.test.js`;
		throw new Error(`seed ${seed}: ${(error as Error).message}\nReplay it with: ${replay}`, {
			cause: error,
		});
	}
}

const seeds =
	only === undefined
		? Array.from({length: Number(count)}, (_, number) => number + 1)
		: [Number(only)];

for (let from = 0; from < seeds.length; from += batch) {
	const some = seeds.slice(from, from + batch);
	test.serial(
		`swarms of seeds ${some[0]} to ${some.at(-1)} complete, and every rule holds in them`,
		async t => {
			t.timeout(600_000);
			for (const seed of some) {
				runSeed(seed);
				// Lets the test runner hear of what is done.
				await setImmediate();
			}
			t.pass();
		},
	);
}
