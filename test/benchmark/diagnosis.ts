import {SwarmDoctor} from '../../source/diagnosis/swarm-doctor.js';
import type {PeerColumn} from '../../source/store/columns.js';
import {defaultSettings} from '../../source/store/settings.js';
import {failingTracker, tracker} from '../diagnosis/metrics-fixture.js';
import {snapshot, type TorrentFixture} from '../diagnosis/snapshot-fixture.js';
import type {RunBenchmark} from './table.js';

/** Seconds of a run: enough for every hold and for the code to be warm. */
const seconds = 60;
const warmUp = 15;

/** What all torrents of a run are like. */
interface Swarm {
	readonly name: string;
	readonly fixture: TorrentFixture;
	readonly peer: (place: number) => Partial<Record<PeerColumn, number>>;
}

const swarms: readonly Swarm[] = [
	{
		name: 'downloading',
		fixture: {trackers: [tracker(), tracker()], row: {downBytesPerSecond: 1e5}},
		peer: place => ({
			availability: 2,
			piecesKnown: place % 1000,
			piecesWanted: place % 7,
			amInterested: place % 7 === 0 ? 0 : 1,
			peerChoking: place % 2,
			outstanding: place % 2 === 0 ? 10 : 0,
			oldestRequestAt: 0,
			handshakeAt: 0,
		}),
	},
	{
		name: 'all choke, trackers fail',
		fixture: {
			trackers: [failingTracker({}), failingTracker({failure: 'dns'})],
			row: {dialTimeouts: 50, dialSuccesses: 50},
		},
		peer: place => ({
			availability: 3,
			piecesKnown: 1000,
			piecesWanted: 1000,
			amInterested: 1,
			peerChoking: 1,
			handshakeAt: (place * 7919) % 1000,
			chokedSince: 0,
		}),
	},
];

function measure(swarm: Swarm, torrents: number, peersEach: number) {
	const peers = Array.from({length: peersEach}, (_, place) => swarm.peer(place));
	const list = Array.from({length: torrents}, (_, id) => ({...swarm.fixture, id, peers}));
	const first = snapshot(0, list);
	const doctor = new SwarmDoctor(defaultSettings);
	const times: number[] = [];
	let findings = 0;
	for (let second = 0; second < seconds; second++) {
		const before = process.threadCpuUsage();
		const reports = doctor.handleMessage({...first, now: second * 1000, epochMs: second * 1000});
		const {user, system} = process.threadCpuUsage(before);
		times.push((user + system) / 1000);
		findings = reports.reduce((sum, report) => sum + report.findings.length, 0);
	}
	const warm = times.slice(warmUp);
	return {
		swarm: swarm.name,
		torrents: String(torrents),
		'peers in all': String(torrents * peersEach),
		findings: String(findings),
		// The system counts in steps of up to 4 ms: only the mean of many is finer.
		'mean CPU ms': warm.reduce((sum, ms) => sum + ms, 0) / warm.length,
		'worst CPU ms': Math.max(...warm),
	};
}

/** What the diagnoses cost: all rules over all torrents, from a snapshot to the reports, as it happens once a second. */
export const run: RunBenchmark = async ({progress}) => {
	const rows: Array<ReturnType<typeof measure>> = [];
	for (const [torrents, peersEach] of [
		[1, 2000],
		[200, 10],
		[200, 200],
		[200, 2000],
	] as const) {
		for (const swarm of swarms) {
			progress(`diagnosis: ${torrents} torrents × ${peersEach} peers, ${swarm.name}`);
			rows.push(measure(swarm, torrents, peersEach));
		}
	}
	return {
		title: 'Diagnoses: one evaluation of all rules, which happens once a second',
		columns: ['swarm', 'torrents', 'peers in all', 'findings', 'mean CPU ms', 'worst CPU ms'],
		rows,
	};
};
