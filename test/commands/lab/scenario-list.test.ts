import test from 'ava';
import {scenarioTable} from '../../../source/commands/lab/scenario-list.js';

const scenario = {
	name: 'e99-example',
	summary: 'a swarm that is only here to be listed',
	watch: 'Nothing at all. It goes on for long enough to need more than one line of the table.',
	peers: [],
};

test('without a width there is a row a scenario', t => {
	const {rows} = scenarioTable([scenario, {...scenario, name: 'x'}], undefined);
	t.deepEqual(rows, [
		[scenario.name, scenario.summary, scenario.watch],
		['x', scenario.summary, scenario.watch],
	]);
});

test('within a width the texts go on in further rows, whole and in order', t => {
	const {rows} = scenarioTable([scenario], 80);
	t.true(rows.length > 1);
	const texts = [0, 1, 2].map(at =>
		rows
			.map(row => row[at])
			.filter(Boolean)
			.join(' '),
	);
	t.deepEqual(texts, [scenario.name, scenario.summary, scenario.watch]);
	for (const row of rows) {
		t.true(row.reduce((sum, cell) => sum + cell.length + 3, 1) <= 80, row.join('|'));
	}
});
