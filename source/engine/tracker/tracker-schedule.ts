import type {AnnounceEvent, AnnounceResponse} from '../../protocol/announce.js';
import {redactWords} from '../../protocol/tracker-url.js';
import type {TrackerAnswer} from './announce-call.js';
import {TrackerEntry} from './tracker-entry.js';
import type {TrackerFailure} from './tracker-failure.js';

/** What a tracker may want as an interval is held between these; it is the middle one when it says nothing. */
const minIntervalMs = 10_000;
const defaultIntervalMs = 30 * 60_000;
const maxIntervalMs = 2 * 3600_000;

/** The waits after the first failures in a row; from the last on they double up to the longest. */
const firstBackoffsMs = [5000, 15_000, 30_000, 60_000] as const;
const maxBackoffMs = 30 * 60_000;

/** A tracker that has not worked yet and takes longer holds up the next one no more. */
const slowAfterMs = 5000;

/** The user can't ask a tracker more often than this. */
const minPauseMs = 5000;

/**
 * Decides which tracker is asked when (BEP 12): pure, on the engine's clock.
 *
 * The torrent's trackers are tried from the first tier on, each tier in an order shuffled once, until one works; that one
 * goes to the front of its tier and is asked again at its interval. The next tier has its turn when all of a tier fail.
 * A tracker that failed is tried again after its own back-off, even while a later one works. A tracker the user added
 * stands beside this list and is always asked.
 */
export class TrackerSchedule {
	/** Lists that are gone through on their own: the torrent's tiers one behind the other, then the user's trackers. */
	readonly #lists: TrackerEntry[][] = [];
	readonly #random: () => number;
	#isRunning = false;
	#tiers: number;

	/** @param random numbers from 0 up to 1, for the order within a tier and the jitter */
	constructor(tiers: ReadonlyArray<readonly string[]>, random: () => number) {
		this.#random = random;
		this.#tiers = tiers.length;
		this.#lists.push(
			tiers.flatMap((urls, tier) => this.#shuffle(urls).map(url => new TrackerEntry(url, tier))),
		);
	}

	/** Every tracker: tier by tier, in the order they are tried. */
	get entries(): readonly TrackerEntry[] {
		return this.#lists.flat();
	}

	/** The torrent runs: every tracker that has its turn is told `started`. */
	start(now: number): void {
		this.#isRunning = true;
		for (const entry of this.entries) {
			entry.state = 'idle';
			entry.failures = 0;
			entry.owesCompleted = false;
			entry.nextAnnounceAt = now;
		}
	}

	/** The torrent stops. @returns the trackers to be told `stopped` */
	stop(): TrackerEntry[] {
		this.#isRunning = false;
		const told = this.entries.filter(
			entry =>
				entry.isStarted || (entry.state === 'announcing' && entry.announcedEvent === 'started'),
		);
		for (const entry of this.entries) {
			entry.state = 'idle';
			entry.isStarted = false;
		}
		return told;
	}

	/** One more tracker, a tier of its own; nothing when it is there already. */
	add(url: string, now: number): TrackerEntry | undefined {
		if (this.entries.some(entry => entry.url === url)) {
			return undefined;
		}
		const entry = new TrackerEntry(url, this.#tiers++);
		entry.nextAnnounceAt = now;
		this.#lists.push([entry]);
		return entry;
	}

	/** The user wants to hear from the trackers now, those included that said they don't. */
	announceNow(now: number): void {
		for (const entry of this.entries) {
			if (entry.state === 'disabled') {
				entry.state = 'failing';
			}
			const earliest = Number.isNaN(entry.lastAnnounceAt) ? now : entry.lastAnnounceAt + minPauseMs;
			entry.nextAnnounceAt = Math.min(entry.nextAnnounceAt, Math.max(now, earliest));
		}
	}

	/** All of the torrent is here now, and was not when it started. */
	handleCompleted(now: number): void {
		for (const entry of this.entries) {
			entry.owesCompleted = entry.isStarted || entry.state === 'announcing';
			if (entry.owesCompleted && entry.state === 'working') {
				entry.nextAnnounceAt = now;
			}
		}
	}

	/** The next tracker to ask now, if any; call again until there is none. */
	nextDue(now: number): TrackerEntry | undefined {
		return this.#lists
			.flatMap(list => this.#inTurn(list, now))
			.find(entry => entry.state !== 'announcing' && entry.nextAnnounceAt <= now);
	}

	/** When `nextDue` may have one again. */
	nextDeadline(now: number): number {
		return Math.min(
			Number.POSITIVE_INFINITY,
			...this.#lists
				.flatMap(list => this.#inTurn(list, now))
				.map(entry =>
					entry.state === 'announcing' ? entry.lastAnnounceAt + slowAfterMs : entry.nextAnnounceAt,
				)
				.filter(at => at > now),
		);
	}

	/** The tracker is being asked. @returns what to tell it */
	handleAnnounce(entry: TrackerEntry, now: number): AnnounceEvent {
		entry.state = 'announcing';
		entry.lastAnnounceAt = now;
		entry.announcedEvent = this.#eventFor(entry);
		if (entry.announcedEvent === 'completed') {
			entry.owesCompleted = false;
		}
		return entry.announcedEvent;
	}

	/** It answered. */
	handleAnswer(entry: TrackerEntry, answer: TrackerAnswer, now: number): void {
		const {response} = answer;
		entry.state = 'working';
		entry.isStarted = true;
		entry.failures = 0;
		entry.failure = null;
		entry.message = response.warning === null ? null : redactWords(response.warning, entry.url);
		entry.seeds = response.seeds;
		entry.leechers = response.leechers;
		entry.addresses = response.peers;
		entry.trackerId = response.trackerId ?? entry.trackerId;
		entry.httpStatus = answer.httpStatus;
		entry.dateSkewMs = answer.dateSkewMs;
		entry.intervalMs = intervalOf(response);
		entry.nextAnnounceAt = entry.owesCompleted ? now : now + entry.intervalMs;
		this.#promote(entry);
	}

	/** It failed, over every family it has. */
	handleFailure(entry: TrackerEntry, failure: TrackerFailure, now: number): void {
		entry.state = failure.retryInMs === 'never' ? 'disabled' : 'failing';
		entry.failures++;
		entry.failure = failure.failure;
		entry.message = redactWords(failure.message, entry.url);
		entry.httpStatus = failure.httpStatus;
		entry.owesCompleted ||= entry.announcedEvent === 'completed';
		const asked = failure.retryInMs === 'never' ? Number.POSITIVE_INFINITY : failure.retryInMs;
		entry.nextAnnounceAt = now + (asked ?? this.#backoffMs(entry.failures));
	}

	/** The trackers of a list whose turn it is: up to the first that works, or that is just being asked. */
	#inTurn(list: readonly TrackerEntry[], now: number): TrackerEntry[] {
		if (!this.#isRunning) {
			return [];
		}
		const usable = list.filter(entry => entry.state !== 'disabled');
		const last = usable.findIndex(entry =>
			entry.state === 'announcing'
				? entry.isWorking || now < entry.lastAnnounceAt + slowAfterMs
				: entry.state === 'working' || entry.nextAnnounceAt <= now,
		);
		return last < 0 ? usable : usable.slice(0, last + 1);
	}

	#eventFor(entry: TrackerEntry): AnnounceEvent {
		if (!entry.isStarted) {
			return 'started';
		}
		return entry.owesCompleted ? 'completed' : 'none';
	}

	/** To the front of its tier (BEP 12). */
	#promote(entry: TrackerEntry): void {
		const list = this.#lists.find(entries => entries.includes(entry))!;
		list.splice(list.indexOf(entry), 1);
		list.splice(list.filter(({tier}) => tier < entry.tier).length, 0, entry);
	}

	#backoffMs(failures: number): number {
		const last = firstBackoffsMs.length - 1;
		const doublings = Math.max(0, failures - 1 - last);
		const wait = firstBackoffsMs[Math.min(failures - 1, last)]! * 2 ** doublings;
		// A tenth either way, so that a tracker that comes back is not asked by everyone at once.
		return Math.min(maxBackoffMs, wait) * (0.9 + 0.2 * this.#random());
	}

	/** Fisher and Yates's. */
	#shuffle(urls: readonly string[]): string[] {
		const shuffled = [...urls];
		for (let at = shuffled.length - 1; at > 0; at--) {
			const other = Math.floor(this.#random() * (at + 1));
			[shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!];
		}
		return shuffled;
	}
}

function intervalOf({intervalMs, minIntervalMs: leastMs}: AnnounceResponse): number {
	const wished = Math.max(intervalMs ?? defaultIntervalMs, leastMs ?? 0);
	return Math.min(maxIntervalMs, Math.max(minIntervalMs, wished));
}
