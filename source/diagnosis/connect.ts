import {closeReasonWords} from '../store/close-reason.js';
import type {Action, Evidence} from '../store/finding.js';
import {dialRules} from './dials.js';
import {cutReasons, endedPeers} from './evidence.js';
import {handshakeAddresses, isMost} from './handshake-addresses.js';
import type {Metrics} from './metrics.js';
import {advise, count, duration, run} from './phrases.js';
import {after, type Rule, type Verdict} from './rule.js';

const handshakesNeeded = 3;
const dropsNeeded = 5;
const shortLifeMs = 10_000;
const incomingAfterMs = 600_000;
/** Shares of handshakes, and of addresses, that are turned away. */
const cutShare = 0.6;
const unknowingShare = 0.8;
/** With this many peers and data coming in, a connection limit does what it is for. */
const fullHouse = 20;

/** Why the addresses we know don't become peers: E14–E18, E21–E23. */
export const connectRules: readonly Rule[] = [
	...dialRules,
	{
		id: 'E15',
		class: 'connect',
		scope: 'fetching',
		reference: 'Message Stream Encryption; guide: Early EOF and Network Errors',
		silences: ['E23'],
		judge: judgeEncryption,
	},
	{
		id: 'E18',
		class: 'connect',
		scope: 'fetching',
		reference: 'BEP 3 (handshake), R18; guide: Common Blocking Points',
		silences: ['E15', 'E23'],
		judge: judgeInfoHash,
	},
	{
		id: 'E21',
		class: 'connect',
		scope: 'running',
		reference: 'readme, settings port and portMapping; guide: Network Configuration',
		judge: judgeReachability,
	},
	{
		id: 'E22',
		class: 'connect',
		scope: 'fetching',
		reference: 'readme, settings maxPeersPerTorrent and maxPeers',
		judge: judgeLimits,
	},
	{
		id: 'E23',
		class: 'connect',
		scope: 'fetching',
		reference: 'R18 (reasons of a close); guide: Monitor Peer States (constant disconnections)',
		judge: judgeDrops,
	},
];

/** The share that was turned away, of the handshakes of the window and of those whose connections stand since before it. */
function shareTurnedAway(turnedAway: number, sent: number, {outgoing}: Metrics['peers']): number {
	return turnedAway / Math.max(sent, turnedAway + outgoing);
}

function judgeEncryption(metrics: Metrics): Verdict {
	const {handshakes, peers} = metrics;
	const {sent, plainSent, plainCut} = handshakes;
	if (plainSent < handshakesNeeded || !(shareTurnedAway(plainCut, plainSent, peers) >= cutShare)) {
		return undefined;
	}
	const addresses = handshakeAddresses(metrics, cutReasons);
	const {away, answered} = addresses;
	if (!isMost(addresses, cutShare)) {
		// Plaintext gets through, so neither is it inspected nor do peers here require encryption: a few do not want us.
		return undefined;
	}
	// Who does not have the torrent hangs up the same way: only an encrypted try tells the two apart.
	const isCertain = sent > plainSent;
	return {
		severity: 'warn',
		headline: `Peers require encryption, or traffic is inspected${isCertain ? '' : ', or they do not have this torrent'}: ${plainCut} of ${plainSent} connections were cut at the handshake, by ${count(away, 'peer')}`,
		evidence: () => [
			{
				text: `${plainCut} of ${plainSent} plaintext handshakes were answered by a reset or the end of the connection (early eof)`,
			},
			...(answered > 0 ? [{text: `${count(answered, 'peer')} answered in plaintext`}] : []),
			...(isCertain
				? []
				: [
						{
							text: 'None was tried encrypted: peers hang up the same way on a torrent they do not have',
						},
					]),
			...endedPeers(metrics, cutReasons),
		],
		actions: [
			encryptionAction(metrics),
			...(isCertain ? [] : [advise('Check the .torrent: they may have another version of it')]),
			run('Ask for other peers', ':announce'),
		],
	};
}

function encryptionAction({engine, settings}: Metrics): Action {
	if (!engine.canEncrypt) {
		return advise('Require encryption, with a client that can: unchoke cannot encrypt yet');
	}
	return settings.encryption === 'require'
		? advise('Encryption is required already: try another network or a VPN')
		: run('Require encryption', ':set encryption=require');
}

function judgeInfoHash(metrics: Metrics): Verdict {
	const {handshakes, peers} = metrics;
	const {sent, wrongInfoHashes, cutBothWays} = handshakes;
	const unknowing = wrongInfoHashes + cutBothWays;
	if (sent < handshakesNeeded || !(shareTurnedAway(unknowing, sent, peers) >= unknowingShare)) {
		return undefined;
	}
	const reasons = ['wrong-infohash', ...(cutBothWays > 0 ? cutReasons : [])] as const;
	if (!isMost(handshakeAddresses(metrics, reasons), unknowingShare)) {
		return undefined;
	}
	return {
		severity: 'error',
		headline: `Peers do not know this infohash: ${unknowing} of ${sent} turned us away at the handshake`,
		evidence: () => [
			...(wrongInfoHashes > 0
				? [{text: `${wrongInfoHashes} of ${sent} handshakes were answered with another info hash`}]
				: []),
			...(cutBothWays > 0
				? [{text: `${cutBothWays} of ${sent} hung up after ours, in plaintext and encrypted alike`}]
				: []),
			...endedPeers(metrics, reasons),
		],
		actions: [
			advise('Check the magnet link or hash: the torrent file may be another version'),
			run('Ask for other peers', ':announce'),
		],
	};
}

function judgeReachability(metrics: Metrics): Verdict {
	const {dials, peers, engine, settings, torrent} = metrics;
	const hasOutgoing = dials.successes > 0 || peers.outgoing > 0;
	if (
		!settings.incoming ||
		engine.listenPort === null ||
		engine.incomingConnections > 0 ||
		!hasOutgoing
	) {
		return undefined;
	}
	return after(
		metrics,
		{elapsedMs: torrent.runningForMs, longerThanMs: incomingAfterMs, severity: 'warn'},
		() => ({
			severity: 'warn',
			headline: `Not reachable from outside (NAT): nobody connected to us in ${duration(torrent.runningForMs)}`,
			evidence: () => [
				{
					text: `Listening on port ${engine.listenPort}; connections that we opened: ${peers.outgoing}, that others opened to us: none`,
				},
			],
			actions: [
				advise(`Forward port ${engine.listenPort} (TCP and UDP) to this machine on the router`),
				...(settings.portMapping
					? []
					: [run('Ask the router to forward it', ':set portMapping=true')]),
			],
		}),
	);
}

function judgeLimits({candidates, corruption, peers, rates, settings}: Metrics): Verdict {
	const {known, limited} = candidates;
	// Who was banned for corrupt data is held back by what it sent, not by a limit of ours (E24).
	const filtered = Math.max(0, candidates.filtered - corruption.banned);
	const held = limited + filtered;
	const isFullHouse = peers.handshaken >= fullHouse && rates.downBytesPerSecond > 0;
	if (known === 0 || held * 2 <= known || isFullHouse) {
		return undefined;
	}
	const {maxPeersPerTorrent, maxPeers} = settings;
	return {
		severity: 'warn',
		headline: `Your own limits hold connections back: ${held} of ${count(known, 'known address', 'known addresses')} may not be tried`,
		evidence: () => [
			...(limited > 0
				? [
						{
							text: `${limited} wait for a place: ${peers.handshaken} connected, at most ${maxPeersPerTorrent} a torrent and ${maxPeers} in all`,
						},
					]
				: []),
			...(filtered > 0 ? [{text: `${filtered} are banned or filtered`}] : []),
		],
		actions: [
			...(limited > 0
				? [
						run(
							'Allow more connections',
							`:set maxPeersPerTorrent=${Math.min(2000, 2 * maxPeersPerTorrent)}`,
						),
					]
				: []),
			...(filtered > 0 ? [advise('Edit the filter')] : []),
		],
	};
}

function judgeDrops({closes, timeScale}: Metrics): Verdict {
	const [top] = closes.reasons;
	const isShort = closes.medianLifeMs < shortLifeMs * timeScale;
	if (closes.count < dropsNeeded || !isShort || top === undefined) {
		return undefined;
	}
	const describe = ({
		reason,
		count: times,
		address,
	}: (typeof closes.reasons)[number]): Evidence => ({
		text: `${count(times, 'time')}: ${closeReasonWords[reason]}, the last by ${address}`,
		peer: address,
	});
	const life = closes.medianLifeMs > 0 ? `within ${duration(closes.medianLifeMs)}` : 'at once';
	return {
		severity: 'warn',
		headline: `Connections keep dropping: ${closes.count} ended, half ${life}; mostly: ${closeReasonWords[top.reason]}`,
		evidence: () => closes.reasons.slice(0, 4).map(reason => describe(reason)),
		actions: [advise('See the reasons in the log and at the peers: they name the cause')],
	};
}
