import {notReadyReasons} from '../store/columns.js';
import {aboutPeer, peerLimit} from './evidence.js';
import type {Metrics} from './metrics.js';
import {advise, bytes, count, duration, rate, run, tally} from './phrases.js';
import {after, type Candidate, type Rule, type Verdict} from './rule.js';

const idleMs = 10_000;
const silenceMs = 15_000;
/** Nothing for this long is a rate of nought. */
const noRateMs = 5000;
/** A limit that held us back this often is the cause. */
const limiterShare = 0.5;
const diskShare = 0.3;

/** The transfer's rules about peers that let us ask and yet send nothing: E32, E33. */
export const unchokedRules: readonly Rule[] = [
	{
		id: 'E32',
		class: 'transfer',
		scope: 'downloading',
		reference: 'R9 and R12 (pipeline)',
		holdMs: 0,
		judge: judgeIdle,
	},
	{
		id: 'E33',
		class: 'transfer',
		scope: 'downloading',
		reference: 'R11 (timeouts and snubbing); guide: “deadline has elapsed”',
		judge: judgeNoData,
	},
];

function judgeIdle(metrics: Metrics): Verdict {
	const {peers, clocks} = metrics;
	return after(
		metrics,
		{elapsedMs: clocks.idleForMs, longerThanMs: idleMs, severity: 'warn'},
		(): Candidate => {
			const [cause, action] = idleCause(metrics);
			return {
				severity: 'warn',
				headline: `Unchoked by ${count(peers.usable, 'useful peer')} but not asking for ${duration(clocks.idleForMs)}: ${cause}`,
				evidence: () => usablePeers(metrics, row => idleWords(metrics, row)),
				actions: [action],
			};
		},
	);
}

/** It unchoked us and did not give what we asked, by REJECT or by letting time pass; it is left alone for a while (R20). */
function isRefusing({peerRows}: Metrics, row: number): boolean {
	return notReadyReasons[peerRows.value(row, 'notReadyReason')] === 'refuses requests';
}

function idleWords(metrics: Metrics, row: number): string {
	if (!isRefusing(metrics, row)) {
		return 'lets us ask, and nothing is asked';
	}
	const {peerRows} = metrics;
	const fate = tally([
		[peerRows.value(row, 'requestsRejected'), 'rejected'],
		[peerRows.value(row, 'requestsTimedOut'), 'timed out'],
	]);
	return `unchoked us and refuses what we ask${fate === '' ? '' : `: ${fate}`}`;
}

function idleCause(metrics: Metrics) {
	const {
		engine: {line, disk},
		settings,
	} = metrics;
	if (line.downLimitedShare > limiterShare) {
		const cap = settings.maxDown > 0 ? ` of ${rate(settings.maxDown)}` : '';
		return [
			`our rate limiter${cap} holds it back`,
			run('Lift the limit', ':set maxDown=0'),
		] as const;
	}
	if (disk.pressureShare > diskShare) {
		return [
			`the disk is behind with ${bytes(disk.unwrittenBytes)}`,
			advise('Use a faster disk, or run fewer torrents'),
		] as const;
	}
	const askable = selectUsable(metrics);
	if (askable.length > 0 && askable.every(row => isRefusing(metrics, row))) {
		const isOnly = askable.length === 1;
		return [
			`${isOnly ? 'it refuses' : 'they refuse'} what we ask`,
			run('Ask for other peers', ':announce'),
		] as const;
	}
	return [
		'the picker finds nothing to ask, which is a fault of unchoke',
		run('Write a help bundle and report it', ':bundle'),
	] as const;
}

/** Peers that would let us ask, longest connected first. */
function selectUsable({peerRows}: Metrics): number[] {
	return peerRows.select(
		row =>
			peerRows.value(row, 'piecesWanted') > 0 &&
			(peerRows.value(row, 'peerChoking') === 0 || peerRows.value(row, 'canDownload') === 1),
		'handshakeAt',
		peerLimit,
	);
}

function usablePeers(metrics: Metrics, words: (row: number) => string) {
	const {peerRows, now} = metrics;
	return selectUsable(metrics).map(row => {
		const ageMs = now - peerRows.value(row, 'lastPayloadInAt');
		const last = Number.isNaN(ageMs) ? 'no data so far' : `last data ${duration(ageMs)} ago`;
		return aboutPeer(metrics, row, `${words(row)}, ${last}`);
	});
}

function judgeNoData(metrics: Metrics): Verdict {
	const {peers, clocks, timeScale} = metrics;
	const isSilent = clocks.noPayloadForMs >= noRateMs * timeScale;
	if (peers.outstanding === 0 || !isSilent || peers.usable === 0 || peers.snubbed < peers.usable) {
		return undefined;
	}
	const waits = [clocks.oldestRequestForMs, clocks.noPayloadForMs];
	const elapsedMs = Math.max(...waits.filter(ms => !Number.isNaN(ms)));
	return after(
		metrics,
		{elapsedMs, atLeastMs: silenceMs, severity: 'warn'},
		(): Candidate => ({
			severity: 'warn',
			headline: `Unchoked, but no data comes: ${count(peers.outstanding, 'request')} out, nothing for ${duration(elapsedMs)}`,
			evidence: () => usablePeers(metrics, () => 'unchoked us and does not send (snubbed)'),
			actions: [
				advise('Wait: the requests are cancelled and asked elsewhere; the deadline is 60 s'),
				run('Ask for other peers', ':announce'),
			],
		}),
	);
}
