import test from 'ava';
import {reachedSeedingGoal} from '../../../source/engine/torrent/seeding-goal.js';

test('without a goal seeding goes on', t => {
	t.is(reachedSeedingGoal({seedRatio: 0, seedTime: 0}, {ratio: 1e6, seedingMs: 1e12}), undefined);
});

test('a ratio ends it at the ratio, not before', t => {
	const goal = {seedRatio: 1.5, seedTime: 0};
	t.is(reachedSeedingGoal(goal, {ratio: 1.499, seedingMs: 0}), undefined);
	t.regex(reachedSeedingGoal(goal, {ratio: 1.5, seedingMs: 0})!, /ratio of 1\.5/);
});

test('a time ends it at the time, not before', t => {
	const goal = {seedRatio: 0, seedTime: 60_000};
	t.is(reachedSeedingGoal(goal, {ratio: 9, seedingMs: 59_999}), undefined);
	t.regex(reachedSeedingGoal(goal, {ratio: 0, seedingMs: 60_000})!, /60 s/);
});
