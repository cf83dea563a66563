import type {ClockMetrics} from './metrics.js';
import type {PeerSummary} from './peer-summary.js';

/** For how long something has been so without a break. */
class Stopwatch {
	#since = Number.NaN;

	/** To be told at every sample. */
	observe(isSo: boolean, now: number): void {
		if (!isSo) {
			this.#since = Number.NaN;
		} else if (Number.isNaN(this.#since)) {
			this.#since = now;
		}
	}

	/** It happened again: the time counts from here. */
	restart(now: number): void {
		this.#since = now;
	}

	/** NaN while it is not so. */
	elapsed(now: number): number {
		return now - this.#since;
	}
}

/** What the clocks look at. */
export interface ClockSample {
	readonly peers: PeerSummary;
	/** Peers dropped in the window because they never said anything. */
	readonly silentCloses: number;
	/** Payload bytes received, and blocks we have: counters. */
	readonly downBytes: number;
	readonly haveBlocks: number;
	readonly isEndgame: boolean;
	/** Of every duration. */
	readonly timeScale: number;
}

/** Peers that choke us hang up and come back: for so long nobody need be there for it to be the same wait. At full scale. */
const rejoinMs = 60_000;

/** The clocks of one torrent that no snapshot carries, kept from sample to sample. */
export class TorrentClocks {
	readonly #noAvailability = new Stopwatch();
	readonly #idle = new Stopwatch();
	readonly #noPayload = new Stopwatch();
	readonly #endgameStuck = new Stopwatch();
	/** Since when peers have had what we want while nobody let us ask, and when the last of them was here. */
	#chokedSince = Number.NaN;
	#chokedAt = Number.NEGATIVE_INFINITY;
	#lastUsableAt = Number.NEGATIVE_INFINITY;
	#downBytes = Number.NaN;
	#haveBlocks = Number.NaN;

	/** Takes one sample and tells what the clocks say at it. */
	update(sample: ClockSample, now: number): ClockMetrics {
		const {peers, silentCloses, downBytes, haveBlocks, isEndgame} = sample;
		// A silent peer is dropped at 60 s (R2); that it went must not end the clock that waits for just that.
		this.#noAvailability.observe(
			peers.availabilityKnown === 0 && (peers.handshaken > 0 || silentCloses > 0),
			now,
		);
		this.#idle.observe(peers.usable > 0 && peers.outstanding === 0, now);
		if (peers.usable > 0) {
			this.#lastUsableAt = now;
		}
		if (downBytes !== this.#downBytes) {
			this.#downBytes = downBytes;
			this.#noPayload.restart(now);
		}
		if (haveBlocks !== this.#haveBlocks) {
			this.#haveBlocks = haveBlocks;
			this.#endgameStuck.restart(now);
		}
		this.#endgameStuck.observe(isEndgame, now);
		return {
			noAvailabilityForMs: this.#noAvailability.elapsed(now),
			chokedForMs: this.#chokedForMs(sample, now),
			idleForMs: this.#idle.elapsed(now),
			noPayloadForMs: this.#noPayload.elapsed(now),
			endgameStuckForMs: this.#endgameStuck.elapsed(now),
			oldestRequestForMs: now - peers.oldestRequestAt,
		};
	}

	#chokedForMs({peers, timeScale}: ClockSample, now: number): number {
		if (peers.usable > 0 || now - this.#chokedAt > rejoinMs * timeScale) {
			this.#chokedSince = Number.NaN;
		}
		if (peers.withWanted === 0 || peers.usable > 0) {
			return Number.NaN;
		}
		this.#chokedAt = now;
		const since = Math.max(peers.oldestUsefulAt, this.#lastUsableAt);
		if (!(this.#chokedSince <= since)) {
			this.#chokedSince = since;
		}
		return now - this.#chokedSince;
	}
}
