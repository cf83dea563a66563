import test from 'ava';
import {TorrentCounters} from '../../source/diagnosis/torrent-counters.js';
import {torrentRow} from './snapshot-fixture.js';

type Row = NonNullable<Parameters<typeof torrentRow>[0]['row']>;

function row(columns: Row): Float64Array {
	return Float64Array.from(torrentRow({row: columns}));
}

test('what a torrent counted since its start belongs to the window it started in', t => {
	const counters = new TorrentCounters();
	counters.record(row({startedAt: 1000, dialTimeouts: 12}), 200_000, 5000);
	t.is(counters.dials().timeouts, 12);
});

test('what a torrent counted long before it was first seen does not', t => {
	const counters = new TorrentCounters();
	counters.record(row({startedAt: 0, dialTimeouts: 500}), 900_000, 5000);
	t.is(counters.dials().timeouts, 0);
	counters.record(row({startedAt: 0, dialTimeouts: 503}), 905_000, 5000);
	t.is(counters.dials().timeouts, 3);
});

test('attempts are those that ended, by transport and family', t => {
	const counters = new TorrentCounters();
	const columns = {
		dialAttempts: 99,
		dialSuccesses: 4,
		dialTimeouts: 3,
		dialRefusals: 2,
		dialUnreachable: 1,
		dialOtherFailures: 1,
		utpDialAttempts: 5,
		utpDialSuccesses: 1,
		ipv6DialAttempts: 2,
		ipv6DialSuccesses: 2,
	};
	counters.record(row(columns), 60_000, 5000);
	t.deepEqual(counters.dials(), {
		attempts: 11,
		successes: 4,
		timeouts: 3,
		refusals: 2,
		unreachable: 1,
		otherFailures: 1,
		utp: {attempts: 5, successes: 1},
		tcp: {attempts: 6, successes: 3},
		ipv6: {attempts: 2, successes: 2},
		ipv4: {attempts: 9, successes: 2},
	});
});

test('handshakes are counted apart', t => {
	const counters = new TorrentCounters();
	const columns = {
		handshakesSent: 9,
		plainHandshakesSent: 8,
		plainHandshakesCut: 3,
		handshakesCutBothWays: 2,
		wrongInfoHashes: 1,
	};
	counters.record(row(columns), 60_000, 5000);
	t.deepEqual(counters.handshakes(), {
		sent: 9,
		plainSent: 8,
		plainCut: 3,
		cutBothWays: 2,
		wrongInfoHashes: 1,
	});
});

test('a failure is forgotten five minutes later, or sooner by the time scale', t => {
	const counters = new TorrentCounters();
	const scaled = new TorrentCounters();
	for (let second = 0; second <= 400; second++) {
		const sample = row({dialTimeouts: second < 30 ? 0 : 10});
		counters.record(sample, second * 1000, 5000);
		scaled.record(sample, second * 1000, 500);
		t.is(counters.dials().timeouts, second >= 30 && second < 325 ? 10 : 0, `${second}`);
		t.is(scaled.dials().timeouts, second >= 30 && second < 60 ? 10 : 0, `${second} scaled`);
	}
});
