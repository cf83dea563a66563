import test from 'ava';
import {scenarioLines} from '../../../source/commands/lab/scenario-list.js';

const scenario = {
	name: 'e99-example',
	summary:
		'a swarm that is only here to be listed, with a summary that needs more than a line of it',
	watch: 'Nothing at all.',
	peers: [],
};

test('without a width there is a line a scenario, its texts under each other', t => {
	t.deepEqual(scenarioLines([scenario, {...scenario, name: 'x'}], undefined), [
		`e99-example  ${scenario.summary}`,
		`x            ${scenario.summary}`,
	]);
});

test('within a width a text goes on under itself, whole and in order', t => {
	const lines = scenarioLines([scenario], 60);
	t.true(lines.length > 1);
	t.true(lines.every(line => line.length <= 60));
	t.is(lines.map(line => line.slice(13)).join(' '), scenario.summary);
	t.deepEqual(
		lines.slice(1).map(line => line.slice(0, 13)),
		lines.slice(1).map(() => ' '.repeat(13)),
	);
});
