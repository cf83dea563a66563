import type {Action, Evidence} from '../store/finding.js';
import type {Metrics} from './metrics.js';
import {advise, count, duration, run, tally} from './phrases.js';
import {after, type Candidate, type Rule, type Verdict} from './rule.js';
import {hasAnswered, isFailing, othersOf, placeOf} from './tracker-trouble.js';
import {trackerRules} from './trackers.js';

/** How long the DHT has for its bootstrap, and how many nodes it needs. */
const bootstrapMs = 60_000;
const bootstrapNodes = 5;
/** How long the metadata may take. */
const metadataMs = 60_000;

/** Why we know of nobody to connect to: E06–E13, E30, E38. */
export const sourceRules: readonly Rule[] = [
	{
		id: 'E06',
		class: 'sources',
		scope: 'fetching',
		reference: 'BEP 3 (trackers), BEP 5 (DHT), BEP 11 (PEX)',
		judge: judgeNoSource,
	},
	...trackerRules,
	{
		id: 'E11',
		class: 'sources',
		scope: 'fetching',
		reference: 'BEP 3 (trackers); guide: Examine Torrent Health',
		judge: judgeNobody,
	},
	{
		id: 'E12',
		class: 'sources',
		scope: 'running',
		reference: 'BEP 5 (DHT), routing table',
		judge: judgeBootstrap,
	},
	{
		id: 'E13',
		class: 'sources',
		scope: 'running',
		reference: 'BEP 5 (DHT), BEP 15 (UDP trackers)',
		judge: judgeUdp,
	},
	{
		id: 'E30',
		class: 'sources',
		scope: 'metadata',
		reference: 'BEP 9 (metadata from peers)',
		holdMs: 0,
		judge: judgeMetadata,
	},
	{
		id: 'E38',
		class: 'sources',
		scope: 'fetching',
		reference: 'BEP 3 (trackers)',
		silences: ['E11'],
		judge: judgeOnlyOurselves,
	},
];

function judgeNoSource(metrics: Metrics): Verdict {
	const {peers, sources, torrent, candidates, settings, dials} = metrics;
	const {dht, trackers} = sources;
	// An address from the user or the last run is a source until its first try is over.
	const isTrying = candidates.untried > 0 || (candidates.connecting > 0 && dials.attempts === 0);
	// PEX needs a peer to exchange with, so it is no source while nobody is connected.
	const hasSource = peers.handshaken > 0 || trackers.length > 0 || (dht.isOn && dht.nodes > 0);
	if (hasSource || isTrying) {
		return undefined;
	}
	const known = candidates.known + candidates.connecting;
	const say = (): Candidate => ({
		severity: 'error',
		headline:
			known > 0
				? `No source of peers but ${count(known, 'known address', 'known addresses')}: ${fateOfTries(metrics)}`
				: 'No source of peers: no tracker, no DHT, nobody to ask',
		evidence: () => explainNoSource(metrics),
		actions: [
			run('Add a tracker', ':tracker '),
			run('Add a peer', ':peer '),
			...(settings.dht || torrent.isPrivate ? [] : [run('Switch the DHT on', ':set dht=true')]),
		],
	});
	return dht.isOn
		? after(metrics, {elapsedMs: dht.ageMs, atLeastMs: bootstrapMs, severity: 'error'}, say)
		: say();
}

/** What became of the tries to connect, for a swarm so small that no rule about many of them speaks. */
function fateOfTries({dials, handshakes}: Metrics): string {
	const fate = tally([
		[dials.timeouts, 'timed out (deadline has elapsed)'],
		[dials.refusals, 'refused'],
		[dials.unreachable, 'unreachable'],
		[dials.otherFailures, 'failed otherwise'],
		[handshakes.wrongInfoHashes, 'answered with another info hash'],
		[handshakes.plainCut, 'hung up at the handshake'],
	]);
	return fate === '' ? 'none is connected' : fate;
}

function explainNoSource(metrics: Metrics): Evidence[] {
	const {settings, sources, torrent, candidates, dials} = metrics;
	const dht = torrent.isPrivate
		? 'The torrent is private: no DHT, no PEX (BEP 27)'
		: sources.dht.isOn
			? `The DHT found no node in ${duration(sources.dht.ageMs)}`
			: settings.dht
				? 'The DHT is not running'
				: 'The DHT is switched off';
	return [
		{text: settings.trackers ? 'The torrent names no tracker' : 'Trackers are switched off'},
		{text: dht},
		{text: 'No peer is connected that could name others'},
		...(candidates.known > 0
			? [
					{
						text: `${count(candidates.known, 'address', 'addresses')} known from you or the last run, ${count(dials.attempts, 'try', 'tries')}: ${fateOfTries(metrics)}`,
					},
				]
			: []),
	];
}

function judgeNobody({peers, sources}: Metrics): Verdict {
	const {trackers, dht} = sources;
	const answered = trackers.filter(tracker => hasAnswered(tracker));
	const isDhtEmpty = !dht.isOn || (dht.rounds >= 2 && dht.peers === 0);
	if (
		peers.handshaken > 0 ||
		answered.length === 0 ||
		!isDhtEmpty ||
		answered.some(tracker => othersOf(tracker) > 0)
	) {
		return undefined;
	}
	const seeds = Math.max(0, ...answered.map(tracker => tracker.seeds ?? 0));
	return {
		severity: 'warn',
		headline:
			seeds > 0
				? `Nobody offers this torrent: trackers count ${count(seeds, 'seed')} and give no address of them`
				: `Nobody offers this torrent: ${count(answered.length, 'tracker')} asked, no peer but us`,
		evidence: () => [
			...answered.map(tracker => ({
				text: `${placeOf(tracker.url)}: ${tracker.seeds ?? 0} seeds, ${tracker.leechers ?? 0} leechers, no address but ours`,
				tracker: tracker.url,
			})),
			...(dht.isOn ? [{text: `The DHT found nobody in ${dht.rounds} rounds`}] : []),
		],
		actions: [
			advise('Wait: it goes on by itself when somebody comes'),
			run('Look for the torrent elsewhere and add a tracker', ':tracker '),
			run('Ask again', ':announce'),
		],
	};
}

function judgeBootstrap(metrics: Metrics): Verdict {
	const {dht} = metrics.sources;
	if (!dht.isOn || dht.nodes >= bootstrapNodes) {
		return undefined;
	}
	return after(metrics, {elapsedMs: dht.ageMs, atLeastMs: bootstrapMs, severity: 'warn'}, () => ({
		severity: 'warn',
		headline: `DHT not bootstrapped: ${count(dht.nodes, 'node')} after ${duration(dht.ageMs)}`,
		evidence: () => [
			{
				text: `${count(dht.nodes, 'node')} answered in ${duration(dht.ageMs)}; a working table has hundreds`,
			},
		],
		actions: [
			advise('Let UDP through the firewall'),
			advise('Check that the bootstrap nodes’ names resolve'),
		],
	}));
}

function judgeUdp({engine: {udp, tcpSuccesses}}: Metrics): Verdict {
	if (udp.packetsOut < 20 || udp.packetsIn > 0 || tcpSuccesses === 0) {
		return undefined;
	}
	return {
		severity: 'warn',
		headline: `UDP is blocked: ${udp.packetsOut} packets sent, none came back`,
		evidence: () => [
			{
				text: `${udp.packetsOut} UDP packets went out and none came in, while ${count(tcpSuccesses, 'TCP connection')} worked`,
			},
		],
		actions: [advise('Open UDP in the firewall, router or VPN: DHT, UDP trackers and uTP need it')],
	};
}

function judgeMetadata(metrics: Metrics): Verdict {
	const {peers, sources, torrent} = metrics;
	const {trackers, dht} = sources;
	const isSourceLeft =
		peers.handshaken > 0 ||
		trackers.some(tracker => !isFailing(tracker)) ||
		(dht.isOn && dht.peers > 0);
	const severity = isSourceLeft ? 'warn' : 'error';
	return after(
		metrics,
		{elapsedMs: torrent.runningForMs, longerThanMs: metadataMs, severity},
		() => ({
			severity,
			headline: `Metadata stuck for ${duration(torrent.runningForMs)}: ${metadataCause(metrics)}`,
			evidence: () => [
				{
					text: `${count(peers.handshaken, 'peer')} connected, ${metrics.metadata.offering} offer the metadata, ${count(metrics.metadata.rejects, 'request')} rejected, ${metrics.metadata.failures} copies of the wrong size or hash`,
				},
			],
			actions: [
				run('Add a tracker', ':tracker '),
				run('Add a peer', ':peer '),
				run('Ask again', ':announce'),
			],
		}),
	);
}

function metadataCause({peers, metadata}: Metrics): string {
	if (metadata.failures > 0) {
		return `what came had the wrong size or hash (${metadata.failures} times)`;
	}
	if (peers.handshaken === 0) {
		return 'no peer is connected';
	}
	if (metadata.offering === 0) {
		return `none of the ${count(peers.handshaken, 'connected peer')} supports it`;
	}
	return metadata.rejects > 0
		? `all ${metadata.offering} peers that have it reject our requests`
		: `${count(metadata.offering, 'peer')} asked, no answer`;
}

function judgeOnlyOurselves({peers, sources}: Metrics): Verdict {
	const answered = sources.trackers.filter(tracker => hasAnswered(tracker));
	const giveUs = answered.filter(tracker => (tracker.ownAddresses ?? 0) > 0);
	if (
		peers.handshaken > 0 ||
		giveUs.length === 0 ||
		answered.some(tracker => othersOf(tracker) > 0)
	) {
		return undefined;
	}
	const actions: Action[] = [advise('Wait: we are the first'), run('Ask again', ':announce')];
	return {
		severity: 'warn',
		headline: 'The only peer is ourselves',
		evidence: () =>
			giveUs.map(tracker => ({
				text: `${placeOf(tracker.url)}: ${count(tracker.peers ?? 0, 'address', 'addresses')} in its last answer, all ours`,
				tracker: tracker.url,
			})),
		actions,
	};
}
