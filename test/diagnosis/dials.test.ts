import test from 'ava';
import {candidate, verdict} from './metrics-fixture.js';

/** Dials that ended so, with nobody connected. */
function dials(ends: {
	readonly successes?: number;
	readonly timeouts?: number;
	readonly refusals?: number;
	readonly unreachable?: number;
	readonly otherFailures?: number;
}) {
	const {successes = 0, timeouts = 0, refusals = 0, unreachable = 0, otherFailures = 0} = ends;
	return {
		peers: {handshaken: 0, outgoing: 0, outgoingTcp: 0},
		dials: {
			attempts: successes + timeouts + refusals + unreachable + otherFailures,
			successes,
			timeouts,
			refusals,
			unreachable,
			otherFailures,
		},
	};
}

test('E14 holds from ten tries that all time out or find no way', t => {
	t.is(verdict('E14', dials({timeouts: 9})), 'nothing');
	t.is(verdict('E14', dials({timeouts: 10})), 'error');
	t.is(verdict('E14', dials({timeouts: 6, unreachable: 5})), 'error');
	t.regex(
		candidate('E14', dials({timeouts: 8, unreachable: 4})).evidence()[0]!.text,
		/^12 tries to connect: 8 timed out \(deadline has elapsed\), 4 unreachable$/u,
	);
});

test('E14 is silent once one worked, one was refused, or one we opened earlier still stands', t => {
	t.is(verdict('E14', dials({timeouts: 10, successes: 1})), 'nothing');
	t.is(verdict('E14', dials({timeouts: 10, refusals: 1})), 'nothing');
	t.is(verdict('E14', dials({timeouts: 10}), {peers: {outgoing: 1}}), 'nothing');
});

test('a few addresses that fail again and again are enough for E14 and E14b, and are told', t => {
	const few = (ends: Parameters<typeof dials>[0], candidates = {known: 1, failing: 1}) => [
		dials(ends),
		{candidates: {untried: 0, connecting: 0, ...candidates}},
	];
	t.is(verdict('E14', ...few({timeouts: 2})), 'error');
	t.is(verdict('E14', ...few({timeouts: 1, unreachable: 1})), 'error');
	t.is(verdict('E14b', ...few({timeouts: 2})), 'nothing');
	t.is(verdict('E14b', ...few({refusals: 2})), 'warn');
	t.is(verdict('E14', ...few({refusals: 2})), 'nothing');
	t.is(verdict('E14', ...few({timeouts: 3}, {known: 2, failing: 1})), 'nothing');
	t.is(verdict('E14', ...few({timeouts: 2}), {candidates: {connecting: 1}}), 'nothing');
	t.is(verdict('E14', ...few({timeouts: 2}), {peers: {handshaken: 1}}), 'nothing');
	t.is(verdict('E14', ...few({timeouts: 2, successes: 1})), 'nothing');
	t.is(verdict('E14', ...few({})), 'nothing');
	t.regex(
		candidate('E14', ...few({timeouts: 3})).headline,
		/: all 3 tries to reach the only known address failed$/u,
	);
	t.regex(
		candidate('E14b', ...few({refusals: 4}, {known: 2, failing: 2})).headline,
		/^Peer list is stale: all 4 tries to reach the 2 known addresses were refused;/u,
	);
});

test('E14b holds from ten failures with refusals among them', t => {
	t.is(verdict('E14b', dials({refusals: 9})), 'nothing');
	t.is(verdict('E14b', dials({refusals: 10})), 'warn');
	t.is(verdict('E14b', dials({refusals: 8, timeouts: 4})), 'warn');
	t.regex(
		candidate('E14b', dials({refusals: 12})).headline,
		/they are offline, not your firewall$/u,
	);
});

test('E14b is silent without refusals, with a success, and while a connection of ours stands', t => {
	t.is(verdict('E14b', dials({timeouts: 12})), 'nothing');
	t.is(verdict('E14b', dials({refusals: 12, successes: 1})), 'nothing');
	t.is(verdict('E14b', dials({refusals: 12}), {peers: {outgoing: 1}}), 'nothing');
});

test('where every try of ten fails there is always a finding, and just one of the two', t => {
	for (let refusals = 0; refusals <= 10; refusals++) {
		for (let otherFailures = 0; otherFailures <= 10 - refusals; otherFailures++) {
			const mixed = dials({refusals, otherFailures, timeouts: 10 - refusals - otherFailures});
			const said = [verdict('E14', mixed), verdict('E14b', mixed)];
			t.is(said.filter(word => word === 'nothing').length, 1, JSON.stringify(mixed.dials));
		}
	}
});

test('E14c calls 40 to 70 % of failures normal, as long as some work', t => {
	for (const [failed, expected] of [
		[39, 'nothing'],
		[40, 'info'],
		[50, 'info'],
		[70, 'info'],
		[71, 'nothing'],
		[100, 'nothing'],
	] as const) {
		t.is(
			verdict('E14c', dials({timeouts: failed, successes: 100 - failed})),
			expected,
			`${failed}`,
		);
	}
	t.is(verdict('E14c', dials({})), 'nothing');
});

test('E16 holds when TCP never works and uTP does', t => {
	const transports = (tcpAttempts: number, tcpSuccesses: number, utpSuccesses: number) =>
		verdict(
			'E16',
			{peers: {outgoingTcp: 0}, engine: {isUtpOn: true}},
			{
				dials: {
					tcp: {attempts: tcpAttempts, successes: tcpSuccesses},
					utp: {attempts: 4, successes: utpSuccesses},
				},
			},
		);
	t.is(transports(3, 0, 1), 'warn');
	t.is(transports(2, 0, 1), 'nothing');
	t.is(transports(3, 1, 1), 'nothing');
	t.is(transports(3, 0, 0), 'nothing');
});

test('E16 holds when TCP never works, uTP is off and most peers speak it', t => {
	const pex = (utpPeers: number, isUtpOn: boolean) =>
		verdict(
			'E16',
			{peers: {outgoingTcp: 0}, dials: {tcp: {attempts: 5, successes: 0}}, engine: {isUtpOn}},
			{sources: {pex: {peers: 10, utpPeers}}},
		);
	t.is(pex(6, false), 'warn');
	t.is(pex(5, false), 'nothing');
	t.is(pex(6, true), 'nothing');
	t.is(verdict('E16', {sources: {pex: {peers: 10, utpPeers: 10}}}), 'nothing', 'TCP works');
});

test('E17 holds when one family always fails and the other works', t => {
	const families = (ipv6: [number, number], ipv4: [number, number]) =>
		verdict('E17', {
			dials: {
				ipv6: {attempts: ipv6[0], successes: ipv6[1]},
				ipv4: {attempts: ipv4[0], successes: ipv4[1]},
			},
		});
	t.is(families([3, 0], [5, 1]), 'warn');
	t.is(families([2, 0], [5, 1]), 'nothing');
	t.is(families([3, 1], [5, 1]), 'nothing');
	t.is(families([3, 0], [5, 0]), 'nothing');
	t.is(families([5, 1], [3, 0]), 'warn');
	t.regex(
		candidate('E17', {
			dials: {ipv6: {attempts: 5, successes: 2}, ipv4: {attempts: 4, successes: 0}},
		}).headline,
		/^IPv4 problem: all 4 tries/u,
	);
});
