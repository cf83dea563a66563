import type {Metrics} from './metrics.js';
import {advise, bytes, count, percent, rate, run} from './phrases.js';
import type {Rule, Verdict} from './rule.js';

// Measures of this machine and line: nobody waits for them, so the time scale leaves them alone.
const longQueueBytes = 64 * 1024 * 1024;
const diskShare = 0.3;
const slowWriteMs = 500;
const lateLoopMs = 100;
/** This close to a cap or to the line is at it. */
const capShare = 0.9;
const lineShare = 0.95;
const limiterShare = 0.5;
/** A round trip this much longer, and a download this much lower, than the best of the window. */
const risenRtt = 1.5;
const fallenDown = 0.7;
/** What an upload cap should leave of the line. */
const sparing = 0.8;

/** The transfer's rules about what limits its speed: E34–E37. */
export const throughputRules: readonly Rule[] = [
	{
		id: 'E34',
		class: 'transfer',
		scope: 'running',
		reference: 'readme, settings maxDown and maxUp',
		judge: judgeCap,
	},
	{
		id: 'E35',
		class: 'transfer',
		scope: 'running',
		reference: 'guide: Check System Resources',
		judge: judgeDisk,
	},
	{
		id: 'E36',
		class: 'transfer',
		scope: 'running',
		reference: 'guide: Check System Resources',
		judge: judgeProcessor,
	},
	{
		id: 'E37',
		class: 'transfer',
		scope: 'running',
		reference: 'BEP 29 (delay under load)',
		judge: judgeLine,
	},
];

/** The direction that matters: a complete torrent can only be limited in giving. */
function judgeCap({torrent, settings, engine: {line}, rates}: Metrics): Verdict {
	const isSeeding = torrent.state === 'seeding';
	const name = isSeeding ? 'maxUp' : 'maxDown';
	const cap = settings[name];
	const total = isSeeding ? line.upBytesPerSecond : line.downBytesPerSecond;
	const own = isSeeding ? rates.upBytesPerSecond : rates.downBytesPerSecond;
	const share = isSeeding ? line.upLimitedShare : line.downLimitedShare;
	const isAtCap = total >= capShare * cap && own > 0;
	if (cap === 0 || !(isAtCap || share > limiterShare)) {
		return undefined;
	}
	return {
		severity: 'info',
		headline: `Limited by your own rate cap: ${rate(total)} of ${rate(cap)}`,
		evidence: () => [
			{
				text: `All torrents together ${isSeeding ? 'send' : 'receive'} ${rate(total)}; ${name} is ${rate(cap)}`,
			},
			{text: `The limiter held us back ${percent(share)} of the time`},
		],
		actions: [run('Lift the cap', `:set ${name}=0`), run('Set another', `:set ${name}=`)],
	};
}

function judgeDisk({engine: {disk}}: Metrics): Verdict {
	const {unwrittenBytes, pressureShare, writeP95Ms} = disk;
	const causes = [
		...(unwrittenBytes > longQueueBytes ? [`${bytes(unwrittenBytes)} wait to be written`] : []),
		...(pressureShare > diskShare
			? [`it held the download back ${percent(pressureShare)} of the time`]
			: []),
		...(writeP95Ms > slowWriteMs
			? [`one write in twenty takes over ${Math.round(writeP95Ms)} ms`]
			: []),
	];
	if (causes.length === 0) {
		return undefined;
	}
	return {
		severity: 'warn',
		headline: `Disk-bound: ${causes[0]}`,
		evidence: () => causes.map(text => ({text: `The disk is the limit: ${text}`})),
		actions: [advise('Save to a faster disk'), run('Run fewer torrents: pause this one', ':pause')],
	};
}

function judgeProcessor({engine: {processor}}: Metrics): Verdict {
	const {loopLagP95Ms, hashQueuePieces, isHashQueueGrowing} = processor;
	const causes = [
		...(loopLagP95Ms > lateLoopMs
			? [`the engine comes late by ${Math.round(loopLagP95Ms)} ms`]
			: []),
		...(isHashQueueGrowing
			? [`${count(hashQueuePieces, 'piece')} wait for their hash, and ever more`]
			: []),
	];
	if (causes.length === 0) {
		return undefined;
	}
	return {
		severity: 'warn',
		headline: `CPU-bound: ${causes[0]}`,
		evidence: () => causes.map(text => ({text: `This machine is the limit: ${text}`})),
		actions: [
			run('Limit the download', ':set maxDown='),
			run('Draw the screen less often', ':set refresh=1'),
		],
	};
}

function judgeLine({engine: {line}, settings}: Metrics): Verdict {
	const {upBytesPerSecond, peakUpBytesPerSecond, peakDownBytesPerSecond} = line;
	const {recentDownBytesPerSecond, recentRttMs, lowestRttMs} = line;
	// At our own cap the peak is the cap, and tells nothing about the line.
	const isCapped = settings.maxUp > 0 && peakUpBytesPerSecond >= capShare * settings.maxUp;
	const isFull = upBytesPerSecond > 0 && upBytesPerSecond >= lineShare * peakUpBytesPerSecond;
	const hasRisen = recentRttMs >= risenRtt * lowestRttMs;
	const hasFallen = recentDownBytesPerSecond <= fallenDown * peakDownBytesPerSecond;
	if (isCapped || !isFull || !hasRisen || !hasFallen) {
		return undefined;
	}
	const cap = Math.round((sparing * peakUpBytesPerSecond) / 1000) * 1000;
	return {
		severity: 'warn',
		headline: `Upload saturates the line: ${rate(upBytesPerSecond)} up, answers ${Math.round(recentRttMs)} ms instead of ${Math.round(lowestRttMs)}, download down to ${rate(recentDownBytesPerSecond)}`,
		evidence: () => [
			{text: `Upload ${rate(upBytesPerSecond)}, the most seen is ${rate(peakUpBytesPerSecond)}`},
			{text: `Round trips rose from ${Math.round(lowestRttMs)} to ${Math.round(recentRttMs)} ms`},
			{
				text: `Download fell from ${rate(peakDownBytesPerSecond)} to ${rate(recentDownBytesPerSecond)}`,
			},
		],
		actions: [run('Cap the upload near 80 % of the line', `:set maxUp=${cap}`)],
	};
}
