import {blockLength} from '../protocol/messages.js';

/** How many seconds of a peer's rate should be on order (R12). */
const coverSeconds = 3;

/** Beyond twice the round trip, time for either side to notice and answer (R12). */
const answerSeconds = 0.1;

/** The least depth while nothing speaks against it, and the most in any case. */
const usualLeast = 16;
const most = 2000;

/** No more may be on order than comes in this time: a slow peer's last request must not time out behind the first ones. */
const patienceSeconds = 15;

/** Where slow start begins. */
const firstDepth = 8;

/** A window that brought less than this more than the one before ends slow start (R12). */
const slowStartGain = 1.1;

/** A window of measurement is a few round trips, within these bounds. */
const roundTripsPerWindow = 4;
const shortestWindowMs = 250;
const longestWindowMs = 1000;

/**
 * How many requests to keep outstanding at a peer of this rate (R12): about 3 s of it, never less than its
 * bandwidth-delay product, at least 16 as long as those come within 15 s.
 */
export function depthForRate(bytesPerSecond: number, minRttMs: number): number {
	const rttSeconds = Number.isNaN(minRttMs) ? 0 : minRttMs / 1000;
	const seconds = Math.max(coverSeconds, 2 * rttSeconds + answerSeconds);
	const patient = Math.max(2, Math.ceil((bytesPerSecond * patienceSeconds) / blockLength));
	const wanted = Math.ceil((bytesPerSecond * seconds) / blockLength);
	return Math.min(Math.max(wanted, Math.min(usualLeast, patient)), most);
}

/** Follows one peer's rate to set its depth (R12, `auto`). It only proposes; `reqq` and snubbing are applied to it. */
export class PipelineDepth {
	/** Requests to keep outstanding. */
	depth = firstDepth;
	#isSlowStart = true;
	#windowStart: number;
	#windowBytes = 0;
	/** Bytes a second of the window before; 0 when there was none. */
	#rate = Number.NaN;

	constructor(now: number) {
		this.#windowStart = now;
		// A double from the start, as in Peer.
		this.#rate = 0;
	}

	/** Still growing with every block. */
	get isSlowStart(): boolean {
		return this.#isSlowStart;
	}

	/** Nothing was on order until now: what passed says nothing about the peer's rate. */
	resume(now: number): void {
		this.#windowStart = now;
		this.#windowBytes = 0;
	}

	/** A block came after nothing did: begin again with little. */
	restart(now: number): void {
		this.depth = firstDepth;
		this.#isSlowStart = true;
		this.#rate = 0;
		this.resume(now);
	}

	/** A block of `bytes` came. */
	handleBlock(bytes: number, minRttMs: number, now: number): void {
		this.#windowBytes += bytes;
		if (this.#isSlowStart) {
			this.depth = Math.min(this.depth + 1, most);
		}
		const elapsedMs = now - this.#windowStart;
		if (elapsedMs >= windowMs(minRttMs)) {
			this.#closeWindow((this.#windowBytes * 1000) / elapsedMs, minRttMs);
			this.resume(now);
		}
	}

	#closeWindow(rate: number, minRttMs: number): void {
		if (this.#isSlowStart && rate >= this.#rate * slowStartGain) {
			this.#rate = rate;
			return;
		}
		// The better of two windows: a hiccup must not starve the next one.
		this.depth = depthForRate(Math.max(rate, this.#rate), minRttMs);
		this.#isSlowStart = false;
		this.#rate = rate;
	}
}

function windowMs(minRttMs: number): number {
	const roundTrips = Number.isNaN(minRttMs) ? 0 : minRttMs * roundTripsPerWindow;
	return Math.min(Math.max(roundTrips, shortestWindowMs), longestWindowMs);
}
