import type {ResumeRecord} from '../disk/resume-record.js';
import type {ResumeStore} from '../disk/resume-store.js';
import type {TorrentDisk} from '../disk/torrent-disk.js';

/** How long changes may wait to be saved: what a crash costs is hashing again, never fetching again. */
const saveMs = 30_000;

/** What a keeper saves and where. */
export interface ResumeKeeperOptions {
	readonly store: Pick<ResumeStore, 'save'>;
	readonly disk: Pick<TorrentDisk, 'stamps'>;
	/** The record as it stands now, but for the files' stamps. */
	readonly describe: () => Omit<ResumeRecord, 'files'>;
	/** It could not be saved, as a sentence. */
	readonly handleProblem: (text: string) => void;
}

/** Keeps a torrent's resume file up to date: now and then while pieces come, at once when it matters. */
export class ResumeKeeper {
	readonly #options: ResumeKeeperOptions;
	#saving: Promise<void> = Promise.resolve();
	#dueAt = Number.POSITIVE_INFINITY;

	constructor(options: ResumeKeeperOptions) {
		this.#options = options;
	}

	/** When `tick` will save; Infinity while there is nothing to save. */
	get dueAt(): number {
		return this.#dueAt;
	}

	/** Something worth saving happened. */
	touch(now: number): void {
		this.#dueAt = Math.min(this.#dueAt, now + saveMs);
	}

	tick(now: number): void {
		if (now >= this.#dueAt) {
			void this.save();
		}
	}

	/** Saves, after the save under way. Never rejects. */
	save(): Promise<void> {
		this.#dueAt = Number.POSITIVE_INFINITY;
		this.#saving = this.#saving.then(() => this.#save());
		return this.#saving;
	}

	async #save(): Promise<void> {
		const {store, disk, describe, handleProblem} = this.#options;
		try {
			// The stamps first: a piece written after them must not look as if it was there.
			const files = await disk.stamps();
			await store.save({...describe(), files});
		} catch (error) {
			handleProblem(`Could not save what is downloaded: ${(error as Error).message}`);
		}
	}
}
