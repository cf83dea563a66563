/** Counts how often the system had no descriptor left for us (E05), whatever it was wanted for. */
export class DescriptorFailures {
	#count = 0;

	/** Since the engine started. */
	get count(): number {
		return this.#count;
	}

	/** Some call failed with this code; others than EMFILE and ENFILE are no concern of this. */
	note(code: string | undefined): void {
		if (code === 'EMFILE' || code === 'ENFILE') {
			this.#count += 1;
		}
	}
}
