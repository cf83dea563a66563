/** How slowly the share forgets: about the last hundred samples, ten seconds of ticks. */
const weight = 0.02;

/** The share of recent samples in which something was the case, 0…1: how often a limit or the disk held us back. */
export class ShareMeter {
	#share = 0;

	get share(): number {
		return this.#share;
	}

	sample(isTheCase: boolean): void {
		this.#share += weight * ((isTheCase ? 1 : 0) - this.#share);
	}
}
