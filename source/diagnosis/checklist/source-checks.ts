import type {TrackerView} from '../../store/engine-port.js';
import {count, duration, tally} from '../phrases.js';
import {
	hasAnswered,
	isFailing,
	isIdle,
	tallyFailures,
	whyIdle,
	wordsOf,
} from '../tracker-trouble.js';
import type {Check, CheckFacts, Look} from './check.js';

/** Trackers told one by one. */
const trackerLimit = 8;

/** Where addresses of peers come from. */
export const sourceChecks: readonly Check[] = [
	{
		id: 'trackers',
		label: 'Trackers',
		rules: ['E06', 'E07', 'E08', 'E09', 'E10', 'E11', 'E13', 'E38'],
		look: lookAtTrackers,
	},
	{id: 'dht', label: 'DHT', rules: ['E12'], look: lookAtDht},
	{id: 'addresses', label: 'Addresses', rules: ['E22'], look: lookAtAddresses},
];

function lookAtTrackers({sample, state, row}: CheckFacts): Look {
	if (!state.settings.trackers) {
		return {mark: 'off', text: 'switched off'};
	}
	if (sample === null) {
		return {mark: 'waiting', text: 'not asked yet'};
	}
	const {trackers} = sample;
	if (trackers.length === 0) {
		return {mark: 'off', text: 'the torrent has none'};
	}
	const details = trackers
		.slice(0, trackerLimit)
		.map(tracker => describe(tracker, trackers, state.now));
	if (trackers.length > trackerLimit) {
		details.push(`and ${trackers.length - trackerLimit} more`);
	}
	const answered = trackers.filter(tracker => hasAnswered(tracker));
	const failing = trackers.filter(tracker => isFailing(tracker));
	const idle = trackers.filter(tracker => isIdle(tracker));
	const asked = trackers.length - idle.length;
	const rest = idle.length > 0 ? `, ${idle.length} not asked` : '';
	if (answered.length > 0) {
		const verb = answered.length === 1 ? 'works' : 'work';
		const of = asked > 1 ? `${answered.length} of ${asked} ${verb}` : 'it works';
		return {mark: 'good', text: `${of}${rest}: ${swarmText(row)}`, details};
	}
	return failing.length > 0
		? {mark: 'waiting', text: tallyFailures(failing), details}
		: {mark: 'waiting', text: `asking ${count(asked, 'tracker')}${rest}`, details};
}

/** What the trackers say of the whole swarm. */
function swarmText({swarmSeeds, swarmLeechers}: CheckFacts['row']): string {
	return Number.isNaN(swarmSeeds) && Number.isNaN(swarmLeechers)
		? 'it gives no counts'
		: `${count(swarmSeeds || 0, 'seed')}, ${count(swarmLeechers || 0, 'leecher')} in the swarm`;
}

function describe(tracker: TrackerView, trackers: readonly TrackerView[], now: number): string {
	const next =
		tracker.nextAnnounceAt !== null && tracker.nextAnnounceAt > now
			? `; again in ${duration(tracker.nextAnnounceAt - now)}`
			: '';
	if (isFailing(tracker)) {
		const times = tracker.failures === 1 ? '' : `, ${tracker.failures} times in a row`;
		return `${tracker.url}: ${wordsOf(tracker)}${times}${next}`;
	}
	if (hasAnswered(tracker)) {
		const own = tracker.ownAddresses ? `, ${tracker.ownAddresses} of them our own` : '';
		const warning = tracker.message === null ? '' : `; it says ${wordsOf(tracker)}`;
		const given = count(tracker.peers ?? 0, 'address', 'addresses');
		return `${tracker.url}: gave ${given}${own}${warning}${next}`;
	}
	switch (tracker.state) {
		case 'announcing':
			return `${tracker.url}: asked, no answer yet`;
		case 'disabled':
			return `${tracker.url}: does not want to be asked again`;
		default:
			return `${tracker.url}: ${whyIdle(tracker, trackers)}`;
	}
}

function lookAtDht({state: {settings, engineRow}, identity, row}: CheckFacts): Look {
	if (!settings.dht) {
		return {mark: 'off', text: 'switched off'};
	}
	if (identity?.isPrivate) {
		return {mark: 'off', text: 'a private torrent uses none (BEP 27)'};
	}
	if (engineRow === null || !(engineRow.dhtAgeMs > 0)) {
		return {mark: 'off', text: 'not running: this version has none'};
	}
	const nodes = count(engineRow.dhtNodes, 'node');
	const found = `${count(row.dhtRounds, 'lookup')} gave ${count(row.dhtPeers, 'address', 'addresses')}`;
	return {mark: engineRow.dhtNodes > 0 ? 'good' : 'waiting', text: `${nodes}; ${found}`};
}

function lookAtAddresses({state: {detail}, row}: CheckFacts): Look {
	const known = row.candidates + row.connecting + row.connected;
	const sources = detail?.torrentId === row.id ? detail.sources : [];
	const from = sources
		.filter(({found}) => found > 0)
		.map(({source, found, connected}) => `${source} ${found} (${connected} connected)`);
	const held = tally([
		[row.candidatesUntried, 'not tried yet'],
		[row.candidatesLimited, 'held back by our limits'],
		[row.candidatesFiltered, 'banned or filtered'],
	]);
	const text = [
		count(known, 'address', 'addresses'),
		...(from.length > 0 ? [`from ${from.join(', ')}`] : []),
		...(held === '' ? [] : [held]),
	].join('; ');
	return known === 0 ? {mark: 'waiting', text: 'none known yet'} : {mark: 'good', text: `${text}`};
}
