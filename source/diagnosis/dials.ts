import {endedPeers} from './evidence.js';
import type {DialMetrics, Metrics} from './metrics.js';
import {advise, count, percent, run, tally} from './phrases.js';
import type {Rule, Verdict} from './rule.js';

/** Tries before their failure says something about all of them. */
const attemptsNeeded = 10;
/** Tries over one family or transport before it counts as failing. */
const familyAttemptsNeeded = 3;

/** The rules about how connections we open end: E14, E14b, E14c, E16, E17. */
export const dialRules: readonly Rule[] = [
	{
		id: 'E14',
		class: 'connect',
		scope: 'fetching',
		reference: 'guide: Check Basic Connectivity; “deadline has elapsed”',
		judge: judgeBlocked,
	},
	{
		id: 'E14b',
		class: 'connect',
		scope: 'fetching',
		reference: 'guide: Connection Refused Errors',
		judge: judgeStale,
	},
	{
		id: 'E14c',
		class: 'connect',
		scope: 'fetching',
		reference: 'guide: Normal Behavior (50 % failure rate)',
		judge: judgeNormalFailures,
	},
	{id: 'E16', class: 'connect', scope: 'fetching', reference: 'BEP 29 (uTP)', judge: judgeUtp},
	{
		id: 'E17',
		class: 'connect',
		scope: 'fetching',
		reference: 'BEP 7 (IPv6 trackers), BEP 32 (IPv6 DHT)',
		judge: judgeFamily,
	},
];

function describeDials({attempts, ...dials}: DialMetrics): string {
	const ends = tally([
		[dials.successes, 'worked'],
		[dials.timeouts, 'timed out (deadline has elapsed)'],
		[dials.refusals, 'refused'],
		[dials.unreachable, 'unreachable'],
		[dials.otherFailures, 'failed otherwise'],
	]);
	return `${count(attempts, 'try', 'tries')} to connect: ${ends}`;
}

/** A connection that we opened and that still stands is proof that they can work, however long ago it was made. */
function doAllFail(metrics: Metrics): boolean {
	const {dials, peers} = metrics;
	const isEnough = dials.attempts >= attemptsNeeded || isFewAndFailing(metrics);
	return isEnough && dials.successes === 0 && peers.outgoing === 0;
}

/** So few addresses that ten tries would take half an hour: each was tried and tried again, and nobody is connected. */
function isFewAndFailing({dials, peers, candidates}: Metrics): boolean {
	const {known, connecting, failing} = candidates;
	return (
		dials.attempts > 0 && peers.handshaken === 0 && failing > 0 && failing === known + connecting
	);
}

/** What was tried, as it stands in a headline: few addresses are told, for they prove less. */
function triesText(metrics: Metrics): string {
	const {attempts} = metrics.dials;
	const tries =
		attempts === 1 ? 'the only try' : attempts === 2 ? 'both tries' : `all ${attempts} tries`;
	if (attempts >= attemptsNeeded) {
		return tries;
	}
	const {failing} = metrics.candidates;
	return `${tries} to reach ${failing === 1 ? 'the only known address' : `the ${failing} known addresses`}`;
}

function judgeBlocked(metrics: Metrics): Verdict {
	const {dials} = metrics;
	// A refusal came back from the other end: then traffic is not blocked.
	if (!doAllFail(metrics) || dials.refusals > 0) {
		return undefined;
	}
	return {
		severity: 'error',
		headline: `Outgoing peer traffic is blocked, or the link is down: ${triesText(metrics)} failed`,
		evidence: () => [
			{text: describeDials(dials)},
			...endedPeers(metrics, ['connect-timeout', 'connect-unreachable', 'connect-failed']),
			...(dials.attempts < attemptsNeeded
				? [{text: 'So few addresses may also just be offline: others would tell'}]
				: []),
		],
		actions: [
			advise('Check the link, the firewall, the VPN and whether the provider blocks BitTorrent'),
			run('Listen on another port', ':set port=0'),
			run('Ask for other peers', ':announce'),
			...(dials.attempts < attemptsNeeded ? [run('Add a peer', ':peer ')] : []),
		],
	};
}

/** All fail, and at least some by refusal: packets go out and answers come back, so it is the list that is bad. */
function judgeStale(metrics: Metrics): Verdict {
	const {dials} = metrics;
	if (!doAllFail(metrics) || dials.refusals === 0) {
		return undefined;
	}
	const {attempts, refusals} = dials;
	const tries =
		refusals === attempts
			? `${triesText(metrics)} ${attempts === 1 ? 'was' : 'were'} refused`
			: `${triesText(metrics)} failed, ${refusals} refused`;
	return {
		severity: 'warn',
		headline: `Peer list is stale: ${tries}; they are offline, not your firewall`,
		evidence: () => [
			{text: describeDials(dials)},
			{text: 'A refusal is an answer of their machine: packets go out and come back'},
			...endedPeers(metrics, ['connect-refused']),
		],
		actions: [
			run('Ask the trackers for newer addresses', ':announce'),
			run('Add a peer', ':peer '),
		],
	};
}

function judgeNormalFailures({dials}: Metrics): Verdict {
	const failed = dials.attempts - dials.successes;
	const share = failed / dials.attempts;
	if (dials.successes === 0 || !(share >= 0.4 && share <= 0.7)) {
		return undefined;
	}
	return {
		severity: 'info',
		headline: `Normal failure rate: ${failed} of ${dials.attempts} tries to connect failed`,
		evidence: () => [
			{text: describeDials(dials)},
			{text: `${percent(share)} failed; about half is usual, peers come and go`},
		],
		actions: [],
	};
}

function judgeUtp({dials, peers, sources, engine}: Metrics): Verdict {
	const {tcp, utp} = dials;
	if (tcp.attempts < familyAttemptsNeeded || tcp.successes > 0 || peers.outgoingTcp > 0) {
		return undefined;
	}
	const {pex} = sources;
	const isMissed = !engine.isUtpOn && pex.utpPeers * 2 > pex.peers;
	if (utp.successes === 0 && !isMissed) {
		return undefined;
	}
	const tcpText = `${count(tcp.attempts, 'try', 'tries')} over TCP, none worked`;
	return {
		severity: 'warn',
		headline: isMissed
			? `Peers are reachable by uTP only, which is off: ${tcpText}`
			: `Peers are reachable by uTP only: ${tcpText}, ${utp.successes} over uTP did`,
		evidence: () => [
			{text: tcpText},
			isMissed
				? {text: `${pex.utpPeers} of ${pex.peers} addresses learnt from peers (PEX) speak uTP`}
				: {text: `${utp.successes} of ${utp.attempts} tries over uTP worked`},
		],
		actions: engine.isUtpOn
			? [advise('Let outgoing TCP through the firewall: uTP alone finds fewer peers')]
			: [advise('Enable uTP')],
	};
}

function judgeFamily({dials: {ipv4, ipv6}}: Metrics): Verdict {
	const isFailing6 = ipv6.attempts >= familyAttemptsNeeded && ipv6.successes === 0;
	const isFailing4 = ipv4.attempts >= familyAttemptsNeeded && ipv4.successes === 0;
	const [bad, good, failed, working] =
		isFailing6 && ipv4.successes > 0
			? ['IPv6', 'IPv4', ipv6, ipv4]
			: isFailing4 && ipv6.successes > 0
				? ['IPv4', 'IPv6', ipv4, ipv6]
				: [];
	if (failed === undefined || working === undefined) {
		return undefined;
	}
	return {
		severity: 'warn',
		headline: `${bad} problem: all ${failed.attempts} tries to connect failed, while ${good} works`,
		evidence: () => [
			{text: `${bad}: 0 of ${failed.attempts} tries worked`},
			{text: `${good}: ${working.successes} of ${working.attempts} tries worked`},
		],
		actions: [
			advise(`Prefer ${good}: bind to an ${good} address with the setting bind`),
			advise(`Mend ${bad} on this machine, router or VPN`),
		],
	};
}
