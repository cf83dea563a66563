import type {Severity} from '../store/finding.js';
import type {Metrics} from './metrics.js';
import {advise, duration, run} from './phrases.js';
import type {Rule, Verdict} from './rule.js';
import {
	describeTracker,
	hostOf,
	isFailing,
	isRejecting,
	placeOf,
	tallyFailures,
	wordsOf,
} from './tracker-trouble.js';

/** Above this a server's clock and ours can't both be right. Not a time anybody waits: it does not scale. */
const clockSkewMs = 300_000;

/** The sources' rules that are about trackers: E07–E10. */
export const trackerRules: readonly Rule[] = [
	{
		id: 'E07',
		class: 'sources',
		scope: 'running',
		reference: 'BEP 27 (private torrents)',
		judge: judgePrivate,
	},
	{
		id: 'E08',
		class: 'sources',
		scope: 'running',
		reference: 'BEP 3 (failure reason of a tracker)',
		judge: judgeRejected,
	},
	{
		id: 'E09',
		class: 'sources',
		scope: 'running',
		reference: 'BEP 12 (tiers of trackers), BEP 15 (UDP trackers)',
		judge: judgeUnreachable,
	},
	{
		id: 'E10',
		class: 'sources',
		scope: 'running',
		reference: 'RFC 9110 (Date), RFC 5280 (validity of certificates)',
		judge: judgeClock,
	},
];

/** Nothing comes in while the sources fail, unless peers came from elsewhere or nothing has to come in. */
function severityOf({peers, torrent}: Metrics): Severity {
	return peers.handshaken > 0 || torrent.state === 'seeding' ? 'warn' : 'error';
}

function judgePrivate(metrics: Metrics): Verdict {
	const {trackers} = metrics.sources;
	if (
		!metrics.torrent.isPrivate ||
		trackers.length === 0 ||
		!trackers.every(tracker => isFailing(tracker))
	) {
		return undefined;
	}
	const words = trackers.length === 1 ? wordsOf(trackers[0]!) : `all ${trackers.length} fail`;
	return {
		severity: severityOf(metrics),
		headline: `Private torrent, no working tracker: ${words}`,
		evidence: () => trackers.map(tracker => describeTracker(tracker, metrics.now)),
		actions: [
			advise('Fix the tracker: a private torrent may use no other source, the DHT never (BEP 27)'),
			run('Ask again', ':announce'),
		],
	};
}

function judgeRejected(metrics: Metrics): Verdict {
	const {trackers} = metrics.sources;
	if (trackers.length === 0 || !trackers.every(tracker => isRejecting(tracker))) {
		return undefined;
	}
	return {
		severity: severityOf(metrics),
		headline: `Tracker rejects this torrent: ${wordsOf(trackers[0]!)}`,
		evidence: () => trackers.map(tracker => describeTracker(tracker, metrics.now)),
		actions: [
			advise('Fetch the .torrent again: it may have been replaced or removed'),
			advise('Check your account at the tracker'),
			run('Ask again', ':announce'),
		],
	};
}

/** Every tier fails and not by rejection alone: one that can't be reached is what to look at first. */
function judgeUnreachable(metrics: Metrics): Verdict {
	const {trackers} = metrics.sources;
	const reachable = trackers.filter(tracker => tracker.failures < 2);
	if (
		trackers.length === 0 ||
		reachable.length > 0 ||
		trackers.every(tracker => isRejecting(tracker)) ||
		(isDateAtFault(metrics) && trackers.every(tracker => tracker.failure === 'tls-date'))
	) {
		return undefined;
	}
	const waits = trackers.map(tracker => (tracker.nextAnnounceAt ?? metrics.now) - metrics.now);
	const nextMs = Math.max(0, Math.min(...waits));
	return {
		severity: severityOf(metrics),
		headline: `Trackers unreachable: ${tallyFailures(trackers)}; next try ${nextMs === 0 ? 'now' : `in ${duration(nextMs)}`}`,
		evidence: () => trackers.map(tracker => describeTracker(tracker, metrics.now)),
		actions: [
			advise('Check DNS, VPN and firewall; it tries again by itself'),
			run('Try again now', ':announce'),
			metrics.torrent.isPrivate || metrics.settings.dht
				? run('Add a tracker that works', ':tracker ')
				: run('Let the DHT look for peers meanwhile', ':set dht=true'),
		],
	};
}

function judgeClock(metrics: Metrics): Verdict {
	const {trackers} = metrics.sources;
	const skews = trackers
		.map(tracker => tracker.dateSkewMs)
		.filter(skew => skew !== null)
		.toSorted((a, b) => Math.abs(a) - Math.abs(b));
	// Where one of them agrees with us, the others' clocks are the wrong ones.
	const skewMs = skews[0] ?? 0;
	const isSkewed = Math.abs(skewMs) > clockSkewMs;
	if (!isSkewed && !isDateAtFault(metrics)) {
		return undefined;
	}
	const isBehind = skewMs > 0;
	return {
		severity: severityOf(metrics),
		headline: isSkewed
			? `System clock is wrong by ${duration(Math.abs(skewMs))}: it is ${isBehind ? 'behind' : 'ahead'}`
			: 'System clock is wrong: certificates of several trackers are not valid at its date',
		evidence: () =>
			trackers
				.filter(({dateSkewMs, failure}) => dateSkewMs !== null || failure === 'tls-date')
				.map(({url, dateSkewMs, failure}) => ({
					text:
						failure === 'tls-date'
							? `${placeOf(url)}: its certificate is not valid at our date`
							: `${placeOf(url)}: its clock is ${duration(Math.abs(dateSkewMs!))} ${dateSkewMs! > 0 ? 'ahead of' : 'behind'} ours`,
					tracker: url,
				})),
		actions: [
			advise('Set the clock of this machine, best by NTP'),
			run('Ask the trackers again', ':announce'),
		],
	};
}

/** Certificates of two hosts can hardly both be out of date. */
function isDateAtFault({sources}: Metrics): boolean {
	const hosts = sources.trackers
		.filter(tracker => isFailing(tracker) && tracker.failure === 'tls-date')
		.map(tracker => hostOf(tracker.url));
	return new Set(hosts).size >= 2;
}
