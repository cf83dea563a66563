import type {Metrics} from '../../source/diagnosis/metrics.js';
import {PeerRows} from '../../source/diagnosis/peer-rows.js';
import {type Candidate, isWaiting} from '../../source/diagnosis/rule.js';
import {rules} from '../../source/diagnosis/rules.js';
import {type PeerColumn, peerColumns} from '../../source/store/columns.js';
import type {TrackerView} from '../../source/store/engine-port.js';
import {defaultSettings} from '../../source/store/settings.js';

/** The engine's clock in all fixtures. */
export const now = 1_000_000;

type Part<Value> = Value extends readonly unknown[] | PeerRows | null | string | number | boolean
	? Value
	: {readonly [Key in keyof Value]?: Part<Value[Key]>};

/** What differs from a download that is doing well. */
export type Difference = Part<Metrics>;

/** A row of a peer: connected and handshaken for a minute, everything else 0 or never, unless said. */
export function peerRow(columns: Partial<Record<PeerColumn, number>>): number[] {
	const defaults: Partial<Record<PeerColumn, number>> = {state: 2, handshakeAt: now - 60_000};
	return peerColumns.map(
		name => columns[name] ?? defaults[name] ?? (/(?:At|Since)$/u.test(name) ? Number.NaN : 0),
	);
}

/** Rows of a snapshot, one a peer; its id is its place from 1. */
export function peerNumbers(
	peers: ReadonlyArray<Partial<Record<PeerColumn, number>>>,
): Float64Array {
	return Float64Array.from(peers.flatMap((peer, place) => peerRow({id: place + 1, ...peer})));
}

/** The same with the addresses 10.0.0.1:6881, 10.0.0.2:6881, … */
export function peerRows(peers: ReadonlyArray<Partial<Record<PeerColumn, number>>>): PeerRows {
	const addresses = new Map(peers.map((_, place) => [place + 1, `10.0.0.${place + 1}:6881`]));
	return new PeerRows(peerNumbers(peers), addresses);
}

/** A tracker that answered with ten peers, unless said. */
export function tracker(difference: Partial<TrackerView> = {}): TrackerView {
	return {
		url: 'http://tracker.example/announce',
		tier: 0,
		state: 'working',
		message: null,
		failure: null,
		seeds: 3,
		leechers: 7,
		peers: 10,
		ownAddresses: 0,
		httpStatus: 200,
		dateSkewMs: 0,
		failures: 0,
		lastAnnounceAt: now - 10_000,
		nextAnnounceAt: now + 1_800_000,
		intervalMs: 1_800_000,
		...difference,
	};
}

/** A tracker that failed twice in that way. */
export function failingTracker(difference: Partial<TrackerView>): TrackerView {
	return tracker({
		state: 'failing',
		failure: 'timeout',
		failures: 2,
		seeds: null,
		leechers: null,
		peers: null,
		ownAddresses: null,
		httpStatus: null,
		dateSkewMs: null,
		lastAnnounceAt: null,
		nextAnnounceAt: now + 40_000,
		...difference,
	});
}

/** Connections of ours that ended at the handshake, one an address. */
export function cutAt(...addresses: readonly string[]): ReturnType<Metrics['closes']['ends']> {
	return addresses.map(address => ({address, reason: 'handshake-failed', isHandshaken: false}));
}

/** A download that is doing well: nothing holds. */
export const healthyMetrics: Metrics = {
	now,
	epochMs: 1_700_000_000_000,
	timeScale: 1,
	torrent: {
		state: 'downloading',
		error: null,
		isPrivate: false,
		dir: '/downloads',
		runningForMs: 120_000,
	},
	progress: {
		length: 100_000_000,
		haveBytes: 40_000_000,
		wantedBytes: 100_000_000,
		haveWantedBytes: 40_000_000,
		pieceCount: 1000,
		havePieces: 400,
		wantedPieces: 1000,
		haveWantedPieces: 400,
		distributedCopies: 3.4,
		isEndgame: false,
	},
	peers: {
		handshaken: 8,
		outgoing: 6,
		outgoingTcp: 6,
		settled: 8,
		availabilityKnown: 8,
		withPieces: 8,
		withWanted: 7,
		uninterested: 0,
		usable: 5,
		snubbed: 0,
		outstanding: 50,
		seeds: 3,
		abreast: 1,
		oldestUsefulAt: now - 100_000,
		oldestRequestAt: now - 500,
	},
	peerRows: peerRows([
		{availability: 3, piecesKnown: 1000, piecesWanted: 600, amInterested: 1, outstanding: 10},
	]),
	clocks: {
		noAvailabilityForMs: Number.NaN,
		chokedForMs: Number.NaN,
		idleForMs: Number.NaN,
		noPayloadForMs: 0,
		endgameStuckForMs: Number.NaN,
		oldestRequestForMs: 500,
	},
	rates: {downBytesPerSecond: 1_000_000, upBytesPerSecond: 100_000},
	dials: {
		attempts: 10,
		successes: 8,
		timeouts: 1,
		refusals: 1,
		unreachable: 0,
		otherFailures: 0,
		utp: {attempts: 0, successes: 0},
		tcp: {attempts: 10, successes: 8},
		ipv6: {attempts: 0, successes: 0},
		ipv4: {attempts: 10, successes: 8},
	},
	handshakes: {sent: 8, plainSent: 8, plainCut: 1, cutBothWays: 0, wrongInfoHashes: 0},
	candidates: {known: 12, untried: 4, failing: 0, connecting: 0, limited: 0, filtered: 0},
	closes: {
		count: 1,
		medianLifeMs: Number.POSITIVE_INFINITY,
		reasons: [],
		ends: () => [],
		silent: 0,
		leftWithWanted: 0,
	},
	corruption: {liars: [], banned: 0, pieces: []},
	sources: {
		trackers: [tracker()],
		dht: {isOn: true, ageMs: 120_000, nodes: 80, rounds: 2, peers: 20},
		pex: {isOn: true, peers: 20, utpPeers: 10},
	},
	metadata: {offering: 0, rejects: 0, failures: 0},
	missing: {count: 0, pieces: [], paths: [], blocks: []},
	disk: {failure: null, missingSpaceBytes: 0},
	engine: {
		descriptors: {open: 60, limit: 1024, failures: 0},
		udp: {packetsOut: 100, packetsIn: 90},
		tcpSuccesses: 8,
		incomingConnections: 2,
		isUtpOn: false,
		canEncrypt: true,
		listenPort: 6881,
		listenFailure: null,
		isBindGone: false,
		queue: {limit: 0, running: 1},
		disk: {unwrittenBytes: 1_000_000, pressureShare: 0, writeP95Ms: 12},
		processor: {loopLagP95Ms: 6, hashQueuePieces: 0, isHashQueueGrowing: false},
		line: {
			downBytesPerSecond: 1_000_000,
			upBytesPerSecond: 100_000,
			downLimitedShare: 0,
			upLimitedShare: 0,
			peakUpBytesPerSecond: 120_000,
			peakDownBytesPerSecond: 1_200_000,
			recentDownBytesPerSecond: 1_000_000,
			recentRttMs: 42,
			lowestRttMs: 40,
		},
	},
	settings: defaultSettings,
};

function merge(base: unknown, difference: unknown): unknown {
	if (
		typeof difference !== 'object' ||
		difference === null ||
		Array.isArray(difference) ||
		difference instanceof PeerRows ||
		typeof base !== 'object' ||
		base === null
	) {
		return difference;
	}
	const merged: Record<string, unknown> = {...base};
	for (const [key, value] of Object.entries(difference)) {
		merged[key] = merge(merged[key], value);
	}
	return merged;
}

/** A download that is doing well but for the differences. */
export function metricsWith(...differences: readonly Difference[]): Metrics {
	return differences.reduce<unknown>(
		(metrics, one) => merge(metrics, one),
		healthyMetrics,
	) as Metrics;
}

/** What a rule says: its severity where it holds, `waits`, or `nothing`. */
export function verdict(id: string, ...differences: readonly Difference[]): string {
	const answer = judge(id, ...differences);
	return answer === undefined ? 'nothing' : isWaiting(answer) ? 'waits' : answer.severity;
}

/** The candidate of a rule that is expected to hold. */
export function candidate(id: string, ...differences: readonly Difference[]): Candidate {
	const answer = judge(id, ...differences);
	if (answer === undefined || isWaiting(answer)) {
		throw new Error(`${id} does not hold`);
	}
	return answer;
}

function judge(id: string, ...differences: readonly Difference[]) {
	return rules.find(rule => rule.id === id)!.judge(metricsWith(...differences));
}
