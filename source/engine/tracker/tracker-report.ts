import prettyMilliseconds from 'pretty-ms';
import type {TrackerEntry} from './tracker-entry.js';

/** The log's sentence on a tracker that answered. */
export function describeAnswer({
	shownUrl,
	addresses,
	seeds,
	leechers,
	message,
	intervalMs,
}: TrackerEntry): string {
	const peers = count(addresses?.length ?? 0, 'peer');
	const counts =
		seeds === null && leechers === null
			? ''
			: ` (${count(seeds ?? 0, 'seed')}, ${count(leechers ?? 0, 'leecher')})`;
	const warning = message === null ? '' : `; it warns: ${message}`;
	return `Tracker ${shownUrl} gave ${peers}${counts}, next announce in ${duration(intervalMs ?? 0)}${warning}`;
}

/** The log's sentence on a tracker that failed. */
export function describeFailure(
	{shownUrl, message, failure, state, nextAnnounceAt}: TrackerEntry,
	now: number,
): string {
	const what = failure === 'rejected' ? 'refuses' : 'failed';
	const next =
		state === 'disabled'
			? 'it does not want to be asked again'
			: `next try in ${duration(nextAnnounceAt - now)}`;
	return `Tracker ${shownUrl} ${what}: ${message}; ${next}`;
}

function duration(ms: number): string {
	return prettyMilliseconds(Math.round(ms / 1000) * 1000);
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
