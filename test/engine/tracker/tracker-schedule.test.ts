import test from 'ava';
import type {TrackerEntry} from '../../../source/engine/tracker/tracker-entry.js';
import {trackerFailure} from '../../../source/engine/tracker/tracker-failure.js';
import {TrackerSchedule} from '../../../source/engine/tracker/tracker-schedule.js';
import type {AnnounceEvent, AnnounceResponse} from '../../../source/protocol/announce.js';

const second = 1000;
const minute = 60 * second;

/** The middle of the jitter, and an order within a tier that is as good as any. */
const middle = () => 0.5;

const a = 'http://a.example/announce';
const b = 'http://b.example/announce';
const c = 'udp://c.example:1';

const empty: AnnounceResponse = {
	intervalMs: 30 * minute,
	minIntervalMs: null,
	seeds: 1,
	leechers: 2,
	peers: [],
	warning: null,
	trackerId: null,
	externalIp: null,
};

/** A schedule with trackers that answer or not, on virtual time. */
class Trial {
	now = 0;
	readonly schedule: TrackerSchedule;
	/** Every announce: when, to whom, what. */
	readonly announces: Array<readonly [at: number, url: string, event: AnnounceEvent]> = [];
	readonly working = new Set<string>();
	response = empty;
	failure = trackerFailure('timeout', 'deadline has elapsed');

	constructor(tiers: ReadonlyArray<readonly string[]>, random = middle) {
		this.schedule = new TrackerSchedule(tiers, random);
		this.schedule.start(0);
	}

	/** Answers every announce at once until `until`. */
	run(until: number): void {
		for (;;) {
			for (let entry = this.due(); entry !== undefined; entry = this.due()) {
				this.begin(entry);
				this.end(entry);
			}
			const next = this.schedule.nextDeadline(this.now);
			if (next > until) {
				this.now = until;
				return;
			}
			this.now = next;
		}
	}

	due(): TrackerEntry | undefined {
		return this.schedule.nextDue(this.now);
	}

	begin(entry: TrackerEntry): void {
		const event = this.schedule.handleAnnounce(entry, this.now);
		this.announces.push([this.now, entry.url, event]);
	}

	end(entry: TrackerEntry): void {
		if (this.working.has(entry.url)) {
			const answer = {response: this.response, httpStatus: 200, dateSkewMs: null};
			this.schedule.handleAnswer(entry, answer, this.now);
		} else {
			this.schedule.handleFailure(entry, this.failure, this.now);
		}
	}

	entry(url: string): TrackerEntry {
		return this.schedule.entries.find(each => each.url === url)!;
	}
}

test('the first tracker that works is asked again at its interval, and no other is (BEP 12)', t => {
	const trial = new Trial([[a], [b]]);
	trial.working.add(a).add(b);
	trial.run(61 * minute);
	t.deepEqual(trial.announces, [
		[0, a, 'started'],
		[30 * minute, a, 'none'],
		[60 * minute, a, 'none'],
	]);
});

test('the next tier has its turn when all of a tier fail, at once', t => {
	const trial = new Trial([[a, b], [c]]);
	trial.working.add(c);
	trial.run(0);
	t.deepEqual(
		trial.announces
			.slice(0, 2)
			.map(([, url]) => url)
			.sort(),
		[a, b],
	);
	t.deepEqual(trial.announces[2], [0, c, 'started']);
	t.is(trial.announces.length, 3);
});

test('a tracker that fails is tried after 5, 15, 30, 60 s, then twice as long up to 30 min', t => {
	const trial = new Trial([[a]]);
	trial.run(5 * 3600 * second);
	const times = trial.announces.map(([at]) => at);
	const waits = times.slice(1).map((at, index) => at - times[index]!);
	t.deepEqual(
		waits.slice(0, 11).map(ms => ms / second),
		[5, 15, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800],
	);
	t.true(trial.announces.every(([, , event]) => event === 'started'));
});

test('the jitter of a back-off is a tenth either way', t => {
	for (const [random, first] of [
		[0, 4.5],
		[0.999_999, 5.5],
	] as const) {
		const trial = new Trial([[a]], () => random);
		trial.run(0);
		t.is(Math.round(trial.schedule.nextDeadline(0) / 10), first * 100);
	}
});

test('a failing tracker is tried at its own times while a later one works, and takes over when it is back', t => {
	const trial = new Trial([[a], [b]]);
	trial.working.add(b);
	trial.run(10 * second);
	t.deepEqual(trial.announces, [
		[0, a, 'started'],
		[0, b, 'started'],
		[5 * second, a, 'started'],
	]);
	trial.working.add(a);
	trial.announces.length = 0;
	trial.run(40 * minute);
	t.deepEqual(trial.announces, [
		[20 * second, a, 'started'],
		[30 * minute + 20 * second, a, 'none'],
	]);
});

test('a tracker that stops working is followed by the next at once', t => {
	const trial = new Trial([[a], [b]]);
	trial.working.add(a).add(b);
	trial.run(minute);
	trial.working.delete(a);
	trial.run(30 * minute);
	t.deepEqual(trial.announces.at(-1), [30 * minute, b, 'started']);
});

test('the order within a tier is shuffled once, and the tiers keep theirs', t => {
	const urls = Array.from({length: 6}, (_, at) => `http://${at}.example/`);
	const firsts = new Set<string>();
	for (let seed = 0; seed < 200; seed++) {
		let state = seed;
		const random = () => {
			state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
			return state / 2 ** 31;
		};
		const {entries} = new TrackerSchedule([urls, [c]], random);
		t.deepEqual(
			entries
				.slice(0, 6)
				.map(({url}) => url)
				.sort(),
			urls,
		);
		t.is(entries[6]!.url, c);
		firsts.add(entries[0]!.url);
	}
	t.is(firsts.size, 6);
});

test('a tracker that works goes to the front of its tier', t => {
	for (const working of [a, b]) {
		const trial = new Trial([[a, b], [c]]);
		trial.working.add(working);
		trial.run(0);
		t.is(trial.schedule.entries[0]!.url, working);
		t.is(trial.schedule.entries[2]!.url, c);
	}
	const trial = new Trial([[a], [b]]);
	trial.working.add(b);
	trial.run(0);
	t.deepEqual(
		trial.schedule.entries.map(({url}) => url),
		[a, b],
	);
});

test('no tracker is asked while another is being asked, unless that one is slow and new', t => {
	const trial = new Trial([[a], [b]]);
	const first = trial.due()!;
	trial.begin(first);
	t.is(trial.due(), undefined);
	t.is(trial.schedule.nextDeadline(0), 5 * second);
	trial.now = 5 * second;
	t.is(trial.due()?.url, b);
});

test('a tracker that worked before is waited for', t => {
	const trial = new Trial([[a], [b]]);
	trial.working.add(a);
	trial.run(minute);
	trial.now = 30 * minute;
	trial.begin(trial.due()!);
	trial.now += 14 * second;
	t.is(trial.due(), undefined);
	trial.working.clear();
	trial.end(trial.entry(a));
	t.is(trial.due()?.url, b);
});

test('completed is told once, now, to the tracker that works', t => {
	const trial = new Trial([[a], [b]]);
	trial.working.add(a).add(b);
	trial.run(minute);
	trial.schedule.handleCompleted(trial.now);
	trial.run(40 * minute);
	t.deepEqual(trial.announces, [
		[0, a, 'started'],
		[minute, a, 'completed'],
		[31 * minute, a, 'none'],
	]);
});

test('completed waits for the announce under way, and for a tracker to come back', t => {
	const trial = new Trial([[a]]);
	trial.working.add(a);
	const entry = trial.due()!;
	trial.begin(entry);
	trial.schedule.handleCompleted(trial.now);
	t.is(trial.due(), undefined);
	trial.end(entry);
	trial.working.clear();
	trial.run(second);
	t.deepEqual(trial.announces.at(-1), [0, a, 'completed']);
	trial.working.add(a);
	trial.run(40 * minute);
	t.deepEqual(
		trial.announces.slice(2).map(([, , event]) => event),
		['completed', 'none'],
	);
});

test('a tracker that never knew us is told started, not completed', t => {
	const trial = new Trial([[a]]);
	trial.run(second);
	trial.schedule.handleCompleted(trial.now);
	trial.working.add(a);
	trial.run(minute);
	t.deepEqual(trial.announces.at(-1), [5 * second, a, 'started']);
});

test('those that know us, or may, are told stopped, and a new start tells them started again', t => {
	const trial = new Trial([[a], [b]]);
	trial.working.add(b);
	trial.run(second);
	t.deepEqual(
		trial.schedule.stop().map(({url}) => url),
		[b],
	);
	trial.run(3600 * second);
	t.is(trial.announces.length, 2);
	trial.schedule.start(trial.now);
	trial.run(trial.now);
	t.deepEqual(
		trial.announces.slice(2).map(([, url, event]) => [url, event]),
		[
			[a, 'started'],
			[b, 'started'],
		],
	);
	const cut = new Trial([[a]]);
	cut.begin(cut.due()!);
	t.deepEqual(
		cut.schedule.stop().map(({url}) => url),
		[a],
	);
});

test('intervals are held between ten seconds and two hours', t => {
	for (const [intervalMs, minIntervalMs, expected] of [
		[0, null, 10 * second],
		[null, null, 30 * minute],
		[minute, null, minute],
		[minute, 5 * minute, 5 * minute],
		[24 * 60 * minute, null, 120 * minute],
	] as const) {
		const trial = new Trial([[a]]);
		trial.working.add(a);
		trial.response = {...empty, intervalMs, minIntervalMs};
		trial.run(0);
		t.is(trial.schedule.nextDeadline(0), expected);
		t.is(trial.entry(a).intervalMs, expected);
	}
});

test('a tracker that says when to come back is asked then, and never if it says so (BEP 31)', t => {
	const trial = new Trial([[a]]);
	trial.failure = trackerFailure('rejected', 'later', {retryInMs: 7 * minute});
	trial.run(0);
	t.is(trial.schedule.nextDeadline(0), 7 * minute);
	trial.failure = trackerFailure('rejected', 'go away', {retryInMs: 'never'});
	trial.run(7 * minute);
	t.is(trial.schedule.nextDeadline(trial.now), Number.POSITIVE_INFINITY);
	t.is(trial.entry(a).state, 'disabled');
	trial.run(100 * 3600 * second);
	t.is(trial.announces.length, 2);
});

test('the user can have trackers asked now, even disabled ones, but not in a flood', t => {
	const trial = new Trial([[a]]);
	trial.working.add(a);
	trial.run(minute);
	trial.schedule.announceNow(trial.now);
	trial.run(minute);
	t.is(trial.announces.length, 2);
	trial.now += second;
	trial.schedule.announceNow(trial.now);
	trial.run(trial.now);
	t.is(trial.announces.length, 2);
	trial.run(minute + 5 * second);
	t.is(trial.announces.length, 3);

	const disabled = new Trial([[a]]);
	disabled.failure = trackerFailure('rejected', 'go away', {retryInMs: 'never'});
	disabled.run(minute);
	disabled.schedule.announceNow(disabled.now);
	disabled.run(disabled.now);
	t.is(disabled.announces.length, 2);
});

test('a tracker the user added is asked beside those that work', t => {
	const trial = new Trial([[a], [b]]);
	trial.working.add(a).add(c);
	trial.run(second);
	t.is(trial.schedule.add(c, trial.now)?.tier, 2);
	t.is(trial.schedule.add(c, trial.now), undefined);
	t.is(trial.schedule.add(a, trial.now), undefined);
	trial.run(31 * minute);
	t.deepEqual(
		trial.announces.map(([, url]) => url),
		[a, c, a, c],
	);
});

test('what is shown is the tracker’s state without its passkey', t => {
	const url = 'https://t.example/0123456789abcdef0123456789abcdef/announce';
	const trial = new Trial([[url]]);
	const none = () => false;
	t.like(trial.entry(url).toView(none), {
		url: 'https://t.example/…/announce',
		state: 'idle',
		lastAnnounceAt: null,
		nextAnnounceAt: null,
		peers: null,
	});
	trial.failure = trackerFailure('rejected', 'unregistered 0123456789abcdef\n');
	trial.run(second);
	t.like(trial.entry(url).toView(none), {
		state: 'failing',
		failure: 'rejected',
		message: 'unregistered …\\x0a',
		failures: 1,
		lastAnnounceAt: 0,
		nextAnnounceAt: 5 * second,
	});
	trial.working.add(url);
	const peers = [
		{host: '1.2.3.4', port: 1},
		{host: '5.6.7.8', port: 2},
	];
	trial.response = {...empty, peers, warning: 'your key 0123456789abcdef0123456789abcdef is old'};
	trial.run(5 * second);
	t.like(
		trial.entry(url).toView(({host}) => host === '1.2.3.4'),
		{
			state: 'working',
			failure: null,
			failures: 0,
			message: 'your key … is old',
			seeds: 1,
			leechers: 2,
			peers: 2,
			ownAddresses: 1,
			nextAnnounceAt: 30 * minute + 5 * second,
		},
	);
});
