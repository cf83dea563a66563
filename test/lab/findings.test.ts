import test from 'ava';
import {rules} from '../../source/diagnosis/rules.js';
import {unplayable} from '../../source/lab/playable.js';
import type {Scenario} from '../../source/lab/scenario.js';
import {scenarios} from '../../source/lab/scenarios/all.js';
import {unproducible} from '../../source/lab/scenarios/unproducible.js';
import {findingsTable} from './findings-table.js';
import {type Play, playScenario} from './scenario-play.js';

/** Scenarios that are played at a time: they wait more than they work. */
const atATime = 8;

/** Doctor's limit: the finding is told so many seconds after its predicate came true. */
const limitSeconds = 15;

/** Real seconds that starting an engine, or a machine with much else to do, may take besides. */
const slackSeconds = 2;

/** How long a scenario is watched for wrong findings after the right one was told, in its own seconds. */
const thereafter = 8;

/** A whole scenario that is about no finding is played for so long. */
const wholeSeconds = 90;

/** Short scenarios run at 0.4 of their own time, long ones as much faster as brings them to half a minute. */
function timeScaleOf({shows}: Scenario): number {
	return Math.min(0.4, 36 / ((shows?.after ?? wholeSeconds) + limitSeconds));
}

/** What they say of this machine is true whatever is played on it: one that is busy comes late. */
const aboutMachine = ['E35', 'E36'];

/** Not those that need a process of their own: test/commands/lab has them. */
const played = scenarios.filter(({us}) => us?.descriptorLimit === undefined);
const plays: Play[] = [];
const waiting: Array<() => void> = [];
let running = 0;

async function inTurn<Result>(action: () => Promise<Result>): Promise<Result> {
	if (running >= atATime) {
		await new Promise<void>(resolve => waiting.push(resolve));
	}
	running++;
	try {
		return await action();
	} finally {
		running--;
		waiting.shift()?.();
	}
}

function play(scenario: Scenario): Promise<Play> {
	const timeScale = timeScaleOf(scenario);
	const after = scenario.shows?.after ?? wholeSeconds;
	const within = after + limitSeconds + slackSeconds / timeScale;
	return inTurn(() => playScenario(scenario, {timeScale, within, thereafter}));
}

test('every finding has a scenario, or a reason why it has none', t => {
	const shown = scenarios.flatMap(({shows}) => (shows === undefined ? [] : [shows.id]));
	const ids = rules.map(({id}) => id);
	t.deepEqual([...new Set([...shown, ...Object.keys(unproducible)])].toSorted(), ids.toSorted());
	t.deepEqual(
		Object.keys(unproducible).filter(id => shown.includes(id)),
		[],
	);
	t.true(Object.values(unproducible).every(reason => reason.length > 20));
});

test('a scenario is named after its finding', t => {
	for (const {name, shows} of scenarios) {
		const isNamed = shows === undefined || name.startsWith(`${shows.id.toLowerCase()}-`);
		t.true(isNamed || name === 'flash-crowd', name);
	}
});

// The longest first, so that none of them is left for the end.
const byLength = played.toSorted((a, b) => (b.shows?.after ?? 0) - (a.shows?.after ?? 0));

for (const scenario of byLength) {
	const {name, shows} = scenario;
	test(`${name} shows ${shows?.id ?? 'that all is well'} and nothing that is wrong`, async t => {
		const problem = unplayable(scenario);
		if (problem !== undefined) {
			t.pass(`Skipped: ${problem}`);
			return;
		}
		const result = await play(scenario);
		plays.push(result);
		const right = shows === undefined ? [] : [shows.id, ...(shows.also ?? [])];
		const wrong = [...result.seen.values()].filter(
			({finding}) => ![...right, ...aboutMachine].includes(finding.id),
		);
		t.deepEqual(
			wrong.map(({finding}) => `${finding.id} ${finding.headline}`),
			[],
		);
		if (shows === undefined) {
			t.true(result.isComplete);
			return;
		}
		const told = result.seen.get(shows.id);
		t.not(told, undefined, `${shows.id} was not told in time`);
		t.is(result.headline, shows.id);
		t.true(told!.finding.evidence.length > 0);
	});
}

test.after.always(t => {
	t.log(`\n${findingsTable(plays)}`);
});
