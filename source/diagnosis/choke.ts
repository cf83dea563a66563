import type {Action, Evidence} from '../store/finding.js';
import {aboutPeer, peerLimit} from './evidence.js';
import type {Metrics} from './metrics.js';
import {advise, count, duration, rate, run} from './phrases.js';
import {after, type Candidate, type Rule, type Verdict} from './rule.js';

/** Until then nobody need worry; from the later on everybody should (the guide's 5+ minutes). */
const patienceMs = 60_000;
const alarmMs = 300_000;
/** An upload cap under this keeps tit-for-tat from working. */
const meanUploadCap = 10_000;

const reference = 'BEP 3 (choking), R8; guide: Peer is not ready to download';

/** Peers have what we want and let us have nothing: E29a–c, one after the other, and none once somebody unchokes us. */
export const chokeRules: readonly Rule[] = [
	{
		id: 'E29a',
		class: 'choke',
		scope: 'downloading',
		reference,
		lingerMs: 0,
		judge: judgeWaiting,
	},
	{
		id: 'E29b',
		class: 'choke',
		scope: 'downloading',
		reference,
		holdMs: 0,
		lingerMs: 0,
		silences: ['E29a'],
		judge: judgeStillChoked,
	},
	{
		id: 'E29c',
		class: 'choke',
		scope: 'downloading',
		reference,
		holdMs: 0,
		lingerMs: 0,
		silences: ['E29a', 'E29b'],
		judge: judgeNobodyUnchokes,
	},
];

function judgeWaiting(metrics: Metrics): Verdict {
	const {peers, clocks, timeScale} = metrics;
	if (!(clocks.chokedForMs < patienceMs * timeScale)) {
		return undefined;
	}
	return {
		severity: 'info',
		headline: `Waiting to be unchoked by ${count(peers.withWanted, 'peer')}: normal for 30–60 s`,
		evidence: () => chokingPeers(metrics),
		actions: [advise('Wait: peers choke newcomers at first')],
	};
}

function judgeStillChoked(metrics: Metrics): Verdict {
	const {peers, clocks, timeScale} = metrics;
	if (clocks.chokedForMs >= alarmMs * timeScale) {
		return undefined;
	}
	return after(
		metrics,
		{elapsedMs: clocks.chokedForMs, atLeastMs: patienceMs, severity: 'warn'},
		(): Candidate => ({
			severity: 'warn',
			headline: `Still choked by ${peers.withWanted === 1 ? 'the only useful peer' : `all ${peers.withWanted} useful peers`}, for ${duration(clocks.chokedForMs)}`,
			evidence: () => [...chokingPeers(metrics), ...ourUpload(metrics)],
			actions: uploadActions(metrics),
		}),
	);
}

function judgeNobodyUnchokes(metrics: Metrics): Verdict {
	const {peers, clocks} = metrics;
	return after(
		metrics,
		{elapsedMs: clocks.chokedForMs, atLeastMs: alarmMs, severity: 'error'},
		(): Candidate => ({
			severity: 'error',
			headline: `Nobody unchokes us: ${count(peers.withWanted, 'useful peer')} choking for ${duration(clocks.chokedForMs)}`,
			evidence: () => [...chokingPeers(metrics), ...ourUpload(metrics)],
			actions: [
				...uploadActions(metrics),
				advise('Open the listen port on the router: more peers can then reach us'),
				run('Ask for more peers', ':announce'),
			],
		}),
	);
}

/** The useful peers, longest connected first. */
function chokingPeers(metrics: Metrics): Evidence[] {
	const {peerRows, now, progress} = metrics;
	return peerRows
		.select(row => peerRows.value(row, 'piecesWanted') > 0, 'handshakeAt', peerLimit)
		.map(row => {
			const wanted = peerRows.value(row, 'piecesWanted');
			const ageMs = now - peerRows.value(row, 'handshakeAt');
			const chokedMs = now - peerRows.value(row, 'chokedSince');
			const choking = Number.isNaN(chokedMs)
				? 'choking us'
				: `choking us for ${duration(chokedMs)}`;
			return aboutPeer(
				metrics,
				row,
				`has ${wanted} of the ${progress.wantedPieces - progress.haveWantedPieces} pieces we lack, connected for ${duration(ageMs)}, ${choking}`,
			);
		});
}

/** Peers repay uploads: what we give is half of the answer. */
function ourUpload({settings, rates}: Metrics): Evidence[] {
	const {uploadSlots, maxUp} = settings;
	if (uploadSlots === 0) {
		return [{text: 'We upload to nobody: the setting uploadSlots is 0'}];
	}
	const cap = maxUp > 0 ? `, at most ${rate(maxUp)} by our own limit` : '';
	return [
		{text: `We upload ${rate(rates.upBytesPerSecond)} in ${count(uploadSlots, 'slot')}${cap}`},
	];
}

function uploadActions({settings}: Metrics): Action[] {
	const {uploadSlots, maxUp} = settings;
	const actions = [
		...(uploadSlots === 0 ? [run('Upload to four peers at a time', ':set uploadSlots=4')] : []),
		...(maxUp > 0 && maxUp < meanUploadCap ? [run('Lift the upload limit', ':set maxUp=0')] : []),
	];
	return actions.length > 0
		? actions
		: [advise('Keep upload allowed: peers unchoke those who give; some never do')];
}
