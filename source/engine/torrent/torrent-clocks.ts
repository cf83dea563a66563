import {monotonicNow} from '../clock.js';

/** When things happened to a torrent: on the wall clock, which outlives a run, and on the engine's, which snapshots use. */
export class TorrentClocks {
	/** Milliseconds since 1970. */
	readonly addedAtEpoch: number;
	/** Engine clock; NaN: not in this run. */
	startedAt = Number.NaN;
	/** Engine clock; NaN: not seeding. */
	seedingSince = Number.NaN;
	#completedAtEpoch: number | null;

	/** @param record what the last run left */
	constructor(record: {readonly addedAt: number; readonly completedAt: number | null} | undefined) {
		this.addedAtEpoch = record?.addedAt ?? Date.now();
		this.#completedAtEpoch = record?.completedAt ?? null;
	}

	/** Milliseconds since 1970; null: never. */
	get completedAtEpoch(): number | null {
		return this.#completedAtEpoch;
	}

	/** On the engine's clock, below 0 for a run before this one. */
	get addedAt(): number {
		return this.#toEngineClock(this.addedAtEpoch);
	}

	/** On the engine's clock; NaN: never. */
	get completedAt(): number {
		return this.#completedAtEpoch === null
			? Number.NaN
			: this.#toEngineClock(this.#completedAtEpoch);
	}

	/** All that is wanted is here; the first time counts. */
	handleComplete(now: number): void {
		this.seedingSince = now;
		this.#completedAtEpoch ??= Date.now();
	}

	/** Something is wanted that is not here. */
	handleIncomplete(): void {
		this.seedingSince = Number.NaN;
		this.#completedAtEpoch = null;
	}

	#toEngineClock(epochMs: number): number {
		return epochMs - Date.now() + monotonicNow();
	}
}
