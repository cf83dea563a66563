import {type EngineColumn, engineColumns} from '../store/columns.js';
import type {EngineEvent} from '../store/engine-port.js';
import {indexColumns} from '../store/row-table.js';
import type {EngineMetrics, LineMetrics} from './metrics.js';
import {SampleRing} from './sample-ring.js';

const places = indexColumns(engineColumns);

/** Numbers kept over the window: some are counters, some are watched for how they move. */
const watched = [
	'descriptorFailures',
	'udpPacketsOut',
	'udpPacketsIn',
	'downBytesPerSecond',
	'upBytesPerSecond',
	'rttMs',
	'hashQueuePieces',
] as const satisfies readonly EngineColumn[];

const watchedPlaces = indexColumns(watched);

/** Buckets of "recently": half a minute. */
const recentBuckets = 6;
/** Buckets before a peak says anything about the line: a minute, besides the one the window begins with. */
const peakBuckets = 13;
/** A shorter queue to be hashed is no trouble, growing or not. */
const longHashQueue = 8;

/** What the torrents have together. */
export interface TorrentSums {
	readonly running: number;
	readonly tcpSuccesses: number;
	readonly incomingConnections: number;
}

/** The engine over the window. */
export class EngineWindow {
	readonly #ring = new SampleRing(watched.length);
	readonly #sample = new Float64Array(watched.length);
	#row: Float64Array = new Float64Array(engineColumns.length);
	#listenPort: number | null = null;
	#listenFailure: EngineMetrics['listenFailure'] = null;
	#isBindGone = false;

	handleEvent(event: EngineEvent): void {
		if (event.type === 'network') {
			this.#listenPort = event.listenPort;
			this.#listenFailure = event.listenFailure;
			this.#isBindGone = event.isBindGone;
		}
	}

	/** A new snapshot's row; it may be kept until the next. `bucketMs` is a sixtieth of the window. */
	handleSample(row: Float64Array, now: number, bucketMs: number): void {
		this.#row = row;
		for (const [place, name] of watched.entries()) {
			this.#sample[place] = row[places[name]]!;
		}
		if (this.#ring.count === 0) {
			// Growth counts from here, not from the last sample of the bucket we happen to begin in.
			this.#ring.record(this.#sample, now - bucketMs, bucketMs);
		}
		this.#ring.record(this.#sample, now, bucketMs);
	}

	/** The engine's number as it stands, 0 when it does not know it. */
	number(column: EngineColumn): number {
		return this.#row[places[column]]! || 0;
	}

	metrics(sums: TorrentSums): EngineMetrics {
		return {
			descriptors: {
				open: this.number('openFiles'),
				limit: this.number('descriptorLimit'),
				failures: this.#ring.growth(watchedPlaces.descriptorFailures),
			},
			udp: {
				packetsOut: this.#ring.growth(watchedPlaces.udpPacketsOut),
				packetsIn: this.#ring.growth(watchedPlaces.udpPacketsIn),
			},
			tcpSuccesses: sums.tcpSuccesses,
			incomingConnections: sums.incomingConnections,
			isUtpOn: this.number('isUtpOn') === 1,
			canEncrypt: this.number('canEncrypt') === 1,
			listenPort: this.#listenPort,
			listenFailure: this.#listenFailure,
			isBindGone: this.#isBindGone,
			queue: {limit: this.number('queueLimit'), running: sums.running},
			disk: {
				unwrittenBytes: this.number('unwrittenBytes'),
				pressureShare: this.number('diskPressureShare'),
				writeP95Ms: this.number('writeP95Ms'),
			},
			processor: {
				loopLagP95Ms: this.number('loopLagP95Ms'),
				hashQueuePieces: this.number('hashQueuePieces'),
				isHashQueueGrowing: this.#isHashQueueGrowing(),
			},
			line: this.#line(),
		};
	}

	/** Longer than five and than ten seconds ago. */
	#isHashQueueGrowing(): boolean {
		const [now, before, earlier] = [0, 1, 2].map(ago =>
			this.#ring.value(watchedPlaces.hashQueuePieces, ago),
		);
		return now! >= longHashQueue && now! > before! && before! > earlier!;
	}

	#line(): LineMetrics {
		const {downBytesPerSecond, upBytesPerSecond, rttMs} = watchedPlaces;
		const hasPeak = this.#ring.count >= peakBuckets;
		return {
			downBytesPerSecond: this.number('downBytesPerSecond'),
			upBytesPerSecond: this.number('upBytesPerSecond'),
			downLimitedShare: this.number('downLimitedShare'),
			upLimitedShare: this.number('upLimitedShare'),
			peakUpBytesPerSecond: hasPeak ? this.#ring.highest(upBytesPerSecond) : Number.NaN,
			peakDownBytesPerSecond: this.#ring.highest(downBytesPerSecond),
			recentDownBytesPerSecond: this.#ring.mean(downBytesPerSecond, recentBuckets),
			recentRttMs: this.#ring.mean(rttMs, recentBuckets),
			lowestRttMs: this.#ring.lowest(rttMs),
		};
	}
}
