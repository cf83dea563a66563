/** Lets only so many do something at a time; the others wait in line. */
export class Turns {
	#free: number;
	readonly #waiting: Array<() => void> = [];

	constructor(count: number) {
		this.#free = count;
	}

	/** Resolves when the turn comes, with what ends it: call that once. */
	async take(): Promise<() => void> {
		if (this.#free > 0) {
			this.#free--;
		} else {
			await new Promise<void>(resolve => {
				this.#waiting.push(resolve);
			});
		}
		return () => {
			const next = this.#waiting.shift();
			if (next === undefined) this.#free++;
			else next();
		};
	}
}
