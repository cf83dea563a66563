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
}

/** The clocks of one torrent that no snapshot carries, kept from sample to sample. */
export class TorrentClocks {
	readonly #noAvailability = new Stopwatch();
	readonly #idle = new Stopwatch();
	readonly #noPayload = new Stopwatch();
	readonly #endgameStuck = new Stopwatch();
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
		const isChoked = peers.withWanted > 0 && peers.usable === 0;
		return {
			noAvailabilityForMs: this.#noAvailability.elapsed(now),
			chokedForMs: isChoked ? now - Math.max(peers.oldestUsefulAt, this.#lastUsableAt) : Number.NaN,
			idleForMs: this.#idle.elapsed(now),
			noPayloadForMs: this.#noPayload.elapsed(now),
			endgameStuckForMs: this.#endgameStuck.elapsed(now),
			oldestRequestForMs: now - peers.oldestRequestAt,
		};
	}
}
