import type {Peer} from './peer.js';
import {RateMeter} from './rate-meter.js';

/** What the screen shows follows within a few seconds. */
const shownMs = 4000;

/** A rate is shown as zero when no byte came for so long; blocks sent are counted whole, so that they may lie further apart. */
const silentDownMs = 5000;
const silentUpMs = 10_000;

/** What the choker compares is the average over about 20 s (BEP 3). */
const comparedMs = 20_000;

/** The payload rates of one peer. Made when its first payload byte moves. */
export class PeerRates {
	readonly #down = new RateMeter(shownMs, silentDownMs);
	readonly #up = new RateMeter(shownMs, silentUpMs);
	readonly #comparedDown = new RateMeter(comparedMs);
	readonly #comparedUp = new RateMeter(comparedMs);

	/** Its rate to us as the choker compares it, bytes a second (R8). */
	get comparedDown(): number {
		return this.#comparedDown.bytesPerSecond;
	}

	/** Our rate to it as the choker compares it, bytes a second (R8). */
	get comparedUp(): number {
		return this.#comparedUp.bytesPerSecond;
	}

	addDown(bytes: number): void {
		this.#down.add(bytes);
		this.#comparedDown.add(bytes);
	}

	addUp(bytes: number): void {
		this.#up.add(bytes);
		this.#comparedUp.add(bytes);
	}

	/** Takes the last `elapsedMs` into the averages and shows them on the peer. @returns whether any is above zero. */
	sample(peer: Peer, elapsedMs: number): boolean {
		this.#down.sample(elapsedMs);
		this.#up.sample(elapsedMs);
		this.#comparedDown.sample(elapsedMs);
		this.#comparedUp.sample(elapsedMs);
		peer.downBytesPerSecond = this.#down.bytesPerSecond;
		peer.upBytesPerSecond = this.#up.bytesPerSecond;
		return this.comparedDown > 0 || this.comparedUp > 0;
	}
}
