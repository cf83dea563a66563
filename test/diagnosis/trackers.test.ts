import test from 'ava';
import {candidate, failingTracker, now, tracker, verdict} from './metrics-fixture.js';

const nobody = {peers: {handshaken: 0, outgoing: 0}} as const;

function trackers(...list: Array<ReturnType<typeof tracker>>) {
	return {sources: {trackers: list}};
}

test('E07 holds for a private torrent once every tracker fails', t => {
	const failing = trackers(failingTracker({failures: 1}), failingTracker({failures: 1}));
	const half = trackers(failingTracker({}), tracker());
	t.is(verdict('E07', nobody, failing, {torrent: {isPrivate: true}}), 'error');
	t.is(verdict('E07', nobody, half, {torrent: {isPrivate: true}}), 'nothing');
	t.is(verdict('E07', nobody, failing), 'nothing');
	t.is(verdict('E07', nobody, trackers(), {torrent: {isPrivate: true}}), 'nothing');
});

test('a tracker that fails and is being asked again still fails', t => {
	const again = trackers(failingTracker({state: 'announcing'}));
	t.is(verdict('E07', nobody, again, {torrent: {isPrivate: true}}), 'error');
});

test('the sources’ errors are warnings while peers come from elsewhere', t => {
	const rejecting = failingTracker({failure: 'rejected', message: 'unregistered torrent'});
	for (const [id, list] of [
		['E07', trackers(failingTracker({}))],
		['E08', trackers(rejecting)],
		['E09', trackers(failingTracker({}))],
		['E10', trackers(tracker({dateSkewMs: 900_000}))],
	] as const) {
		const isPrivate = {torrent: {isPrivate: true}};
		t.is(verdict(id, nobody, list, isPrivate), 'error', id);
		t.is(verdict(id, list, isPrivate), 'warn', id);
		t.is(verdict(id, nobody, list, {torrent: {isPrivate: true, state: 'seeding'}}), 'warn', id);
	}
});

test('E08 quotes the tracker, and every one of them has to refuse', t => {
	const rejecting = failingTracker({
		url: 'https://tracker.example/…/announce',
		failure: 'rejected',
		message: 'Unregistered torrent',
		failures: 1,
	});
	const {headline, evidence} = candidate('E08', nobody, trackers(rejecting));
	t.is(headline, 'Tracker rejects this torrent: “Unregistered torrent”');
	t.is(evidence()[0]!.tracker, 'https://tracker.example/…/announce');
	t.is(verdict('E08', nobody, trackers(rejecting, failingTracker({}))), 'nothing');
	t.is(verdict('E08', nobody, trackers()), 'nothing');
});

test('E08 takes HTTP 401, 403, 404 and 410 for a refusal, not 500 or 503', t => {
	for (const [status, expected] of [
		[401, 'error'],
		[403, 'error'],
		[404, 'error'],
		[410, 'error'],
		[500, 'nothing'],
		[503, 'nothing'],
	] as const) {
		const list = trackers(failingTracker({failure: 'http', httpStatus: status}));
		t.is(verdict('E08', nobody, list), expected, `${status}`);
		t.is(verdict('E09', nobody, list), expected === 'error' ? 'nothing' : 'error', `${status}`);
	}
});

test('E08 does not take a plea for patience for a refusal', t => {
	for (const message of ['Too many requests', 'please try again later', 'tracker overloaded']) {
		const list = trackers(failingTracker({failure: 'rejected', message}));
		t.is(verdict('E08', nobody, list), 'nothing', message);
		t.is(verdict('E09', nobody, list), 'error', message);
	}
});

test('E09 needs every tracker to have failed twice', t => {
	const once = failingTracker({failures: 1});
	t.is(verdict('E09', nobody, trackers(once, failingTracker({}))), 'nothing');
	t.is(verdict('E09', nobody, trackers(failingTracker({}), failingTracker({}))), 'error');
	t.is(verdict('E09', nobody, trackers(tracker(), failingTracker({}))), 'nothing');
	t.is(verdict('E09', nobody, trackers()), 'nothing');
});

test('E09 tells the classes of failure and when the next try is', t => {
	const list = trackers(
		failingTracker({failure: 'timeout'}),
		failingTracker({failure: 'dns', nextAnnounceAt: now + 12_000}),
		failingTracker({failure: 'timeout'}),
	);
	t.is(
		candidate('E09', nobody, list).headline,
		'Trackers unreachable: 2 timed out (deadline has elapsed), 1 not found by name (DNS); next try in 12s',
	);
});

test('E09 speaks where some refuse and some can’t be reached, which E08 does not', t => {
	const rejecting = failingTracker({failure: 'rejected', message: 'unregistered'});
	const list = trackers(rejecting, failingTracker({failure: 'refused'}));
	t.is(verdict('E09', nobody, list), 'error');
	t.is(verdict('E08', nobody, list), 'nothing');
});

test('E10 holds over 300 s of difference, either way', t => {
	for (const [skew, expected] of [
		[299_999, 'nothing'],
		[300_000, 'nothing'],
		[300_001, 'warn'],
		[-300_001, 'warn'],
	] as const) {
		t.is(verdict('E10', trackers(tracker({dateSkewMs: skew}))), expected, `${skew}`);
	}
	t.is(
		candidate('E10', trackers(tracker({dateSkewMs: 3_720_000}))).headline,
		'System clock is wrong by 1h 2m: it is behind',
	);
});

test('E10 tells for each tracker whose clock is ahead', t => {
	const list = trackers(tracker({dateSkewMs: 600_000}), tracker({dateSkewMs: -600_000}));
	t.deepEqual(
		candidate('E10', list)
			.evidence()
			.map(({text}) => text),
		[
			'tracker.example: its clock is 10m ahead of ours',
			'tracker.example: its clock is 10m behind ours',
		],
	);
});

test('E10 believes the tracker that agrees with our clock', t => {
	const list = trackers(tracker({dateSkewMs: 9_000_000}), tracker({dateSkewMs: 1000}));
	t.is(verdict('E10', list), 'nothing');
});

test('E10 holds when certificates of two hosts are out of date, not of one host twice', t => {
	const first = failingTracker({url: 'https://a.example/announce', failure: 'tls-date'});
	const second = failingTracker({url: 'https://b.example/announce', failure: 'tls-date'});
	const same = failingTracker({url: 'https://a.example:444/announce', failure: 'tls-date'});
	t.is(verdict('E10', nobody, trackers(first, second)), 'error');
	t.is(verdict('E09', nobody, trackers(first, second)), 'nothing');
	t.is(verdict('E10', nobody, trackers(first, same)), 'nothing');
	t.is(verdict('E09', nobody, trackers(first, same)), 'error');
});

test('the clock’s difference is a measure, which the time scale leaves alone', t => {
	t.is(verdict('E10', trackers(tracker({dateSkewMs: 200_000})), {timeScale: 0.01}), 'nothing');
});

test('E09 offers the DHT only where it is switched off and allowed', t => {
	const commands = (dht: boolean, isPrivate: boolean) =>
		candidate(
			'E09',
			{sources: {trackers: [failingTracker({})]}},
			{settings: {dht}, torrent: {isPrivate}},
		).actions.map(({command}) => command);
	t.true(commands(false, false).includes(':set dht=true'));
	t.true(commands(true, false).includes(':tracker '));
	t.true(commands(false, true).includes(':tracker '));
	t.false(commands(true, false).includes(':set dht=true'));
});
