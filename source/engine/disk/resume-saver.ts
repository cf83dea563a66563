import type {ResumeRecord} from './resume-record.js';

/** Changes within this time are saved together. */
const delayMs = 1000;

/** Saving takes at most this share of the time: on a slow disk it waits longer in between. */
const maxShare = 0.1;

/** Saves a torrent's resume record soon after something changed, changes together, one save at a time. */
export class ResumeSaver {
	readonly #collect: () => Promise<ResumeRecord>;
	readonly #save: (record: ResumeRecord) => Promise<void>;
	readonly #handleError: (error: unknown) => void;
	#timer: NodeJS.Timeout | undefined;
	#isChanged = false;
	#saving: Promise<void> | undefined;
	#lastSaveMs = 0;

	constructor(options: {
		/** Makes the record as it is now: the files' stamps first, the pieces after. */
		readonly collect: () => Promise<ResumeRecord>;
		/** `ResumeStore.save`. */
		readonly save: (record: ResumeRecord) => Promise<void>;
		/** A save failed; the next change tries again. */
		readonly handleError: (error: unknown) => void;
	}) {
		this.#collect = options.collect;
		this.#save = options.save;
		this.#handleError = options.handleError;
	}

	/** Something in the record changed. */
	handleChange(): void {
		this.#isChanged = true;
		if (this.#timer !== undefined || this.#saving !== undefined) return;
		const waitMs = Math.max(delayMs, this.#lastSaveMs / maxShare);
		this.#timer = setTimeout(() => this.#start(), waitMs);
	}

	/** Saves now what is not saved yet; resolves when everything is, or when that failed. */
	async flush(): Promise<void> {
		for (;;) {
			this.#stopTimer();
			if (this.#saving !== undefined) await this.#saving;
			else if (this.#isChanged) this.#start();
			else return;
		}
	}

	/** Saves nothing any more: the torrent was removed. Resolves when a save under way is over. */
	async stop(): Promise<void> {
		this.#isChanged = false;
		this.#stopTimer();
		await this.#saving;
	}

	#stopTimer(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	#start(): void {
		this.#stopTimer();
		this.#isChanged = false;
		this.#saving = this.#saveNow().then(() => {
			this.#saving = undefined;
			// Changes that came meanwhile wait their time.
			if (this.#isChanged) this.handleChange();
		});
	}

	async #saveNow(): Promise<void> {
		const startedAt = performance.now();
		try {
			await this.#save(await this.#collect());
		} catch (error) {
			this.#handleError(error);
		}
		this.#lastSaveMs = performance.now() - startedAt;
	}
}
