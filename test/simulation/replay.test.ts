import test from 'ava';
import {planFrom, Simulation} from './simulation.js';

function logOf(seed: number): string[] {
	const simulation = new Simulation(seed, planFrom(seed));
	simulation.run();
	return simulation.clients.flatMap(({host, events}) => events.map(({text}) => `${host} ${text}`));
}

test('a seed replays a run to the last event', t => {
	const first = logOf(12);
	t.true(first.length > 100);
	t.deepEqual(logOf(12), first);
	t.notDeepEqual(logOf(13), first);
});
