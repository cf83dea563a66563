import {aboutPeer, peerLimit} from './evidence.js';
import type {Metrics} from './metrics.js';
import {advise, count, duration, run} from './phrases.js';
import {after, type Candidate, type Rule, type Verdict} from './rule.js';
import {throughputRules} from './throughput.js';
import {unchokedRules} from './unchoked.js';

/** Bytes of a block (BEP 3): what a request asks for. */
const blockLength = 16_384;
const failuresNeeded = 3;
const endgameShare = 0.95;
const endgameMs = 60_000;

/** Why data does not come although it could: E24, E26, E31–E37. */
export const transferRules: readonly Rule[] = [
	{
		id: 'E24',
		class: 'transfer',
		scope: 'downloading',
		reference: 'BEP 3 (piece hashes), R17',
		judge: judgeCorruption,
	},
	{
		id: 'E26',
		class: 'transfer',
		scope: 'downloading',
		reference: 'BEP 3 (endgame), R13',
		holdMs: 0,
		judge: judgeEndgame,
	},
	{
		id: 'E31',
		class: 'transfer',
		scope: 'downloading',
		reference: 'R4 (interest)',
		judge: judgeInterest,
	},
	...unchokedRules,
	...throughputRules,
];

function judgeCorruption({corruption}: Metrics): Verdict {
	const {liars, pieces} = corruption;
	const bad = pieces.filter(({failures, peers}) => failures >= failuresNeeded && peers.length >= 2);
	const [worst] = bad;
	const aboutLiars = liars.map(peer => ({
		text: `${peer}: proven to send corrupt data, banned`,
		peer,
	}));
	const aboutPieces = (worst === undefined ? pieces : bad).map(({index, failures, peers}) => ({
		text: `Piece ${index} failed its hash ${count(failures, 'time')}, with blocks from ${peers.join(', ')}`,
		piece: index,
	}));
	const evidence = () => [...aboutLiars, ...aboutPieces].slice(0, 2 * peerLimit);
	if (worst !== undefined) {
		return {
			severity: 'error',
			headline: `Corrupt data from everybody: bad torrent, RAM or disk; piece ${worst.index} failed its hash ${worst.failures} times, from ${worst.peers.length} peers`,
			evidence,
			actions: [
				run('Check what is on the disk again', ':verify'),
				advise('Test this machine’s memory and disk'),
				advise('Compare the .torrent with its source: its hashes may be wrong'),
			],
		};
	}
	if (liars.length === 0) {
		return undefined;
	}
	const who = liars.length === 1 ? `peer ${liars[0]}` : `${liars.length} peers`;
	return {
		severity: 'warn',
		headline: `Corrupt data from ${who} (banned): the piece is fetched again elsewhere`,
		evidence,
		actions: [
			run('Check what is on the disk again', ':verify'),
			advise('If it goes on with other peers, test this machine’s memory'),
		],
	};
}

function judgeEndgame(metrics: Metrics): Verdict {
	const {progress, clocks, missing, peers} = metrics;
	const share = progress.haveWantedBytes / progress.wantedBytes;
	if (!progress.isEndgame || !(share > endgameShare) || peers.outstanding === 0) {
		return undefined;
	}
	// A request is given up at 60 s (R11) and its block asked again: the wait goes on although its request is young.
	const waits = [clocks.oldestRequestForMs, clocks.endgameStuckForMs];
	const elapsedMs = Math.max(...waits.filter(ms => !Number.isNaN(ms)));
	return after(metrics, {elapsedMs, longerThanMs: endgameMs, severity: 'warn'}, (): Candidate => {
		const [oldest] = missing.blocks;
		const owner =
			oldest === undefined
				? count(peers.outstanding, 'block')
				: `block ${oldest.begin / blockLength} of piece ${oldest.index} → ${oldest.address}`;
		return {
			severity: 'warn',
			headline: `Endgame stuck for ${duration(elapsedMs)}: ${owner}`,
			evidence: () => explainEndgame(metrics),
			actions: [advise('Wait: the request is cancelled and asked elsewhere by itself')],
		};
	});
}

function explainEndgame(metrics: Metrics) {
	const {missing, peerRows, now} = metrics;
	if (missing.blocks.length > 0) {
		return missing.blocks.slice(0, peerLimit).map(({index, begin, address, ageMs}) => ({
			text: `Block ${begin / blockLength} of piece ${index}: asked from ${address} ${duration(ageMs)} ago`,
			peer: address,
			piece: index,
		}));
	}
	return peerRows
		.select(row => peerRows.value(row, 'outstanding') > 0, 'oldestRequestAt', peerLimit)
		.map(row => {
			const ageMs = now - peerRows.value(row, 'oldestRequestAt');
			const asked = count(peerRows.value(row, 'outstanding'), 'request');
			return aboutPeer(metrics, row, `owes ${asked}, the oldest ${duration(ageMs)} old`);
		});
}

function judgeInterest(metrics: Metrics): Verdict {
	const {peers, peerRows} = metrics;
	if (peers.uninterested === 0) {
		return undefined;
	}
	return {
		severity: 'error',
		headline: `Our own invariant is broken: not interested in ${count(peers.uninterested, 'peer')} that ${peers.uninterested === 1 ? 'has' : 'have'} what we want`,
		evidence: () =>
			peerRows
				.select(
					row =>
						peerRows.value(row, 'piecesWanted') > 0 && peerRows.value(row, 'amInterested') === 0,
					'handshakeAt',
					peerLimit,
				)
				.map(row => {
					const wanted = count(peerRows.value(row, 'piecesWanted'), 'wanted piece');
					return aboutPeer(metrics, row, `has ${wanted}, and we did not say interested`);
				}),
		actions: [
			run('Write a help bundle and report it', ':bundle'),
			run('Start the torrent again', ':resume'),
		],
	};
}
