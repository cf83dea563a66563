import type {Evidence} from '../store/finding.js';
import {aboutPeer, peerLimit} from './evidence.js';
import type {Metrics} from './metrics.js';
import {advise, count, duration, percent, ranges, run} from './phrases.js';
import {after, type Rule, type Verdict} from './rule.js';

const silentPeersNeeded = 3;
const silenceMs = 60_000;
/** Peers at our own point before it is a crowd. */
const crowd = 5;

/** Why the peers we have can't give what we lack: E25, E25b, E27, E27b, E28. */
export const availabilityRules: readonly Rule[] = [
	{
		id: 'E25',
		class: 'availability',
		scope: 'downloading',
		reference: 'BEP 3 (bitfield), R1 and R2; guide: No Bitfield',
		holdMs: 0,
		judge: judgeSilence,
	},
	{
		id: 'E25b',
		class: 'availability',
		scope: 'downloading',
		reference: 'BEP 3 (bitfield), R1',
		judge: judgeEmpty,
	},
	{
		id: 'E27',
		class: 'availability',
		scope: 'downloading',
		reference: 'R13 (availability); guide: Examine Torrent Health',
		judge: judgeMissing,
	},
	{
		id: 'E27b',
		class: 'availability',
		scope: 'downloading',
		reference: 'R4–R6 (interest and useless peers)',
		judge: judgeNothingNew,
	},
	{
		id: 'E28',
		class: 'availability',
		scope: 'downloading',
		reference: 'BEP 3 (rarest first), R13',
		judge: judgeCrowd,
	},
];

function judgeSilence(metrics: Metrics): Verdict {
	const {peers, closes, clocks} = metrics;
	const silent = Math.max(peers.handshaken, closes.silent);
	if (silent < silentPeersNeeded || peers.availabilityKnown > 0) {
		return undefined;
	}
	return after(
		metrics,
		{elapsedMs: clocks.noAvailabilityForMs, longerThanMs: silenceMs, severity: 'warn'},
		() => ({
			severity: 'warn',
			headline: `No peer told us what it has: ${count(silent, 'peer')} silent or empty for ${duration(clocks.noAvailabilityForMs)}`,
			evidence: () => explainSilence(metrics),
			actions: [
				advise('Wait: silent peers are dropped at 60 s and others get their place'),
				run('Ask for other peers', ':announce'),
			],
		}),
	);
}

function explainSilence(metrics: Metrics): Evidence[] {
	const {peerRows, closes, now} = metrics;
	const dropped = {
		text: `${count(closes.silent, 'peer was', 'peers were')} dropped for saying nothing after the handshake`,
	};
	return [
		...peerRows
			.select(() => true, 'handshakeAt', peerLimit)
			.map(row => {
				const ageMs = now - peerRows.value(row, 'handshakeAt');
				return aboutPeer(metrics, row, `no bitfield, no have in ${duration(ageMs)}`);
			}),
		...(closes.silent > 0 ? [dropped] : []),
	];
}

function judgeEmpty(metrics: Metrics): Verdict {
	const {peers, peerRows} = metrics;
	if (peers.availabilityKnown === 0 || peers.withPieces > 0) {
		return undefined;
	}
	return {
		severity: 'warn',
		headline: `All connected peers are empty: ${peers.availabilityKnown} told us so`,
		evidence: () =>
			peerRows
				.select(row => peerRows.value(row, 'availability') !== 0, 'handshakeAt', peerLimit)
				.map(row => aboutPeer(metrics, row, 'has no piece yet')),
		actions: [
			advise('Wait for a seed: everybody here is waiting for one'),
			run('Ask for other peers', ':announce'),
			run('Add a peer', ':peer '),
		],
	};
}

/** Places where what we lack might still be, in words; empty when none is known. */
function otherSources({candidates, sources, closes}: Metrics): Array<[number, string]> {
	const seeds = Math.max(0, ...sources.trackers.map(tracker => tracker.seeds ?? 0));
	const others: Array<[number, string]> = [
		[candidates.untried, 'known and not tried yet'],
		[seeds, seeds === 1 ? 'seed counted by a tracker' : 'seeds counted by a tracker'],
		[closes.leftWithWanted, 'left and had pieces we lack'],
	];
	return others.filter(([number]) => number > 0);
}

function hasNothingForUs({peers, progress}: Metrics): boolean {
	return (
		peers.withPieces > 0 &&
		peers.withWanted === 0 &&
		progress.haveWantedPieces < progress.wantedPieces
	);
}

function judgeMissing(metrics: Metrics): Verdict {
	if (!hasNothingForUs(metrics) || otherSources(metrics).length > 0) {
		return undefined;
	}
	const {progress, peers} = metrics;
	const lacking = progress.wantedPieces - progress.haveWantedPieces;
	const copies = progress.distributedCopies.toFixed(2);
	return {
		severity: 'warn',
		headline: `Missing pieces: nobody has ${lacking === 1 ? 'the one' : `the ${lacking}`} we lack, ${copies} copies in the swarm`,
		evidence: () => [
			{
				text: `${count(peers.withPieces, 'peer')} with pieces, none of them has a piece we lack; no seed known, no address left to try`,
			},
			...explainMissing(metrics),
		],
		actions: [
			advise('Wait for a seed; the finished files are whole and can be used'),
			run('Ask for other peers', ':announce'),
			run('Add a tracker', ':tracker '),
		],
	};
}

function explainMissing({missing}: Metrics): Evidence[] {
	const {pieces, paths} = missing;
	const [first] = pieces;
	if (first === undefined) {
		return [];
	}
	const text = `Nobody has ${pieces.length === 1 ? 'piece' : 'pieces'} ${ranges(pieces, 8)}`;
	return [
		{text: missing.count > pieces.length ? `${text} and more` : text, piece: first},
		...paths.map(path => ({text: `Incomplete without them: ${path}`, path})),
	];
}

function judgeNothingNew(metrics: Metrics): Verdict {
	const others = otherSources(metrics);
	if (!hasNothingForUs(metrics) || others.length === 0) {
		return undefined;
	}
	const {peerRows, progress} = metrics;
	const most = Math.max(...others.map(([number]) => number));
	return {
		severity: 'warn',
		headline: `Connected peers have nothing we need; ${most === 1 ? '1 other' : `${most} others`} might`,
		evidence: () => [
			...others.map(([number, words]) => ({text: `${number} ${words}`})),
			...peerRows
				.select(row => peerRows.value(row, 'piecesKnown') > 0, 'handshakeAt', peerLimit)
				.map(row => {
					const share = peerRows.value(row, 'piecesKnown') / progress.pieceCount;
					return aboutPeer(metrics, row, `has ${percent(share)}, nothing of it new to us`);
				}),
		],
		actions: [
			run('Ask for other peers', ':announce'),
			advise('Useless peers give their places to others by themselves'),
		],
	};
}

function judgeCrowd({peers, progress}: Metrics): Verdict {
	const {abreast, availabilityKnown, seeds} = peers;
	const fewSeeds = Math.max(1, 0.05 * availabilityKnown);
	if (abreast < crowd || abreast * 2 < availabilityKnown || seeds > fewSeeds) {
		return undefined;
	}
	return {
		severity: 'info',
		headline: `Flash crowd: ${abreast} of ${availabilityKnown} peers are where we are and wait for the same pieces, ${count(seeds, 'seed')}`,
		evidence: () => [
			{
				text: `${abreast} peers are within 1 % of our ${percent(progress.havePieces / progress.pieceCount)}; each new piece reaches everybody from ${count(seeds, 'seed')}`,
			},
		],
		actions: [advise('Wait: the crowd is as fast as its seeds upload')],
	};
}
