import type {TrackerView} from '../store/engine-port.js';
import type {Evidence} from '../store/finding.js';
import {duration, tally} from './phrases.js';

/** HTTP answers that mean the torrent or the account, not the server. */
const refusingStatuses: ReadonlySet<number> = new Set([401, 403, 404, 410]);
/** Failure reasons that ask for patience: no word about the torrent. */
const temporary =
	/try again|retry|too (?:many|fast|often|soon)|rate.?limit|overload|busy|maintenance|temporar|slow down|\bwait\b/iu;

const failureWords = {
	dns: 'not found by name (DNS)',
	timeout: 'timed out (deadline has elapsed)',
	refused: 'refused the connection',
	unreachable: 'unreachable',
	tls: 'failed at TLS',
	'tls-date': 'failed at TLS: certificate not valid at our date',
	// With a status it is told by that.
	http: 'closed the connection before the answer',
	rejected: 'refused in its own words',
	invalid: 'answered rubbish',
} as const satisfies Record<NonNullable<TrackerView['failure']>, string>;

/** Its last announces failed; it may be trying again right now. */
export function isFailing(tracker: TrackerView): boolean {
	return tracker.failures > 0;
}

/** Its last announce was answered with a list of peers, maybe an empty one. */
export function hasAnswered(tracker: TrackerView): boolean {
	return tracker.failures === 0 && tracker.peers !== null;
}

/** It does not want this torrent or this account: unregistered, not found, unauthorised, banned. */
export function isRejecting(tracker: TrackerView): boolean {
	if (!isFailing(tracker)) {
		return false;
	}
	return tracker.failure === 'http'
		? tracker.httpStatus !== null && refusingStatuses.has(tracker.httpStatus)
		: tracker.failure === 'rejected' && !temporary.test(tracker.message ?? '');
}

/** Nobody has asked it since the torrent runs. */
export function isIdle(tracker: TrackerView): boolean {
	return tracker.state === 'idle' && !isFailing(tracker) && !hasAnswered(tracker);
}

/** Why one of `trackers` is not asked: they are gone through tier by tier until one works (BEP 12). */
export function whyIdle(tracker: TrackerView, trackers: readonly TrackerView[]): string {
	const working = trackers.filter(other => hasAnswered(other) && other.tier <= tracker.tier);
	if (working.length === 0) {
		return 'not asked yet: its turn comes when those before it fail';
	}
	const isOfItsTier = working.some(({tier}) => tier === tracker.tier);
	const which = isOfItsTier ? 'another of its tier' : 'one of an earlier tier';
	return `not asked: ${which} works, so it is kept in reserve`;
}

/** Addresses of others in its last answer. */
export function othersOf(tracker: TrackerView): number {
	return Math.max(0, (tracker.peers ?? 0) - (tracker.ownAddresses ?? 0));
}

/** Host name or address, without port. */
export function hostOf(url: string): string {
	return /^[a-z]+:\/\/(\[[^\]]*\]|[^/:?#]*)/iu.exec(url)?.[1] ?? url;
}

/** Host and port: what tells the trackers of one torrent apart. */
export function placeOf(url: string): string {
	return /^[a-z]+:\/\/(?:[^@/?#]*@)?(\[[^\]]*\](?::\d+)?|[^/?#]*)/iu.exec(url)?.[1] ?? url;
}

/** `2 timed out (…), 1 answered HTTP 503`. */
export function tallyFailures(trackers: readonly TrackerView[]): string {
	const kinds = new Map<string, number>();
	for (const {failure, httpStatus} of trackers) {
		const words =
			failure === 'http' && httpStatus !== null
				? `answered HTTP ${httpStatus}`
				: failureWords[failure ?? 'invalid'];
		kinds.set(words, (kinds.get(words) ?? 0) + 1);
	}
	return tally([...kinds].map(([words, number]) => [number, words]));
}

/** What it said last, as a quotation, or the class of its failure. */
export function wordsOf(tracker: TrackerView): string {
	if (tracker.message !== null && tracker.message !== '') {
		return `“${tracker.message}”`;
	}
	return tracker.failure === null ? 'no answer yet' : failureWords[tracker.failure];
}

/** One tracker's trouble. */
export function describeTracker(tracker: TrackerView, now: number): Evidence {
	const tries = tracker.failures === 1 ? 'once' : `${tracker.failures} times`;
	const next =
		tracker.nextAnnounceAt !== null && tracker.nextAnnounceAt > now
			? `, next try in ${duration(tracker.nextAnnounceAt - now)}`
			: '';
	return {
		text: `${placeOf(tracker.url)}: ${wordsOf(tracker)}; failed ${tries}${next}`,
		tracker: tracker.url,
	};
}
