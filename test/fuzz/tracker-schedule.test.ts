import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import {trackerFailure} from '../../source/engine/tracker/tracker-failure.js';
import {TrackerSchedule} from '../../source/engine/tracker/tracker-schedule.js';

/** What happens to the announce that is next. */
const fate = fc.oneof(
	fc.record({
		intervalMs: fc.option(fc.integer({min: 0, max: 10 ** 8})),
		minIntervalMs: fc.option(fc.integer({min: 0, max: 10 ** 8})),
		tookMs: fc.nat(14_000),
	}),
	fc.record({
		retryInMs: fc.constantFrom(null, null, null, 60_000, 'never' as const),
		tookMs: fc.nat(15_000),
	}),
);

const tiers = fc
	.array(fc.integer({min: 1, max: 4}), {minLength: 1, maxLength: 5})
	.map(sizes =>
		sizes.map((size, tier) =>
			Array.from({length: size}, (_, at) => `http://${tier}-${at}.example/`),
		),
	);

test('whatever the trackers do, none is asked in a loop, and one is always waited for', t => {
	t.notThrows(() =>
		fc.assert(
			fc.property(tiers, fc.array(fate, {maxLength: 100}), fc.nat(), (urls, fates, seed) => {
				let state = seed;
				const random = () => {
					state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
					return state / 2 ** 31;
				};
				const schedule = new TrackerSchedule(urls, random);
				let now = 0;
				schedule.start(now);
				const endedAt = new Map<string, number>();
				for (const each of fates) {
					const entry = schedule.nextDue(now);
					if (entry === undefined) {
						const next = schedule.nextDeadline(now);
						assert.ok(next > now);
						if (next === Number.POSITIVE_INFINITY) {
							assert.ok(schedule.entries.every(({state: is}) => is === 'disabled'));
							return;
						}
						now = next;
						continue;
					}
					assert.ok(now - (endedAt.get(entry.url) ?? -5000) >= 4500);
					schedule.handleAnnounce(entry, now);
					now += each.tookMs;
					endedAt.set(entry.url, now);
					if ('retryInMs' in each) {
						const {retryInMs} = each;
						schedule.handleFailure(entry, trackerFailure('timeout', 'x', {retryInMs}), now);
					} else {
						const {intervalMs, minIntervalMs} = each;
						const rest = {seeds: 0, leechers: 0, peers: [], warning: null};
						const response = {
							...rest,
							intervalMs,
							minIntervalMs,
							trackerId: null,
							externalIp: null,
						};
						schedule.handleAnswer(entry, {response, httpStatus: 200, dateSkewMs: null}, now);
					}
				}
			}),
			{numRuns: 500},
		),
	);
});
