import type {TrackerView} from '../../store/engine-port.js';

/** How large the swarm is, as the best-informed tracker tells. Kept up to date by changes, so that it costs nothing to read. */
export class SwarmSize {
	/** NaN while no tracker told. */
	seeds = Number.NaN;
	leechers = Number.NaN;
	readonly #told = new Map<string, {readonly seeds: number; readonly leechers: number}>();

	/** A tracker's view changed. */
	update({url, tier, seeds, leechers}: TrackerView): void {
		this.#told.set(`${tier} ${url}`, {
			seeds: seeds ?? Number.NaN,
			leechers: leechers ?? Number.NaN,
		});
		this.seeds = Number.NaN;
		this.leechers = Number.NaN;
		for (const told of this.#told.values()) {
			this.seeds = greater(this.seeds, told.seeds);
			this.leechers = greater(this.leechers, told.leechers);
		}
	}
}

/** The greater of two numbers, of which NaN is less than any. */
function greater(a: number, b: number): number {
	return b > a || Number.isNaN(a) ? b : a;
}
