import test from 'ava';
import {
	describeTracker,
	hasAnswered,
	hostOf,
	isFailing,
	isRejecting,
	othersOf,
	placeOf,
	tallyFailures,
	wordsOf,
} from '../../source/diagnosis/tracker-trouble.js';
import {failingTracker, now, tracker} from './metrics-fixture.js';

test('a tracker answered when its last announce worked, even with an empty list', t => {
	t.true(hasAnswered(tracker({peers: 0})));
	t.false(hasAnswered(tracker({peers: null})), 'never asked');
	t.false(hasAnswered(tracker({failures: 1})), 'an older answer');
	t.true(isFailing(failingTracker({state: 'announcing'})));
});

for (const [message, expected] of [
	['Torrent not registered with this tracker', true],
	['unregistered torrent', true],
	['Invalid passkey', true],
	['Your account is banned', true],
	['Too many requests, slow down', false],
	['Please try again in 5 minutes', false],
	['Tracker is overloaded', false],
	['Rate limited', false],
] as const) {
	test(`“${message}” is ${expected ? 'a refusal' : 'no refusal'} of the torrent`, t => {
		t.is(isRejecting(failingTracker({failure: 'rejected', message})), expected);
	});
}

test('a refusal that was followed by an answer is none', t => {
	t.false(isRejecting(tracker({failure: 'rejected', message: 'unregistered torrent'})));
});

test('others are the addresses given that are not ours', t => {
	t.is(othersOf(tracker({peers: 5, ownAddresses: 2})), 3);
	t.is(othersOf(tracker({peers: null, ownAddresses: null})), 0);
	t.is(othersOf(tracker({peers: 1, ownAddresses: 2})), 0);
});

test('the host is what a person calls the tracker', t => {
	t.is(hostOf('http://tracker.example:80/announce'), 'tracker.example');
	t.is(hostOf('udp://[2001:db8::1]:6969/announce'), '[2001:db8::1]');
	t.is(hostOf('https://t.example'), 't.example');
	t.is(hostOf('rubbish'), 'rubbish');
	t.is(placeOf('http://tracker.example:80/announce'), 'tracker.example:80');
	t.is(placeOf('udp://[2001:db8::1]:6969/announce'), '[2001:db8::1]:6969');
	t.is(placeOf('https://t.example?x'), 't.example');
	t.is(placeOf('http://…@t.example:8080/x'), 't.example:8080');
	t.is(placeOf('rubbish'), 'rubbish');
});

test('words are quoted, classes are spelled out', t => {
	t.is(wordsOf(failingTracker({message: 'no such torrent'})), '“no such torrent”');
	t.is(wordsOf(failingTracker({failure: 'dns'})), 'not found by name (DNS)');
	t.is(
		tallyFailures([
			failingTracker({failure: 'http', httpStatus: 503}),
			failingTracker({failure: 'http', httpStatus: null}),
		]),
		'1 answered HTTP 503, 1 closed the connection before the answer',
	);
	t.is(
		tallyFailures([failingTracker({}), failingTracker({failure: 'refused'}), failingTracker({})]),
		'2 timed out (deadline has elapsed), 1 refused the connection',
	);
});

test('a tracker’s trouble leads to it and tells tries and next try', t => {
	t.deepEqual(describeTracker(failingTracker({failures: 1, nextAnnounceAt: now + 5000}), now), {
		text: 'tracker.example: timed out (deadline has elapsed); failed once, next try in 5s',
		tracker: 'http://tracker.example/announce',
	});
	t.regex(describeTracker(failingTracker({nextAnnounceAt: null}), now).text, /failed 2 times$/u);
});
