import {descriptorUse} from '../disk/descriptor-limit.js';

/** How old a figure may be before it is looked up again, milliseconds. */
const cpuLookMs = 1000;
const descriptorLookMs = 10_000;

/** What the process uses. Looked up only when a snapshot asks, so that an unwatched engine pays nothing. */
export class SystemFacts {
	/** Soft limit of open files; NaN while unknown. */
	descriptorLimit = Number.NaN;
	#openDescriptors = 0;
	#cpuShare = 0;
	#rssBytes = 0;
	#cpuMicros = 0;
	#cpuLookedAt = 0;
	#descriptorsLookedAt = Number.NEGATIVE_INFINITY;
	readonly #proc: string | undefined;

	/** `proc` is for tests: the process's folder in /proc. */
	constructor(proc?: string) {
		this.#proc = proc;
	}

	get openDescriptors(): number {
		return this.#openDescriptors;
	}

	/** Bytes of memory the process holds; as last known where no file may be opened to look (E05). */
	get rssBytes(): number {
		try {
			this.#rssBytes = process.memoryUsage.rss();
		} catch {
			// The system looks it up in a file.
		}

		return this.#rssBytes;
	}

	/** CPU time of the whole process over wall time, lately; 1 is one core. */
	get cpuShare(): number {
		return this.#cpuShare;
	}

	/** Looks again at what is too old. */
	look(now: number): void {
		if (now - this.#cpuLookedAt >= cpuLookMs) {
			const {user, system} = process.cpuUsage();
			this.#cpuShare = (user + system - this.#cpuMicros) / 1000 / (now - this.#cpuLookedAt);
			this.#cpuMicros = user + system;
			this.#cpuLookedAt = now;
		}

		if (now - this.#descriptorsLookedAt >= descriptorLookMs) {
			this.#descriptorsLookedAt = now;
			void this.#lookAtDescriptors();
		}
	}

	async #lookAtDescriptors(): Promise<void> {
		const {limit, open} = await descriptorUse(this.#proc);
		this.descriptorLimit = limit ?? this.descriptorLimit;
		if (open !== null) {
			this.#openDescriptors = open;
		} else if (this.#openDescriptors > 0 && Number.isFinite(this.descriptorLimit)) {
			// It could be told before: now there is none left to look with.
			this.#openDescriptors = this.descriptorLimit;
		}
	}
}
