import test from 'ava';
import {candidate, type Difference, verdict} from './metrics-fixture.js';

test('E34 holds within a tenth of our own cap, and only with a cap', t => {
	const capped = (downBytesPerSecond: number, maxDown: number) =>
		verdict('E34', {engine: {line: {downBytesPerSecond}}, settings: {maxDown}});
	t.is(capped(900_000, 1_000_000), 'info');
	t.is(capped(899_999, 1_000_000), 'nothing');
	t.is(capped(900_000, 0), 'nothing');
});

test('E34 holds when the limiter blocked more than half of the ticks', t => {
	const limited = (downLimitedShare: number) =>
		verdict('E34', {
			engine: {line: {downBytesPerSecond: 10, downLimitedShare}},
			settings: {maxDown: 1_000_000},
		});
	t.is(limited(0.5), 'nothing');
	t.is(limited(0.51), 'info');
});

test('E34 looks at the upload of a torrent that seeds', t => {
	const seeding = {
		torrent: {state: 'seeding'},
		engine: {line: {upBytesPerSecond: 95_000}},
	} as const;
	t.is(verdict('E34', seeding, {settings: {maxUp: 100_000}}), 'info');
	t.is(verdict('E34', seeding, {settings: {maxDown: 100_000}}), 'nothing');
});

test('E35 holds over each of its three limits', t => {
	const disk = (difference: NonNullable<NonNullable<Difference['engine']>['disk']>) =>
		verdict('E35', {engine: {disk: difference}});
	t.is(disk({unwrittenBytes: 64 * 1024 * 1024}), 'nothing');
	t.is(disk({unwrittenBytes: 64 * 1024 * 1024 + 1}), 'warn');
	t.is(disk({pressureShare: 0.3}), 'nothing');
	t.is(disk({pressureShare: 0.301}), 'warn');
	t.is(disk({writeP95Ms: 500}), 'nothing');
	t.is(disk({writeP95Ms: 501}), 'warn');
});

test('E36 holds when the loop is late or the hash queue grows', t => {
	const processor = (loopLagP95Ms: number, isHashQueueGrowing: boolean) =>
		verdict('E36', {engine: {processor: {loopLagP95Ms, isHashQueueGrowing}}});
	t.is(processor(100, false), 'nothing');
	t.is(processor(101, false), 'warn');
	t.is(processor(0, true), 'warn');
});

test('the measures of disk and processor do not shrink with the time scale', t => {
	t.is(verdict('E35', {timeScale: 0.01, engine: {disk: {writeP95Ms: 12}}}), 'nothing');
	t.is(verdict('E36', {timeScale: 0.01, engine: {processor: {loopLagP95Ms: 6}}}), 'nothing');
});

/** Upload at the line, answers late, download down. */
const saturated: Difference = {
	engine: {
		line: {
			upBytesPerSecond: 95_000,
			peakUpBytesPerSecond: 100_000,
			recentRttMs: 60,
			lowestRttMs: 40,
			recentDownBytesPerSecond: 700_000,
			peakDownBytesPerSecond: 1_000_000,
		},
	},
};

test('E37 needs all three: a full upload, longer round trips and less download', t => {
	t.is(verdict('E37', saturated), 'warn');
	t.is(verdict('E37', saturated, {engine: {line: {upBytesPerSecond: 94_999}}}), 'nothing');
	t.is(verdict('E37', saturated, {engine: {line: {recentRttMs: 59}}}), 'nothing');
	t.is(verdict('E37', saturated, {engine: {line: {recentDownBytesPerSecond: 700_001}}}), 'nothing');
	t.is(candidate('E37', saturated).actions[0]!.command, ':set maxUp=80000');
});

test('E37 is silent while nothing is uploaded at all', t => {
	const nothing = {engine: {line: {upBytesPerSecond: 0, peakUpBytesPerSecond: 0}}};
	t.is(verdict('E37', saturated, nothing), 'nothing');
});

test('E37 is silent before a minute of watching, without a measure, and at our own cap', t => {
	t.is(verdict('E37', saturated, {engine: {line: {peakUpBytesPerSecond: Number.NaN}}}), 'nothing');
	t.is(verdict('E37', saturated, {engine: {line: {lowestRttMs: Number.NaN}}}), 'nothing');
	t.is(verdict('E37', saturated, {settings: {maxUp: 100_000}}), 'nothing');
});
